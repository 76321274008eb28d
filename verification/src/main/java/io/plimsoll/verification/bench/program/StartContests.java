package io.plimsoll.verification.bench.program;

import io.plimsoll.verification.bench.Apparatus;
import io.plimsoll.verification.bench.Bench;
import io.plimsoll.verification.bench.Contest;
import io.plimsoll.verification.bench.Contestant;
import io.plimsoll.verification.bench.Goal;
import io.plimsoll.verification.bench.Hall;
import io.plimsoll.verification.bench.Program;
import io.plimsoll.verification.bench.Ran;
import java.io.IOException;
import java.util.List;

/** What it costs to start: {@code true}, run by ours and by other programs that run a command. */
public final class StartContests implements Bench {

  private static final String NODE = "node -e 0";

  /** The bench. */
  public StartContests() {}

  @Override
  public String name() {
    return "start";
  }

  @Override
  public String words() {
    return "what it costs to start";
  }

  @Override
  public int rounds(Hall hall) {
    return hall.many(21, 5);
  }

  @Override
  public int warmups(Hall hall) {
    return hall.many(3, 1);
  }

  @Override
  public List<Contest> contests(Hall hall) throws IOException {
    Apparatus here = Apparatus.here();
    List<Contestant> contestants =
        List.of(
            new Contestant(
                "plimsoll run -- true",
                Program.of(hall.plimsoll().toString(), "run", "--", "true").trial(hall)),
            here.contestant(NODE, Program.of("node", "-e", "0").trial(hall), "node"),
            here.contestant(
                "a wrapper on Node around true",
                Program.of(
                        "node",
                        "-e",
                        "require('child_process').spawn('true', {stdio: 'inherit'})"
                            + ".on('exit', status => process.exit(status))")
                    .trial(hall),
                "node"),
            new Contestant(
                "a plain JVM around true", Program.of(PlainStart.around("true")).trial(hall)),
            here.contestant(
                "timeout 60 true", Program.of("timeout", "60", "true").trial(hall), "timeout"),
            here.contestant("bash -c true", Program.of("bash", "-c", "true").trial(hall), "bash"));
    return List.of(
        new Contest(
            "true, once",
            "ms",
            false,
            contestants,
            List.of(
                Goal.atMost(2.0, NODE), Goal.atMost(3.0, NODE), Goal.besideAtMost(Ran.PEAK, 56))));
  }
}

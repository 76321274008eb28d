package io.plimsoll.verification.bench.process;

import static io.plimsoll.verification.bench.process.Racers.COMMONS;
import static io.plimsoll.verification.bench.process.Racers.NU;
import static io.plimsoll.verification.bench.process.Racers.OURS;
import static io.plimsoll.verification.bench.process.Racers.PLAIN;
import static io.plimsoll.verification.bench.process.Racers.ZT;

import io.plimsoll.command.Output;
import io.plimsoll.verification.bench.Apparatus;
import io.plimsoll.verification.bench.Bench;
import io.plimsoll.verification.bench.Contest;
import io.plimsoll.verification.bench.Goal;
import io.plimsoll.verification.bench.Hall;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How fast much output is taken, and what is kept of it. */
public final class CaptureContests implements Bench {

  /** The rate of the same work done for the first time. */
  static final String FIRST = "first, MiB/s";

  /** The live heap afterwards, less that before, while what was captured is held. */
  static final String HELD = "heap held, KiB";

  private static final double LEAST_SHARE = 0.6;

  /** What else may have come into the heap meanwhile. */
  private static final double SLACK_KIBIBYTES = 512;

  /** The bench. */
  public CaptureContests() {}

  @Override
  public String name() {
    return "capture";
  }

  @Override
  public String words() {
    return "how fast much output is taken; peers keep its beginning and count the rest";
  }

  @Override
  public int rounds(Hall hall) {
    return hall.many(5, 1);
  }

  @Override
  public int warmups(Hall hall) {
    return 0; // each contestant warms up itself
  }

  @Override
  public List<Contest> contests(Hall hall) throws IOException, InterruptedException {
    List<String> source =
        Apparatus.here().find("gcc").isPresent()
            ? List.of(Apparatus.here().compiled(hall, CaptureContests.class, "flood.c").toString())
            : List.of("/bin/sh", "-c", "exec head -c \"$0\" /dev/zero");
    int one = hall.many(1_024, 256);
    int each = hall.many(64, 8);
    return List.of(
        contest(hall, "one child writes " + one + " MiB", (long) one << 20, 1, source),
        contest(hall, "16 children write " + each + " MiB each", (long) each << 20, 16, source));
  }

  private static Contest contest(
      Hall hall, String title, long bytes, int atOnce, List<String> source) {
    List<Object> numbers = new ArrayList<>(List.of(bytes, atOnce));
    numbers.addAll(source);
    double kept = atOnce * 2.0 * Output.KEPT_BYTES / 1024;
    return new Contest(
        title,
        "MiB/s",
        true,
        Stream.of(OURS, PLAIN, ZT, COMMONS, NU)
            .map(name -> new Racers(hall).jvm(name, "capture", numbers.toArray()))
            .toList(),
        List.of(Goal.atLeast(LEAST_SHARE, PLAIN), Goal.besideAtMost(HELD, kept + SLACK_KIBIBYTES)));
  }
}

package io.plimsoll.verification.bench.process;

import static io.plimsoll.verification.bench.process.Racers.COMMONS;
import static io.plimsoll.verification.bench.process.Racers.NU;
import static io.plimsoll.verification.bench.process.Racers.OURS;
import static io.plimsoll.verification.bench.process.Racers.PLAIN;
import static io.plimsoll.verification.bench.process.Racers.ZT;

import io.plimsoll.verification.bench.Bench;
import io.plimsoll.verification.bench.Contest;
import io.plimsoll.verification.bench.Goal;
import io.plimsoll.verification.bench.Hall;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What many live commands cost, and how long it takes to end them. */
public final class ManyContests implements Bench {

  /** Threads of the contestant beyond one for each child. */
  static final String THREADS = "threads beyond children";

  /** From the first call to the last answer. */
  static final String END = "end of all, ms";

  private static final double MOST_KILOBYTES = 130;
  private static final double MOST_THREADS = 30;

  /** The bench. */
  public ManyContests() {}

  @Override
  public String name() {
    return "many";
  }

  @Override
  public String words() {
    return "what many live commands cost, outputs captured";
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
  public List<Contest> contests(Hall hall) {
    Stream<Integer> counts = hall.quick() ? Stream.of(60) : Stream.of(100, 500, 2_000);
    return counts.map(count -> contest(new Racers(hall), count)).toList();
  }

  private static Contest contest(Racers racers, int count) {
    List<Goal> goals = new ArrayList<>();
    goals.add(Goal.valueAtMost(MOST_KILOBYTES, "kB"));
    goals.add(Goal.besideAtMost(THREADS, MOST_THREADS));
    for (String peer : List.of(ZT, COMMONS)) {
      goals.add(Goal.atMost(1.0, peer));
      goals.add(Goal.besideNoMore(THREADS, count, peer));
      // A quick run ends 60 once, in 30 ms, which one pause of the machine doubles.
      goals.add(Goal.besideNoMore(END, 0, peer).missedSoFar(4));
    }
    return new Contest(
        count + " live children",
        "kB/child",
        false,
        Stream.of(OURS, PLAIN, ZT, COMMONS, NU)
            .map(name -> racers.jvm(name, "many", count))
            .toList(),
        goals);
  }
}

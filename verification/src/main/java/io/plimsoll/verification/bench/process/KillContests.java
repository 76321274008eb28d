package io.plimsoll.verification.bench.process;

import static io.plimsoll.verification.bench.process.Racers.COMMONS;
import static io.plimsoll.verification.bench.process.Racers.EXECA;
import static io.plimsoll.verification.bench.process.Racers.OURS;
import static io.plimsoll.verification.bench.process.Racers.TIMEOUT;
import static io.plimsoll.verification.bench.process.Racers.ZT;

import io.plimsoll.verification.bench.Bench;
import io.plimsoll.verification.bench.Contest;
import io.plimsoll.verification.bench.Contestant;
import io.plimsoll.verification.bench.Goal;
import io.plimsoll.verification.bench.Hall;
import java.util.ArrayList;
import java.util.List;

/** How soon all of a tree is gone when its time is over, and how late that is noticed. */
public final class KillContests implements Bench {

  private static final double MOST_LATE = 100;

  /** Milliseconds in which a tree of a hundred has grown on a busy machine. */
  private static final int TIMEOUT_MILLIS = 1_000;

  private static final int GRACE_MILLIS = 300;

  /** The bench. */
  public KillContests() {}

  @Override
  public String name() {
    return "kill";
  }

  @Override
  public String words() {
    return "how soon all of a tree is gone when its time is over, the grace not counted";
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
    List<Contest> contests = new ArrayList<>();
    if (!hall.quick()) {
      contests.add(tree(hall, 1, true));
      contests.add(tree(hall, 1, false));
    }
    contests.add(tree(hall, 10, false));
    if (!hall.quick()) {
      contests.add(tree(hall, 100, false));
    }
    contests.add(deadlines(hall));
    return contests;
  }

  private static Contest tree(Hall hall, int size, boolean heeds) {
    Racers racers = new Racers(hall);
    int trees = size == 100 ? 20 : hall.many(40, 10);
    int gap = size == 100 ? 250 : 50;
    Object[] numbers = {size, heeds, TIMEOUT_MILLIS, GRACE_MILLIS, trees, gap};
    List<Contestant> contestants = new ArrayList<>();
    contestants.add(racers.jvm(OURS, "kill", numbers));
    contestants.add(racers.jvm(TIMEOUT, "kill", numbers));
    contestants.add(racers.onNode(EXECA, "kill", numbers));
    contestants.add(racers.jvm(ZT, "kill", numbers));
    contestants.add(racers.jvm(COMMONS, "kill", numbers));
    return new Contest(
        (size == 1 ? "one process" : "a tree of " + size)
            + (heeds ? " that heeds TERM" : " that ignores TERM"),
        "ms",
        false,
        contestants,
        List.of(Goal.valueAtMost(MOST_LATE, "ms"), Goal.besideAtMost(Quantiles.MOST, MOST_LATE)));
  }

  private static Contest deadlines(Hall hall) {
    Racers racers = new Racers(hall);
    int count = hall.many(500, 100);
    int gap = 20;
    List<Contestant> contestants = new ArrayList<>();
    contestants.add(racers.jvm(OURS, "deadlines", count, gap));
    contestants.add(racers.jvm(TIMEOUT, "deadlines", count, gap));
    if (!hall.quick()) {
      contestants.add(racers.jvm(ZT, "deadlines", count, gap));
    }
    return new Contest(
        count + " live jobs, a deadline each " + gap + " ms: the latest end",
        "ms",
        false,
        contestants,
        List.of(Goal.valueAtMost(MOST_LATE, "ms")));
  }
}

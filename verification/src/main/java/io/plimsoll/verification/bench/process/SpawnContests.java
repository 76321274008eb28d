package io.plimsoll.verification.bench.process;

import static io.plimsoll.verification.bench.process.Racers.COMMONS;
import static io.plimsoll.verification.bench.process.Racers.COOKIE;
import static io.plimsoll.verification.bench.process.Racers.EXECA;
import static io.plimsoll.verification.bench.process.Racers.NODE;
import static io.plimsoll.verification.bench.process.Racers.NU;
import static io.plimsoll.verification.bench.process.Racers.OURS;
import static io.plimsoll.verification.bench.process.Racers.PLAIN;
import static io.plimsoll.verification.bench.process.Racers.ZT;

import io.plimsoll.verification.bench.Bench;
import io.plimsoll.verification.bench.Contest;
import io.plimsoll.verification.bench.Contestant;
import io.plimsoll.verification.bench.Goal;
import io.plimsoll.verification.bench.Hall;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** How many short commands a second: within a program, and as programs of the command line. */
public final class SpawnContests implements Bench {

  /** What the contestant itself takes, its children not included. */
  static final String OWN = "own CPU, us/job";

  /** What its children take, helpers that become a child included. */
  static final String CHILDREN = "CPU of children, us/job";

  /** How it goes while code is still interpreted. */
  static final String WARMING = "jobs/s before";

  private static final double MOST_OWN = 600;

  /** The bench. */
  public SpawnContests() {}

  @Override
  public String name() {
    return "spawn";
  }

  @Override
  public String words() {
    return "how many short commands a second, outputs captured";
  }

  @Override
  public int rounds(Hall hall) {
    return hall.many(5, 2);
  }

  @Override
  public int warmups(Hall hall) {
    return hall.many(1, 0); // each contestant warms up itself
  }

  @Override
  public List<Contest> contests(Hall hall) throws IOException {
    List<Contest> contests = new ArrayList<>();
    if (!hall.quick()) {
      contests.add(embedded(hall, 2));
    }
    contests.add(embedded(hall, 8));
    contests.add(new BatchContest(hall, hall.many(2_000, 600), 2).contest());
    if (!hall.quick()) {
      contests.add(new BatchContest(hall, 2_000, 8).contest());
      contests.add(new BatchContest(hall, 10_000, 2).contest()); // a start is paid once
    }
    return contests;
  }

  /** In a short run little is compiled yet, and a bound of its own would judge the machine. */
  private static Goal own(Hall hall) {
    return hall.quick() ? Goal.besideNoMore(OWN, 0, ZT) : Goal.besideAtMost(OWN, MOST_OWN);
  }

  private static Contest embedded(Hall hall, int atOnce) {
    Racers racers = new Racers(hall);
    int count = hall.many(1_500, 250);
    // A session is long: what takes a thousand commands to be compiled is not what it runs on.
    int warmups = hall.many(2_000, 350);
    List<Contestant> contestants = new ArrayList<>();
    for (String name : List.of(OURS, COOKIE, PLAIN, ZT, COMMONS, NU)) {
      contestants.add(racers.jvm(name, "spawn", warmups, count, atOnce));
    }
    contestants.add(racers.node(NODE, "spawn", warmups, count, atOnce));
    contestants.add(racers.node(EXECA, "spawn", warmups, count, atOnce));
    contestants.add(racers.floor(warmups, count, atOnce));
    return new Contest(
        "true, " + atOnce + " at once",
        "jobs/s",
        true,
        contestants,
        List.of(
            Goal.atLeast(1.0, PLAIN),
            Goal.atLeast(1.0, ZT),
            Goal.atLeast(1.0, COMMONS),
            Goal.atLeast(1.0, NODE),
            Goal.atLeast(1.0, EXECA),
            own(hall)));
  }
}

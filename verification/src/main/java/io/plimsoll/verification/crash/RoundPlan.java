package io.plimsoll.verification.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One round: its jobs, and when its runtimes are killed.
 *
 * @param jobs the jobs
 * @param kills the kills, in order; the runtime after the last one runs to its end
 */
record RoundPlan(List<Job> jobs, List<Kill> kills) {

  private static final int JOBS = 30;
  private static final int MOST_KILLS = 3;

  /**
   * A job that writes down each of its attempts.
   *
   * @param id its id
   * @param millis how long it runs
   * @param status the status it leaves with
   * @param daemon whether it leaves a daemon behind
   */
  record Job(String id, int millis, int status, boolean daemon) {}

  /**
   * A kill of a runtime.
   *
   * @param millis so long after it was started; a tenth of that after its sentinel was, where that
   *     is killed too
   * @param sentinelToo whether its sentinel is killed before it
   */
  record Kill(int millis, boolean sentinelToo) {}

  RoundPlan {
    jobs = List.copyOf(jobs);
    kills = List.copyOf(kills);
  }

  /** The round of this number and seed, the same whenever it is asked for. */
  static RoundPlan of(long seed, int round, int longestMillis) {
    Random random = new Random(seed * 1_000_003 + round);
    random.nextLong(); // the first draws of neighbouring seeds resemble one another
    List<Job> jobs = new ArrayList<>();
    for (int i = 0; i < JOBS; i++) {
      int status = random.nextInt(6) == 0 ? 1 + random.nextInt(99) : 0;
      jobs.add(new Job("j" + i, 5 + random.nextInt(76), status, random.nextInt(5) == 0));
    }
    List<Kill> kills = new ArrayList<>();
    do {
      kills.add(new Kill(random.nextInt(longestMillis), random.nextInt(4) == 0));
    } while (kills.size() < MOST_KILLS && random.nextInt(3) == 0);
    return new RoundPlan(jobs, kills);
  }
}

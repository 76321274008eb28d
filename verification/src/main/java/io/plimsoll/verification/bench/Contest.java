package io.plimsoll.verification.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One piece of work that ours and the peers do in turn.
 *
 * @param title what is done, as {@code true, 8 at once}
 * @param unit of the values, as {@code jobs/s}
 * @param moreIsBetter whether a greater value is the better one
 * @param contestants ours first
 * @param goals what ours is to reach
 */
record Contest(
    String title,
    String unit,
    boolean moreIsBetter,
    List<Contestant> contestants,
    List<Goal> goals) {

  Contest {
    contestants = List.copyOf(contestants);
    goals = List.copyOf(goals);
  }

  /**
   * Lets them run in turn, each round beginning with another one, so that none has the better
   * place. One that fails is out from then on, with what it showed before, but for ours: without it
   * there is nothing to compare.
   *
   * @param warmups rounds that are not counted
   * @param rounds rounds that are counted
   */
  Outcome run(int warmups, int rounds) throws InterruptedException {
    Map<String, List<Sample>> samples = new LinkedHashMap<>();
    Map<String, String> failed = new LinkedHashMap<>();
    contestants.forEach(each -> samples.put(each.name(), new ArrayList<>()));
    for (int round = -warmups; round < rounds; round++) {
      for (int i = 0; i < contestants.size(); i++) {
        Contestant contestant = contestants.get(Math.floorMod(round + i, contestants.size()));
        String name = contestant.name();
        if (failed.containsKey(name)) {
          continue;
        }
        try {
          Sample sample = contestant.trial().run();
          if (round >= 0) {
            samples.get(name).add(sample);
          }
        } catch (IOException e) {
          failed.put(name, String.valueOf(e.getMessage()));
          samples.remove(name);
        }
      }
    }
    return new Outcome(this, samples, failed);
  }
}

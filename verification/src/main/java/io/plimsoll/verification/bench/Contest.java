package io.plimsoll.verification.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * One piece of work that ours and the peers do in turn.
 *
 * @param title what is done, as {@code true, 8 at once}
 * @param unit of the values, as {@code jobs/s}
 * @param moreIsBetter whether a greater value is the better one
 * @param contestants ours first
 * @param goals what ours is to reach
 */
public record Contest(
    String title,
    String unit,
    boolean moreIsBetter,
    List<Contestant> contestants,
    List<Goal> goals) {

  public Contest {
    contestants = List.copyOf(contestants);
    goals = List.copyOf(goals);
  }

  /**
   * Lets them run in turn, each round in an order of its own, so that none has the better place.
   *
   * @param warmups rounds that are not counted
   * @param rounds rounds that are counted
   */
  public Outcome run(int warmups, int rounds) throws InterruptedException {
    return run(warmups, rounds, 1);
  }

  /**
   * The same with orders that are drawn from a seed. Who fails is out from then on, with what it
   * showed before; where ours fails it ends, for there is nothing left to compare.
   */
  public Outcome run(int warmups, int rounds, long seed) throws InterruptedException {
    Map<String, List<Sample>> samples = new LinkedHashMap<>();
    Map<String, String> failed = new LinkedHashMap<>();
    contestants.forEach(each -> samples.put(each.name(), new ArrayList<>()));
    String ours = contestants.get(0).name();
    Random random = new Random(seed);
    for (int round = -warmups; round < rounds; round++) {
      List<Contestant> order = new ArrayList<>(contestants);
      Collections.shuffle(order, random);
      order.removeIf(each -> failed.containsKey(each.name()));
      for (Contestant contestant : order) {
        String name = contestant.name();
        try {
          Sample sample = contestant.trial().run();
          if (round >= 0) {
            samples.computeIfAbsent(name, one -> new ArrayList<>()).add(sample);
          }
        } catch (IOException e) {
          failed.put(name, String.valueOf(e.getMessage()));
          samples.remove(name);
        }
        if (failed.containsKey(ours)) {
          return new Outcome(this, samples, failed);
        }
      }
    }
    return new Outcome(this, samples, failed);
  }
}

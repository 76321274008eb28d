package io.plimsoll.verification.mutation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a run of mutants says about the tests.
 *
 * @param mutants all that were made
 * @param accepted the reasons of those that may survive, as far as this run could meet them
 */
record Judgement(List<Mutant> mutants, Map<String, String> accepted) {

  /** The least share of the mutants that the tests must notice, in percent. */
  static final double LEAST = 85.0;

  /** What became of some mutants. */
  record Score(long mutants, long killed, long timedOut, long survived, long notReached) {

    static Score of(List<Mutant> mutants) {
      Map<Mutant.Fate, Long> counts =
          mutants.stream().collect(Collectors.groupingBy(Mutant::fate, Collectors.counting()));
      return new Score(
          mutants.size(),
          counts.getOrDefault(Mutant.Fate.KILLED, 0L),
          counts.getOrDefault(Mutant.Fate.TIMED_OUT, 0L),
          counts.getOrDefault(Mutant.Fate.SURVIVED, 0L),
          counts.getOrDefault(Mutant.Fate.NOT_REACHED, 0L));
    }

    /** How many were noticed. */
    long noticed() {
      return killed + timedOut;
    }

    /** How many of a hundred were noticed; none of none is no success. */
    double percent() {
      return mutants == 0 ? 0 : 100.0 * noticed() / mutants;
    }
  }

  Score score() {
    return Score.of(mutants);
  }

  /** The score of each package. */
  Map<String, Score> packages() {
    Map<String, Score> scores = new LinkedHashMap<>();
    mutants.stream()
        .collect(Collectors.groupingBy(Mutant::packageName, TreeMap::new, Collectors.toList()))
        .forEach((name, within) -> scores.put(name, Score.of(within)));
    return scores;
  }

  /** Those that survived with a reason. */
  List<Mutant> excused() {
    return survivors().stream().filter(m -> accepted.containsKey(m.key())).toList();
  }

  /** Those that survived without a reason. */
  List<Mutant> unexplained() {
    return survivors().stream().filter(m -> !accepted.containsKey(m.key())).toList();
  }

  /** The keys with a reason to which no survivor belongs any more. */
  List<String> stale() {
    Set<String> alive = survivors().stream().map(Mutant::key).collect(Collectors.toSet());
    return accepted.keySet().stream().filter(key -> !alive.contains(key)).toList();
  }

  private List<Mutant> survivors() {
    return mutants.stream().filter(m -> !m.fate().noticed()).toList();
  }

  /** What does not hold, in words; empty where all does. */
  List<String> broken() {
    List<String> broken = new ArrayList<>();
    if (score().percent() < LEAST) {
      broken.add("fewer than %.0f %% of the mutants are killed".formatted(LEAST));
    }
    if (!unexplained().isEmpty()) {
      broken.add(unexplained().size() + " survive without a reason");
    }
    if (!stale().isEmpty()) {
      broken.add(stale().size() + " reasons belong to no survivor");
    }
    return broken;
  }
}

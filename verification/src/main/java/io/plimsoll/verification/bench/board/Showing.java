package io.plimsoll.verification.bench.board;

import io.plimsoll.verification.bench.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * What a bench showed.
 *
 * @param name of the bench
 * @param words what it measures
 * @param lacks why it could not be held here; empty where it was
 * @param warmups rounds that were not counted
 * @param rounds rounds that were
 * @param slack by how much its goals may be missed
 */
record Showing(
    String name,
    String words,
    Optional<String> lacks,
    int warmups,
    int rounds,
    double slack,
    List<Outcome> outcomes) {

  Showing {
    outcomes = List.copyOf(outcomes);
  }

  /** How it was held. */
  String how() {
    String warm = warmups == 0 ? "none before to warm up" : warmups + " before to warm up";
    return "%d %s, %s".formatted(rounds, rounds == 1 ? "round" : "rounds", warm);
  }

  List<Verdict> verdicts() {
    return outcomes.stream().flatMap(outcome -> verdicts(outcome).stream()).toList();
  }

  List<Verdict> verdicts(Outcome outcome) {
    return outcome.contest().goals().stream()
        .map(goal -> Verdict.of(goal, outcome, slack))
        .toList();
  }
}

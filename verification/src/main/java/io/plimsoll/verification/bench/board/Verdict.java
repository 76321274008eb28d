package io.plimsoll.verification.bench.board;

import io.plimsoll.verification.bench.Goal;
import io.plimsoll.verification.bench.Outcome;
import java.util.Optional;

/**
 * What became of a goal.
 *
 * @param seen what is judged; empty where it cannot be
 * @param slack 1, or by how much short runs may miss it
 */
record Verdict(Goal goal, Optional<Double> seen, Optional<Boolean> reached, double slack) {

  static Verdict of(Goal goal, Outcome outcome, double slack) {
    return new Verdict(goal, goal.figure().of(outcome), goal.reached(outcome, slack), slack);
  }

  /** The bound that was judged by. */
  double bound() {
    return goal.bound(slack);
  }

  boolean isMissed() {
    return reached.isPresent() && !reached.get();
  }

  /** What came of it, in a word or three. */
  String word() {
    return reached.map(yes -> yes ? "reached" : "missed").orElse("not judged");
  }

  /** The goal, what was seen, and by which bound it was judged. */
  String words() {
    if (seen.isEmpty()) {
      return goal.words() + ": not judged, there is nothing to compare";
    }
    String bound = slack == 1 ? "" : ", judged by " + Amount.of(bound());
    return goal.words() + ": " + Amount.of(seen.get()) + bound + ", " + word();
  }
}

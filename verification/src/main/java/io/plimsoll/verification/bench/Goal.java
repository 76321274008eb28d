package io.plimsoll.verification.bench;

import java.util.Optional;

/**
 * What ours is to reach in a contest.
 *
 * @param words the goal, for people, as {@code at least 2.3 x GNU parallel}
 * @param figure what is judged; empty where it cannot be, since the peer is not here or failed
 * @param most whether {@code bound} must not be passed, or must be reached
 */
record Goal(String words, Figure figure, double bound, boolean most) {

  /** What is judged. */
  interface Figure {

    /** The median of it. */
    Optional<Double> of(Outcome outcome);
  }

  /** Ours over that of a peer, at least. */
  static Goal atLeast(double times, String peer) {
    return new Goal(
        "at least " + times + " x " + peer,
        outcome -> outcome.ratio(peer).map(Spread::median),
        times,
        false);
  }

  /** Ours over that of a peer, at most. */
  static Goal atMost(double times, String peer) {
    return new Goal(
        "at most " + times + " x " + peer,
        outcome -> outcome.ratio(peer).map(Spread::median),
        times,
        true);
  }

  /** The value of ours, at most. */
  static Goal valueAtMost(double most, String unit) {
    return new Goal(
        "at most " + most + " " + unit,
        outcome -> outcome.values(outcome.ours()).map(Spread::median),
        most,
        true);
  }

  /** A figure beside the values of ours, at most. */
  static Goal besideAtMost(String name, double most) {
    return new Goal(
        name + " at most " + most,
        outcome -> outcome.beside(outcome.ours(), name).map(Spread::median),
        most,
        true);
  }

  /**
   * Whether it is reached; empty where it cannot be judged.
   *
   * @param slack 1, or by how much short runs may miss it
   */
  Optional<Boolean> reached(Outcome outcome, double slack) {
    return figure.of(outcome).map(seen -> most ? seen <= bound * slack : seen >= bound / slack);
  }
}

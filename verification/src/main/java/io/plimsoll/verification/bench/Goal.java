package io.plimsoll.verification.bench;

import java.util.Optional;

/**
 * What ours is to reach in a contest.
 *
 * @param words the goal, for people, as {@code at least 2.3 x GNU parallel}
 * @param figure what is judged; empty where it cannot be, since the peer is not here or failed
 * @param most whether {@code bound} must not be passed, or must be reached
 * @param today what holds where the goal is missed, by which short runs are judged; not a number
 *     where it is reached
 */
public record Goal(String words, Figure figure, double bound, boolean most, double today) {

  /** A goal that is reached. */
  public Goal(String words, Figure figure, double bound, boolean most) {
    this(words, figure, bound, most, Double.NaN);
  }

  /**
   * The same goal, which is missed so far. A full run says so and does not hold; a short one looks
   * whether it is still as good as this.
   */
  public Goal missedSoFar(double holding) {
    return new Goal(words, figure, bound, most, holding);
  }

  /** What is judged. */
  public interface Figure {

    /** The median of it. */
    Optional<Double> of(Outcome outcome);

    /** Whether it grows as the values of ours do, so that its bound has a place among them. */
    default boolean isInProportion() {
      return false;
    }
  }

  /** What grows as the values of ours do. */
  private record InProportion(Figure figure) implements Figure {

    @Override
    public Optional<Double> of(Outcome outcome) {
      return figure.of(outcome);
    }

    @Override
    public boolean isInProportion() {
      return true;
    }
  }

  /** Ours over that of a peer, at least. */
  public static Goal atLeast(double times, String peer) {
    return new Goal(
        "at least " + times + " x " + peer,
        new InProportion(outcome -> outcome.ratio(peer).map(Spread::median)),
        times,
        false);
  }

  /** Ours over that of a peer, at most. */
  public static Goal atMost(double times, String peer) {
    return new Goal(
        "at most " + times + " x " + peer,
        new InProportion(outcome -> outcome.ratio(peer).map(Spread::median)),
        times,
        true);
  }

  /** The value of ours, at most. */
  public static Goal valueAtMost(double most, String unit) {
    return new Goal(
        "at most " + most + " " + unit,
        new InProportion(outcome -> outcome.values(outcome.ours()).map(Spread::median)),
        most,
        true);
  }

  /** A figure beside the values of ours, at most. */
  public static Goal besideAtMost(String name, double most) {
    return new Goal(
        name + " at most " + most,
        outcome -> outcome.beside(outcome.ours(), name).map(Spread::median),
        most,
        true);
  }

  /**
   * Ours over the peer's of a figure beside, at most 1.
   *
   * @param more what both have besides
   */
  public static Goal besideNoMore(String name, double more, String peer) {
    return new Goal(
        name + " no more than " + peer,
        outcome ->
            outcome
                .beside(outcome.ours(), name)
                .map(Spread::median)
                .flatMap(
                    ours ->
                        outcome
                            .beside(peer, name)
                            .map(theirs -> (ours + more) / (theirs.median() + more))),
        1.0,
        true);
  }

  /**
   * Whether it is reached; empty where it cannot be judged.
   *
   * @param slack 1, or by how much short runs may miss it
   */
  public Optional<Boolean> reached(Outcome outcome, double slack) {
    double judged = bound(slack);
    return figure.of(outcome).map(seen -> most ? seen <= judged : seen >= judged);
  }

  /**
   * The bound that is judged by.
   *
   * @param slack 1, or by how much short runs may miss a goal that others reach
   */
  public double bound(double slack) {
    if (slack == 1) {
      return bound;
    }
    return !Double.isNaN(today) ? today : most ? bound * slack : bound / slack;
  }
}

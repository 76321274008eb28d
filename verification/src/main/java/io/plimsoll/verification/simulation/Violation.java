package io.plimsoll.verification.simulation;

/** An invariant that did not hold. */
final class Violation extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String invariant;

  Violation(String invariant, String words) {
    super(invariant + ": " + words, null, false, false);
    this.invariant = invariant;
  }

  /** The name of the invariant. */
  String invariant() {
    return invariant;
  }
}

package io.plimsoll.mutants.verification;

/** Holds a place, so that no module of the mutants is empty. */
public final class Something {
  private Something() {}
}

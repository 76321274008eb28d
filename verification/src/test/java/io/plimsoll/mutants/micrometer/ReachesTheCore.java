package io.plimsoll.mutants.micrometer;

/** Mutant: past the front door. */
public final class ReachesTheCore {
  private ReachesTheCore() {}

  static Class<?> decision() {
    return io.plimsoll.mutants.core.Decision.class;
  }
}

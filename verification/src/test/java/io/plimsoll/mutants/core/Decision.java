package io.plimsoll.mutants.core;

/** Something of the core that others must not reach. */
public final class Decision {
  private Decision() {}
}

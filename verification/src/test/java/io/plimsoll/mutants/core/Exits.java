package io.plimsoll.mutants.core;

/** Mutant: takes its host along. */
public final class Exits {
  private Exits() {}

  static void leave() {
    System.exit(1);
  }
}

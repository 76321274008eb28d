package io.plimsoll.mutants.cli;

/** Mutant: decides over the whole heap. */
public final class ForcesACollection {
  private ForcesACollection() {}

  static void collect() {
    System.gc();
  }
}

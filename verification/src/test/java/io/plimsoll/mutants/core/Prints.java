package io.plimsoll.mutants.core;

/** Mutant: writes on a stream that is not its own. */
public final class Prints {
  private Prints() {}

  @SuppressWarnings("SystemOut")
  static void say() {
    System.out.println("x");
  }
}

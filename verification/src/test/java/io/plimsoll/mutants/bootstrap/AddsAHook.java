package io.plimsoll.mutants.bootstrap;

/** Mutant: clings to the process. */
public final class AddsAHook {
  private AddsAHook() {}

  static void add() {
    Runtime.getRuntime().addShutdownHook(new Thread("mutant"));
  }
}

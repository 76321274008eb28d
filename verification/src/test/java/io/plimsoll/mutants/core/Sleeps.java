package io.plimsoll.mutants.core;

/** Mutant: passes the time. */
public final class Sleeps {
  private Sleeps() {}

  static void sleep() throws InterruptedException {
    Thread.sleep(1);
  }
}

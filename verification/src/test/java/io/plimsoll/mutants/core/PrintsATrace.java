package io.plimsoll.mutants.core;

/** Mutant: writes a trace on a stream that is not its own. */
public final class PrintsATrace {
  private PrintsATrace() {}

  static void say(IllegalStateException e) {
    e.printStackTrace();
  }
}

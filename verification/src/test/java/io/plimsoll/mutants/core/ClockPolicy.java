package io.plimsoll.mutants.core;

/** Mutant: reads the time by itself. */
public record ClockPolicy(long limitNanos) {
  boolean isOver() {
    return System.nanoTime() - limitNanos >= 0;
  }
}

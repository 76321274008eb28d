package io.plimsoll.mutants.core;

import java.time.Instant;

/** Mutant: asks the calendar. */
public record InstantPolicy(long limitSeconds) {
  boolean isOver() {
    return Instant.now().getEpochSecond() > limitSeconds;
  }
}

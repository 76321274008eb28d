package io.plimsoll.mutants.core;

/** Mutant: waits for others. */
public record LockedPolicy(int limit) {
  synchronized boolean allows(int live) {
    return live < limit;
  }
}

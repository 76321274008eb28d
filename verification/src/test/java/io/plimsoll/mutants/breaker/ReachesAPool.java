package io.plimsoll.mutants.breaker;

import io.plimsoll.mutants.pool.ReachesACache;

/** Mutant: an adapter that knows another one. */
public final class ReachesAPool {
  Object reach() {
    return new ReachesACache();
  }
}

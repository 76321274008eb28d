package io.plimsoll.mutants.pool;

import io.plimsoll.mutants.cache.Hoards;

/** Mutant: an adapter that knows another one. */
public final class ReachesACache {
  Object reach() {
    return Hoards.class;
  }
}

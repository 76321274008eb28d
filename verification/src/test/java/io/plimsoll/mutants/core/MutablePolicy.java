package io.plimsoll.mutants.core;

/** Mutant: a policy that changes. */
public final class MutablePolicy {
  int limit;
}

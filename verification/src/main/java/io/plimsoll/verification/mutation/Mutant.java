package io.plimsoll.verification.mutation;

/**
 * One change of the code, and what became of it.
 *
 * @param key where it is and what it changes; the same wherever else in its file lines come and go
 * @param packageName the package it is in
 * @param line the line it is on now, for people
 * @param fate what the tests did with it
 */
record Mutant(String key, String packageName, int line, Fate fate) {

  /** What became of a mutant. */
  enum Fate {
    /** A test failed. */
    KILLED,
    /** A test ran far longer than it does without the change, or memory ran out. */
    TIMED_OUT,
    /** Every test that reaches it passed. */
    SURVIVED,
    /** No test reaches it. */
    NOT_REACHED;

    boolean noticed() {
      return this == KILLED || this == TIMED_OUT;
    }
  }
}

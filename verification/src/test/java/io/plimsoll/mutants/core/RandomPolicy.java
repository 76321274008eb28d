package io.plimsoll.mutants.core;

/** Mutant: leaves it to chance. */
public record RandomPolicy(int limit) {
  int choose() {
    return (int) (Math.random() * limit);
  }
}

package io.plimsoll.mutants.testkit;

/** Mutant: a taste in libraries handed on. */
public final class NamesAssertJ {
  private NamesAssertJ() {}

  static Class<?> library() {
    return org.assertj.core.api.Assertions.class;
  }
}

package io.plimsoll.mutants.cli;

/** Mutant: a library nobody decided on. */
public final class NamesAnUnlistedLibrary {
  private NamesAnUnlistedLibrary() {}

  static Class<?> library() {
    return org.assertj.core.api.Assertions.class;
  }
}

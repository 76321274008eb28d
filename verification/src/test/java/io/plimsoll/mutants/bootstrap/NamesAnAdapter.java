package io.plimsoll.mutants.bootstrap;

/** Mutant: a choice made at compile time. */
public final class NamesAnAdapter {
  private NamesAnAdapter() {}

  static Class<?> adapter() {
    return io.plimsoll.mutants.process.NamesTheCommandLinesLibrary.class;
  }
}

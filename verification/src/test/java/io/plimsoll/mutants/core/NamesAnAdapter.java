package io.plimsoll.mutants.core;

/** Mutant: the core that knows who stands behind the port. */
public final class NamesAnAdapter {
  private NamesAnAdapter() {}

  static Class<?> adapter() {
    return io.plimsoll.mutants.process.NamesTheCommandLinesLibrary.class;
  }
}

package io.plimsoll.mutants.process;

/** Mutant: a library of another module. */
public final class NamesTheCommandLinesLibrary {
  private NamesTheCommandLinesLibrary() {}

  static Class<?> library() {
    return picocli.CommandLine.class;
  }
}

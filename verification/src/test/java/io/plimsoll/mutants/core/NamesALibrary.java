package io.plimsoll.mutants.core;

/** Mutant: the core with a library. */
public final class NamesALibrary {
  private NamesALibrary() {}

  static Class<?> library() {
    return com.google.inject.Injector.class;
  }
}

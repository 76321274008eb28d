package io.plimsoll.mutants.command;

/** Mutant: vocabulary with a library. */
public final class NamesALibrary {
  private NamesALibrary() {}

  static Class<?> library() {
    return com.google.inject.Injector.class;
  }
}

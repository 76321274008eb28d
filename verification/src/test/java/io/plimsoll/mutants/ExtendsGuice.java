package io.plimsoll.mutants;

/** Mutant: a library in the family. */
public final class ExtendsGuice extends com.google.inject.AbstractModule {
  private ExtendsGuice() {}
}

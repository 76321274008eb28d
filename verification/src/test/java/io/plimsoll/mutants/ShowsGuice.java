package io.plimsoll.mutants;

import java.util.List;

/** Mutant: a library in a signature. */
public final class ShowsGuice {
  private ShowsGuice() {}

  public static List<com.google.inject.Injector> injectors() {
    return List.of();
  }
}

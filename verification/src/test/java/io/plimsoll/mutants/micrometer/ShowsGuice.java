package io.plimsoll.mutants.micrometer;

import java.util.List;

/** Mutant: a library in a signature that is not the one. */
public final class ShowsGuice {
  private ShowsGuice() {}

  public static List<com.google.inject.Injector> injectors() {
    return List.of();
  }
}

package io.plimsoll.mutants.process;

/** Mutant: an adapter that calls its host. */
public final class ReachesTheBootstrap {
  private ReachesTheBootstrap() {}

  static Class<?> host() {
    return io.plimsoll.mutants.bootstrap.AddsAHook.class;
  }
}

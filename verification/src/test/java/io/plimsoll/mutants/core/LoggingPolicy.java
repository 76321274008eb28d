package io.plimsoll.mutants.core;

/** Mutant: tells the world. */
public record LoggingPolicy(int limit) {
  void tell() {
    System.getLogger("x").log(System.Logger.Level.INFO, "limit");
  }
}

package io.plimsoll.mutants.command;

/** Mutant: seen by users and open for extension. */
public class OpenToAll {
  public OpenToAll() {}
}

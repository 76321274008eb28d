package io.plimsoll.mutants.command;

/** Mutant: seen by users, abstract and not sealed. */
public abstract class AbstractToAll {
  public AbstractToAll() {}
}

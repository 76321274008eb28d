package com.example;

import io.plimsoll.port.Births.Birth;
import io.plimsoll.port.Births.Register;

/** Somebody's code that makes things. */
public final class Maker {

  private Maker() {}

  public static Birth one(Register register, String owner, boolean nearlyFull) {
    return register.born(owner, nearlyFull);
  }

  public static Birth other(Register register, String owner, boolean nearlyFull) {
    return register.born(owner, nearlyFull);
  }

  /** From below so many calls of itself. */
  public static Birth deep(Register register, int calls) {
    return calls == 0 ? register.born("deep", false) : deep(register, calls - 1);
  }
}

package io.plimsoll.mutants.core;

import java.util.HashMap;
import java.util.Map;

/** Mutant: a register without a bound. */
@SuppressWarnings("unused")
public final class GrowingMap {
  private final Map<String, String> known = new HashMap<>();

  void add(String name) {
    known.put(name, name);
  }
}

package io.plimsoll.verification.proof;

import java.io.PrintStream;
import java.util.List;

/** Tries how far a promise holds, and says so in figures. */
public interface Proof {

  /** The name by which it is asked for. */
  String name();

  /** What it tries, and its options, for people. */
  String words();

  /**
   * Tries it. Prints what it does and its figures; the last line begins with the name and says
   * {@code held} or {@code BROKEN}.
   *
   * @return whether the promise held
   * @throws UsageException if an option is not known or cannot be read
   */
  boolean holds(List<String> arguments, PrintStream out);
}

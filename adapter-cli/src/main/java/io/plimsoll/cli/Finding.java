package io.plimsoll.cli;

import java.util.Locale;

/**
 * One thing that the doctor found.
 *
 * @param about what it is about
 * @param verdict what it means
 * @param words what was found, and the remedy where there is a problem
 */
record Finding(String about, Verdict verdict, String words) {

  /** What a finding means. */
  enum Verdict {
    /** As it should be. */
    OK,
    /** Worth knowing; no promise suffers. */
    NOTE,
    /** A promise cannot be kept. */
    PROBLEM;

    /** The word for it. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}

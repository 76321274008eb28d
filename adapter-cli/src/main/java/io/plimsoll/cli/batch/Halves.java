package io.plimsoll.cli.batch;

/** Surrogates without their other half: no character, and no encoding has bytes for them. */
final class Halves {

  private Halves() {}

  /** Whether a text holds one. */
  static boolean in(String text) {
    int at = 0;
    while (at < text.length()) {
      int codePoint = text.codePointAt(at);
      if (isHalf(codePoint)) {
        return true;
      }
      at += Character.charCount(codePoint);
    }
    return false;
  }

  /** Whether a code point is one. */
  static boolean isHalf(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}

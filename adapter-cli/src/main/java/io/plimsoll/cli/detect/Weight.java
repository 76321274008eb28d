package io.plimsoll.cli.detect;

import java.nio.file.Path;

/** About how much heap things take: rather more than less. */
final class Weight {

  /** A small object with its fields. */
  static final long OBJECT = 56;

  /** A path of the platform beside its bytes: the object, its array, its text once it was asked. */
  private static final long PATH = 3 * OBJECT;

  private Weight() {}

  /** That of a text. */
  static long of(String text) {
    return OBJECT + 2L * text.length();
  }

  /** That of a path, which keeps its bytes and its text. */
  static long of(Path path) {
    return PATH + 3L * path.toString().length();
  }

  /** That of a stamp. */
  static long of(Stamp stamp) {
    return OBJECT + of(stamp.path()) + of(stamp.identity());
  }
}

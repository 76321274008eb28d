package io.plimsoll.core.memory;

import io.plimsoll.core.Bounded;
import io.plimsoll.memory.Measure;
import java.util.Locale;

/** Figures in words, for people. */
final class Figures {

  @Bounded("a constant")
  private static final String[] UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  private Figures() {}

  /** A size with its unit, to a tenth. */
  static String size(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 1024 && unit < UNITS.length - 1) {
      value /= 1024;
      unit++;
    }
    String text = String.format(Locale.ROOT, "%.1f", value);
    return (text.endsWith(".0") ? text.substring(0, text.length() - 2) : text) + " " + UNITS[unit];
  }

  static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
  }

  /** What a measure holds of its limit. */
  static String held(Measure measure, long bytes, long limit) {
    return String.format(
        Locale.ROOT,
        "%s %s of %s (%.2f)",
        measure.words(),
        size(bytes),
        size(limit),
        (double) bytes / limit);
  }
}

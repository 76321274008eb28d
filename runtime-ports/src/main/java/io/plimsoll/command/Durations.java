package io.plimsoll.command;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/**
 * The text form of durations: {@code 250ms}, {@code 10s}, {@code 1.5m}, {@code 2h}, {@code 1d},
 * {@code PT5M}; a bare number is seconds, as in {@code timeout(1)}.
 *
 * @since 0.1.0
 */
public final class Durations {

  /** The longest duration that is taken, so that no sum of deadlines overflows. */
  public static final Duration LONGEST = Duration.ofDays(36_500);

  private static final int MOST_DIGITS = 15;

  private Durations() {}

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException with the value, the rule and examples when it cannot be read
   */
  public static Duration parse(String text) {
    String trimmed = text.strip();
    Quantity quantity = Quantity.read(trimmed, MOST_DIGITS).orElse(null);
    long unit = quantity == null ? 0 : nanos(quantity.unit());
    Duration value =
        quantity == null || unit == 0 ? iso(trimmed, text) : Duration.ofNanos(quantity.times(unit));
    if (value.isNegative() || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("is '" + text + "'; must be from 0 to 36500d; try 5m");
    }
    return value;
  }

  /**
   * How many nanoseconds to wait at most: none where it is negative, and {@link #LONGEST} where it
   * is longer. Never throws.
   */
  public static long patience(Duration wait) {
    return wait.isNegative() ? 0 : wait.compareTo(LONGEST) > 0 ? LONGEST.toNanos() : wait.toNanos();
  }

  /** Words for people: {@code 250 ms}, {@code 1.5 s}, {@code 5 min}, {@code 2 h}. */
  public static String words(Duration duration) {
    return words(duration.toNanos());
  }

  /** The same for nanoseconds. */
  public static String words(long nanos) {
    double seconds = nanos / 1e9;
    long millis = Math.round(seconds * 1000);
    if (millis < 1000) {
      return millis + " ms";
    }
    if (seconds < 120) {
      return number(seconds) + " s";
    }
    return seconds < 7200 ? number(seconds / 60) + " min" : number(seconds / 3600) + " h";
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.1f", value);
  }

  /** How long a unit is; 0 where there is none of that name. */
  private static long nanos(String unit) {
    return switch (unit) {
      case "ms" -> 1_000_000L;
      case "", "s" -> 1_000_000_000L;
      case "m" -> 60_000_000_000L;
      case "h" -> 3_600_000_000_000L;
      case "d" -> 86_400_000_000_000L;
      default -> 0;
    };
  }

  private static Duration iso(String trimmed, String text) {
    try {
      return Duration.parse(trimmed);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "is '" + text + "'; must be a duration such as 250ms, 10s, 5m, 2h or PT5M", e);
    }
  }
}

package io.plimsoll.command;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An amount of memory or data in bytes, never negative.
 *
 * <p>The text form takes binary units: {@code 64k}, {@code 512m}, {@code 3.5g}, {@code 4GiB}; a
 * bare number is bytes.
 *
 * @since 0.1.0
 */
public record ByteSize(long bytes) implements Comparable<ByteSize> {

  /** No bytes; where a limit is meant, no limit. */
  public static final ByteSize NONE = new ByteSize(0);

  private static final String UNITS = "kmgt";
  private static final int MOST_DIGITS = 18;

  /** Refuses a negative size. */
  public ByteSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("size: is " + bytes + " bytes; must not be negative");
    }
  }

  /** The size of {@code n} bytes. */
  public static ByteSize bytes(long n) {
    return new ByteSize(n);
  }

  /** The size of {@code n} times 1,024 bytes. */
  public static ByteSize kibibytes(long n) {
    return times(n, 1);
  }

  /** The size of {@code n} times 1,048,576 bytes. */
  public static ByteSize mebibytes(long n) {
    return times(n, 2);
  }

  /** The size of {@code n} times 1,073,741,824 bytes. */
  public static ByteSize gibibytes(long n) {
    return times(n, 3);
  }

  private static ByteSize times(long n, int power) {
    long unit = 1L << (10 * power);
    if (n < 0 || n > Long.MAX_VALUE / unit) {
      throw new IllegalArgumentException(
          "size: is " + n + " times " + unit + " bytes; must be 0 or more, and less than 8 EiB");
    }
    return new ByteSize(n * unit);
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException with the value, the rule and examples when it cannot be read
   */
  public static ByteSize parse(String text) {
    Quantity quantity = Quantity.read(text.strip(), MOST_DIGITS).orElse(null);
    int power = quantity == null ? -1 : power(quantity.unit());
    if (quantity == null || power < 0) {
      throw new IllegalArgumentException(
          "is '" + text + "'; must be a size such as 64k, 512m, 3.5g or 4GiB");
    }
    long bytes = quantity.times(1L << (10 * power));
    if (bytes == Long.MAX_VALUE) {
      throw new IllegalArgumentException("is '" + text + "'; must be less than 8 EiB; try 4g");
    }
    return new ByteSize(bytes);
  }

  /** How many times 1,024 a unit is, as {@code k}, {@code kb} or {@code kib}; -1 for no unit. */
  private static int power(String unit) {
    if (unit.isEmpty()) {
      return 0;
    }
    int at = UNITS.indexOf(lower(unit.charAt(0)));
    int rest = at < 0 ? 0 : 1;
    boolean known =
        switch (unit.length() - rest) {
          case 0 -> true;
          case 1 -> lower(unit.charAt(rest)) == 'b';
          case 2 -> lower(unit.charAt(rest)) == 'i' && lower(unit.charAt(rest + 1)) == 'b';
          default -> false;
        };
    return known ? at + 1 : -1;
  }

  /** In lower case where it is an ASCII letter. */
  private static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
  }

  /** Whether this stands for "no limit". */
  public boolean isNone() {
    return bytes == 0;
  }

  @Override
  public int compareTo(ByteSize other) {
    return Long.compare(bytes, other.bytes);
  }

  /** A short text that {@link #parse} reads again, exact only where a unit divides the size. */
  @Override
  public String toString() {
    for (int power = 4; power > 0; power--) {
      long unit = 1L << (10 * power);
      if (bytes >= unit) {
        String letter = UNITS.substring(power - 1, power);
        return bytes % unit == 0
            ? (bytes / unit) + letter
            : new BigDecimal(bytes).divide(new BigDecimal(unit), 1, RoundingMode.DOWN) + letter;
      }
    }
    return Long.toString(bytes);
  }
}

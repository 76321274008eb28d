package io.plimsoll.command;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * A number and its unit as people write them: {@code 250ms}, {@code 1.5 GiB}. Read by hand, since a
 * regular expression would take longer at the start of a program than all that it reads there.
 *
 * @param whole the digits before the point
 * @param fraction those after it; empty where there is none
 * @param unit all that follows the number and white space
 */
record Quantity(String whole, String fraction, String unit) {

  private static final int MOST_FRACTION = 9;
  private static final String WHITE = " \t\n\u000B\f\r";

  /** Reads it; empty if it does not begin with a number of 1 to {@code most} whole digits. */
  static Optional<Quantity> read(String text, int most) {
    int whole = digits(text, 0);
    if (whole == 0 || whole > most) {
      return Optional.empty();
    }
    int end = whole;
    String fraction = "";
    if (end < text.length() && text.charAt(end) == '.') {
      int after = digits(text, end + 1);
      if (after == 0 || after > MOST_FRACTION) {
        return Optional.empty();
      }
      fraction = text.substring(end + 1, end + 1 + after);
      end += 1 + after;
    }
    while (end < text.length() && WHITE.indexOf(text.charAt(end)) >= 0) {
      end++;
    }
    return Optional.of(new Quantity(text.substring(0, whole), fraction, text.substring(end)));
  }

  /** How many ASCII digits stand from here on. */
  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at - from;
  }

  /** So many times {@code each}, without what is less than one; the greatest long at most. */
  long times(long each) {
    if (fraction.isEmpty()) {
      long count = Long.parseLong(whole);
      return count <= Long.MAX_VALUE / each ? count * each : Long.MAX_VALUE;
    }
    BigDecimal exact = new BigDecimal(whole + "." + fraction).multiply(new BigDecimal(each));
    return exact.min(new BigDecimal(Long.MAX_VALUE)).longValue();
  }
}

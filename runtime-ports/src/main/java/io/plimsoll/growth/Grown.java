package io.plimsoll.growth;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Something that grows, or seemed to.
 *
 * @param gauge what
 * @param state how sure that is
 * @param from what it held at the beginning, as the trend goes
 * @param to what it holds now
 * @param over the time from the one to the other
 * @param perHour by how much it grows in an hour
 * @param least the lower end of the interval in which that lies with a confidence of 95 %
 * @param most its upper end
 * @param perOperation by how much it grows with each operation; empty where there were none
 */
public record Grown(
    Gauge gauge,
    State state,
    long from,
    long to,
    Duration over,
    double perHour,
    double least,
    double most,
    OptionalDouble perOperation) {

  /** How sure it is that something grows. */
  public enum State {
    /** It seems to. */
    SUSPECT,
    /** It does. */
    CONFIRMED,
    /** It seemed to, and does not any more. */
    CLEARED
  }

  /** In one line, for people. */
  public String words() {
    if (state == State.CLEARED) {
      return "%s: does not grow any more, %s now".formatted(gauge, amount((double) to));
    }
    String each =
        perOperation.isPresent()
            ? ", %s each operation".formatted(amount(perOperation.getAsDouble()))
            : "";
    return "%s: %s, from %s to %s in %s, by %s an hour (%s to %s)%s"
        .formatted(
            gauge,
            state == State.CONFIRMED ? "grows" : "seems to grow",
            amount((double) from),
            amount((double) to),
            time(over),
            amount(perHour),
            amount(least),
            amount(most),
            each);
  }

  private String amount(double value) {
    if (gauge.unit() == Gauge.Unit.COUNT) {
      return number(value);
    }
    double size = Math.abs(value);
    return size >= 1 << 20
        ? number(value / (1 << 20)) + " MiB"
        : size >= 1 << 10 ? number(value / (1 << 10)) + " KiB" : number(value) + " B";
  }

  private static String number(double value) {
    return String.format(
        Locale.ROOT, Math.abs(value) < 100 && value != Math.rint(value) ? "%.1f" : "%.0f", value);
  }

  private static String time(Duration time) {
    long seconds = time.toSeconds();
    return seconds < 600
        ? seconds + " s"
        : seconds < 36_000 ? seconds / 60 + " min" : seconds / 3_600 + " h";
  }
}

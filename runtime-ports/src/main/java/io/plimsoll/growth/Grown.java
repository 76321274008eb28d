package io.plimsoll.growth;

import java.time.Duration;
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
      return "%s: does not grow any more, %s now".formatted(gauge, gauge.amount((double) to));
    }
    String each =
        perOperation.isPresent()
            ? ", %s each operation".formatted(gauge.amount(perOperation.getAsDouble()))
            : "";
    return "%s: %s, from %s to %s in %s, by %s an hour (%s to %s)%s"
        .formatted(
            gauge,
            state == State.CONFIRMED ? "grows" : "seems to grow",
            gauge.amount((double) from),
            gauge.amount((double) to),
            time(over),
            gauge.amount(perHour),
            gauge.amount(least),
            gauge.amount(most),
            each);
  }

  private static String time(Duration time) {
    long seconds = time.toSeconds();
    return seconds < 600
        ? seconds + " s"
        : seconds < 36_000 ? seconds / 60 + " min" : seconds / 3_600 + " h";
  }
}

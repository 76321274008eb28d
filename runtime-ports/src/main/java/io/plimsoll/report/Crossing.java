package io.plimsoll.report;

import java.time.Duration;
import java.util.Optional;

/**
 * When something that grows will come to the load line, if it goes on as it did.
 *
 * @param line which line, for people
 * @param bytes where that lies
 * @param about in what time, counted from the end of the report
 * @param soonest the lower end of the interval in which that lies with a confidence of 95 %
 * @param latest its upper end; empty where it may never come to it
 * @since 0.1.0
 */
public record Crossing(
    String line, long bytes, Duration about, Duration soonest, Optional<Duration> latest) {

  private static final double HOUR = Duration.ofHours(1).toNanos();
  private static final Duration FAR = Duration.ofDays(36_500);

  /**
   * By a trend.
   *
   * @param room how many bytes are left
   * @param perHour by how many it grows in an hour
   * @param least the least by which it may
   * @param most the most
   */
  static Crossing of(
      String line, long bytes, long room, double perHour, double least, double most) {
    return new Crossing(
        line,
        bytes,
        time(room, perHour),
        time(room, most),
        least > 0 ? Optional.of(time(room, least)) : Optional.empty());
  }

  private static Duration time(long room, double perHour) {
    double nanos = Math.max(0, room) / perHour * HOUR;
    return nanos < FAR.toNanos() ? Duration.ofNanos((long) nanos) : FAR;
  }

  /** In words, such as {@code in 3 h (2 h to 5 h)}. */
  public String words() {
    if (about.isZero()) {
      return "reached";
    }
    return "in %s (%s to %s)"
        .formatted(words(about), words(soonest), latest.map(Crossing::words).orElse("never"));
  }

  private static String words(Duration time) {
    if (time.compareTo(FAR) >= 0) {
      return "more than a century";
    }
    return Spans.words(time);
  }
}

package io.plimsoll.report;

import io.plimsoll.command.Durations;
import java.time.Duration;

/** Lengths of time as one would say them: to a tenth of their unit. */
final class Spans {

  private static final Duration DAYS = Duration.ofHours(48);

  private Spans() {}

  static String words(Duration time) {
    if (time.compareTo(DAYS) >= 0) {
      return time.toDays() + " days";
    }
    long tenth = time.toSeconds() < 120 ? 100 : time.toSeconds() < 7_200 ? 6_000 : 360_000;
    long millis = time.toMillis();
    long rounded = millis < 1_000 ? millis : (millis + tenth / 2) / tenth * tenth;
    return Durations.words(Duration.ofMillis(rounded));
  }
}

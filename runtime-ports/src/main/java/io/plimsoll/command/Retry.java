package io.plimsoll.command;

import java.time.Duration;

/**
 * How often a command that did not succeed is tried again, and after what pause.
 *
 * <p>Pauses double from one attempt to the next, up to {@link #LONGEST_PAUSE}. A command that was
 * cancelled is not tried again, nor one that cannot start for a reason that another try would meet
 * again.
 *
 * @param times how many more attempts after the first, 0 to {@value #MOST_TIMES}
 * @param backoff the pause before the second attempt
 * @since 0.1.0
 */
public record Retry(int times, Duration backoff) {

  /** The most attempts after the first. */
  public static final int MOST_TIMES = 1_000;

  /** The longest pause. */
  public static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  /** One attempt only. */
  public static final Retry NEVER = new Retry(0, Duration.ofSeconds(1));

  /** Refuses numbers and pauses out of range. */
  public Retry {
    if (times < 0 || times > MOST_TIMES) {
      throw new IllegalArgumentException(
          "retries: is " + times + "; must be from 0 to " + MOST_TIMES + "; try 2");
    }
    if (backoff.isNegative() || backoff.compareTo(Durations.LONGEST) > 0) {
      throw new IllegalArgumentException(
          "backoff: is " + backoff + "; must be from zero to 36500 days; try 1s");
    }
  }

  /** The pause before an attempt, where 2 is the first that has one. */
  public Duration pauseBefore(int attempt) {
    int doublings = Math.min(Math.max(attempt - 2, 0), 30);
    Duration pause = backoff.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : backoff;
    Duration grown = pause.multipliedBy(1L << doublings);
    return grown.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : grown;
  }
}

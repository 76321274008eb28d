package io.plimsoll.port;

import java.time.Duration;

/**
 * Makes circuit breakers. Any thread may use it.
 *
 * @since 0.1.0
 */
public interface CircuitBreakers {

  /**
   * Makes one.
   *
   * @param name what it keeps callers from, for people
   * @param limits when it refuses
   */
  CircuitBreaker open(String name, Limits limits);

  /**
   * When a breaker refuses.
   *
   * @param window how many of the last attempts count
   * @param least how many must have been made before it refuses
   * @param failures the part of them, from 0 to 1, that must have failed
   * @param pause how long it refuses before it lets a few try
   * @param trials how many may try then
   */
  record Limits(int window, int least, double failures, Duration pause, int trials) {

    private static final int MOST = 1_000;

    /** Refuses limits that mean nothing. */
    public Limits {
      if (window < 1 || window > MOST || least < 1 || least > window) {
        throw new IllegalArgumentException(
            "breaker: window is %d, least %d; must be 1 <= least <= window <= %d; try 10 and 5"
                .formatted(window, least, MOST));
      }
      if (!(failures > 0 && failures <= 1) || trials < 1 || trials > MOST) {
        throw new IllegalArgumentException(
            "breaker: failures is %s, trials %d; must be above 0 and at most 1, and 1 to %d; try 0.5 and 2"
                .formatted(failures, trials, MOST));
      }
      if (pause.compareTo(Duration.ofMillis(1)) < 0 || pause.compareTo(Duration.ofDays(1)) > 0) {
        throw new IllegalArgumentException(
            "breaker: pause is " + pause + "; must be 1 ms to one day; try 1s");
      }
    }

    /** Five of the last ten attempts failed, at least five were made; 1 s; then two may try. */
    public static Limits usual() {
      return new Limits(10, 5, 0.5, Duration.ofSeconds(1), 2);
    }
  }
}

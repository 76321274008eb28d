package io.plimsoll.verification.bench.process;

import java.time.Duration;
import java.util.List;

/**
 * A command that a contestant is to run.
 *
 * @param words its argument vector
 * @param timeout how long it may run; zero means without end
 * @param grace how long it may take to leave after that
 */
record Order(List<String> words, Duration timeout, Duration grace) {

  Order {
    words = List.copyOf(words);
  }

  /** One that takes as long as it takes. */
  static Order of(String... words) {
    return of(List.of(words));
  }

  /** The same. */
  static Order of(List<String> words) {
    return new Order(words, Duration.ZERO, Duration.ZERO);
  }
}

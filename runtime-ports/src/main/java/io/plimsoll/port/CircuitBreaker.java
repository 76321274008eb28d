package io.plimsoll.port;

import java.time.Duration;

/**
 * Keeps callers from a place that fails: after some failures it refuses for a while, then lets a
 * few try. Any thread may use it.
 *
 * @since 0.1.0
 */
public interface CircuitBreaker {

  /**
   * Takes a permission. Each that was given is followed by one {@link #succeeded}, {@link #failed}
   * or {@link #released}.
   */
  boolean tryAcquire();

  /** The attempt served. */
  void succeeded();

  /** The attempt failed. */
  void failed();

  /** The attempt was given up before it meant anything, such as by an interrupt. */
  void released();

  /** When another try makes sense, from now; zero where it does now. */
  Duration retryAfter();

  /** In which state it is, in one lower-case word for people. */
  String state();

  /** One that never refuses, for pools and tests that want none. */
  static CircuitBreaker never() {
    return new CircuitBreaker() {
      @Override
      public boolean tryAcquire() {
        return true;
      }

      @Override
      public void succeeded() {}

      @Override
      public void failed() {}

      @Override
      public void released() {}

      @Override
      public Duration retryAfter() {
        return Duration.ZERO;
      }

      @Override
      public String state() {
        return "closed";
      }
    };
  }
}

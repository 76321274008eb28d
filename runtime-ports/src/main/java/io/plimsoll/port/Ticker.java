package io.plimsoll.port;

import java.time.Instant;

/**
 * The time source of a runtime. Any thread may ask; costs no system call worth naming.
 *
 * @since 0.1.0
 */
public interface Ticker {

  /**
   * Nanoseconds from an arbitrary origin, never going back. Only differences mean something, and
   * they are compared as {@code now - due >= 0}.
   */
  long nanos();

  /** The time of day, for people; it may jump. */
  Instant wallTime();

  /** The time of this machine. */
  static Ticker system() {
    return new Ticker() {
      @Override
      public long nanos() {
        return System.nanoTime();
      }

      @Override
      public Instant wallTime() {
        return Instant.now();
      }
    };
  }
}

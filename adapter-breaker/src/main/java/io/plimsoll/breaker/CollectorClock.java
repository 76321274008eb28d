package io.plimsoll.breaker;

import java.util.concurrent.TimeUnit;

/**
 * The clock of the collectors: whole milliseconds from a beginning of their own, which is some
 * hundred milliseconds off the JVM's own and told nowhere. What a collector tells is heard a little
 * after it happened; the least of these delays shows how the clocks stand to each other. Any
 * thread.
 */
final class CollectorClock {

  /** By so much what it tells is too little at most: it tells whole milliseconds. */
  static final long ROUNDED_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private boolean known;
  private long offset; // the least that was heard, guarded by this

  /**
   * Something was heard.
   *
   * @param millis when it happened, by this clock
   * @param now now, by {@link System#nanoTime}
   * @return how much later it was heard than the quickest so far, in nanoseconds
   */
  synchronized long heard(long millis, long now) {
    long between = now - TimeUnit.MILLISECONDS.toNanos(millis);
    if (!known || between - offset < 0) {
      known = true;
      offset = between;
    }
    return between - offset;
  }

  /** A moment of this clock by {@link System#nanoTime}; after something was heard. */
  synchronized long nanos(long millis) {
    return TimeUnit.MILLISECONDS.toNanos(millis) + offset;
  }
}

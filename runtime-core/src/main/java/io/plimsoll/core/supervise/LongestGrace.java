package io.plimsoll.core.supervise;

import java.time.Duration;

/** The longest grace of all commands that were accepted so far. Any thread. */
final class LongestGrace {

  private long nanos;

  /** One more is accepted, with this grace. */
  synchronized void add(Duration grace) {
    nanos = Math.max(nanos, grace.toNanos());
  }

  synchronized Duration get() {
    return Duration.ofNanos(nanos);
  }
}

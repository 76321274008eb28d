package io.plimsoll.testkit;

import io.plimsoll.port.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Time that moves only by hand, for adapters with threads of their own: any thread may read it and
 * move it. For one thread and timers there is {@link VirtualTime}.
 *
 * @since 0.1.0
 */
public final class HandTicker implements Ticker {

  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  private final AtomicLong now = new AtomicLong();

  /** Time that stands still. */
  public HandTicker() {}

  @Override
  public long nanos() {
    return now.get();
  }

  @Override
  public Instant wallTime() {
    return BEGIN.plusNanos(now.get());
  }

  /** Moves time on. */
  public void advance(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("time: is moved by " + by + "; must not go back");
    }
    now.addAndGet(by.toNanos());
  }
}

package io.plimsoll.process;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Starts, and whether they follow one another. Any thread. */
final class Succession {

  /** So near are those that do. */
  private static final long NEAR_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final AtomicLong last = new AtomicLong(System.nanoTime() - NEAR_NANOS);

  /** One more: whether it follows another one. */
  boolean another() {
    long now = System.nanoTime();
    return now - last.getAndSet(now) < NEAR_NANOS;
  }

  /** Whether one that came now would follow another one. */
  boolean goesOn() {
    return System.nanoTime() - last.get() < NEAR_NANOS;
  }
}

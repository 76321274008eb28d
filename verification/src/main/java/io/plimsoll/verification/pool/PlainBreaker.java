package io.plimsoll.verification.pool;

import io.plimsoll.port.CircuitBreaker;
import java.time.Duration;

/**
 * Refuses for 100 ms after five failures in a row, then lets one try. Counts whether each
 * permission is given back once.
 */
final class PlainBreaker implements CircuitBreaker {

  private static final int FAILURES = 5;
  private static final long PAUSE = Duration.ofMillis(100).toNanos();

  private int inARow;
  private long openedAt;
  private long outstanding;
  private long refusals;

  @Override
  public synchronized boolean tryAcquire() {
    if (inARow >= FAILURES && System.nanoTime() - openedAt < PAUSE) {
      refusals++;
      return false;
    }
    if (inARow >= FAILURES) {
      openedAt = System.nanoTime();
    }
    outstanding++;
    return true;
  }

  @Override
  public synchronized void succeeded() {
    outstanding--;
    inARow = 0;
  }

  @Override
  public synchronized void failed() {
    outstanding--;
    if (++inARow == FAILURES) {
      openedAt = System.nanoTime();
    }
  }

  @Override
  public synchronized void released() {
    outstanding--;
  }

  @Override
  public synchronized Duration retryAfter() {
    long left = inARow >= FAILURES ? PAUSE - (System.nanoTime() - openedAt) : 0;
    return Duration.ofNanos(Math.max(0, left));
  }

  @Override
  public synchronized String state() {
    return inARow >= FAILURES ? "open" : "closed";
  }

  synchronized long outstanding() {
    return outstanding;
  }

  synchronized long refusals() {
    return refusals;
  }
}

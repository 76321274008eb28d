package io.plimsoll.breaker;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What was allocated as collections beside the program began: each begins with a pause, of which is
 * told at once, and of the whole only at its end. Any thread.
 */
final class Beginnings {

  /** Of which is told later than this, what was allocated meanwhile is in the way. */
  private static final long LATEST_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /** A collection has at most so many pauses, and some of another kind fall into it. */
  private static final int MOST = 16;

  /** So much may what is told of a pause and of its collection differ, in ms. */
  private static final long ROUNDED_MILLIS = 1;

  private record Beginning(long millis, Allocated allocated) {}

  private final Deque<Beginning> newest = new ArrayDeque<>(); // MOST: the oldest is forgotten

  /**
   * There was a pause.
   *
   * @param begun when, in milliseconds by the collector's clock
   * @param late how much later than it could be it is told, in nanoseconds
   */
  synchronized void paused(long begun, long late) {
    if (late > LATEST_NANOS) {
      return;
    }
    if (newest.size() == MOST) {
      newest.removeFirst();
    }
    newest.addLast(new Beginning(begun, Allocated.now()));
  }

  /** What was allocated since a collection began; empty where its first pause was not seen. */
  synchronized Optional<Long> allocatedSince(long begun) {
    return newest.stream()
        .filter(each -> Math.abs(each.millis() - begun) <= ROUNDED_MILLIS)
        .findFirst()
        .map(each -> each.allocated().since());
  }
}

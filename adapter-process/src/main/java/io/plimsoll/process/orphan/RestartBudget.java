package io.plimsoll.process.orphan;

import java.util.ArrayDeque;
import java.util.Deque;

/** How often something may be started again: so many times in so long. For one thread. */
final class RestartBudget {

  private final int most;
  private final long windowNanos;

  /** At most {@link #most}. */
  private final Deque<Long> taken = new ArrayDeque<>();

  RestartBudget(int most, long windowNanos) {
    this.most = most;
    this.windowNanos = windowNanos;
  }

  /** Takes one, if there is one. */
  boolean take(long nowNanos) {
    while (!taken.isEmpty() && nowNanos - taken.getFirst() >= windowNanos) {
      taken.removeFirst();
    }
    if (taken.size() == most) {
      return false;
    }
    taken.addLast(nowNanos);
    return true;
  }
}

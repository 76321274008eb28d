package io.plimsoll.pool;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The bound of a pool, counted before the library counts: whoever opens a connection holds a place
 * from before it is opened until after it is closed. So not even openings and closings under way
 * bring more connections than may be.
 */
final class Places {

  private final int most;
  private final AtomicInteger taken = new AtomicInteger();

  Places(int most) {
    this.most = most;
  }

  boolean tryTake() {
    int now = taken.get();
    while (now < most) {
      if (taken.compareAndSet(now, now + 1)) {
        return true;
      }
      now = taken.get();
    }
    return false;
  }

  void free() {
    taken.decrementAndGet();
  }

  int taken() {
    return taken.get();
  }
}

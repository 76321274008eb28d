package io.plimsoll.pool;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Where borrowers wait. The library's own waiting is not used: there, a waiter is not woken when a
 * connection is destroyed and its replacement fails, and one whose time is over spins while another
 * opens.
 *
 * <p>A waiter that was woken looks again at everything, and it looks at least every {@value
 * #SLICE_MILLIS} ms in any case, so that no lost wake-up costs more than that.
 */
final class Turnstile {

  static final long SLICE_MILLIS = 100;
  private static final long SLICE = TimeUnit.MILLISECONDS.toNanos(SLICE_MILLIS);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile long changes;

  int waiting() {
    return waiting.get();
  }

  /** What to hand to {@link #await}, read before looking around. */
  long seen() {
    return changes;
  }

  void enter() {
    waiting.incrementAndGet();
  }

  void leave() {
    waiting.decrementAndGet();
  }

  /**
   * Waits for a change since {@code seen}, for at most so long, and one slice at most. May come
   * back early: the caller looks again in any case.
   */
  @SuppressWarnings("WaitNotInLoop") // the loop is the caller's
  void await(long seen, long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (changes == seen) {
        changed.awaitNanos(Math.min(nanos, SLICE));
      }
    } finally {
      lock.unlock();
    }
  }

  /** Something became free: one of those who wait may look. */
  void wakeOne() {
    if (waiting.get() > 0) {
      wake(false);
    }
  }

  /** Everything changed. */
  void wakeAll() {
    wake(true);
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // written under the lock only
  private void wake(boolean all) {
    lock.lock();
    try {
      changes++;
      if (all) {
        changed.signalAll();
      } else {
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }
}

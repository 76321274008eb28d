package io.plimsoll.pool;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Where borrowers wait. The library's own waiting is not used: there, a waiter is not woken when a
 * connection is destroyed and its replacement fails, and one whose time is over spins while another
 * opens.
 *
 * <p>A waiter that was woken looks again at everything, and it looks at least every {@value
 * #SLICE_MILLIS} ms in any case, so that no lost wake-up costs more than that. While one is awake
 * and has not looked yet, no other is woken: it wakes the next when it has found something.
 *
 * <p>Those that come later may be served before one that waits, for it takes a while to wake up.
 * Once it has waited for {@value #HUNGRY_MILLIS} ms, that is over: what is there or comes back is
 * for those that have waited so long, who are woken first; one that comes later takes nothing, not
 * even a place to open another on. Who has one in its hands that is being validated, or opens one,
 * keeps nobody else from taking meanwhile.
 */
final class Turnstile {

  static final long SLICE_MILLIS = 100;
  static final long HUNGRY_MILLIS = 5;
  private static final long SLICE = TimeUnit.MILLISECONDS.toNanos(SLICE_MILLIS);
  private static final long HUNGRY = TimeUnit.MILLISECONDS.toNanos(HUNGRY_MILLIS);
  private static final int MOST_TRIES = 32;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Condition changedForTheHungry = lock.newCondition();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger hungry = new AtomicInteger();
  private volatile long changes;
  private volatile boolean waking;

  // Written by whoever has tried, without a lock: a lost one costs a try.
  private volatile int tries = MOST_TRIES;

  /** One that waits. For its own thread. */
  final class Waiter {
    private final long since = System.nanoTime();
    private boolean isHungry;
    private boolean wasAwake;

    private Waiter() {
      waiting.incrementAndGet();
    }

    /**
     * Waits for a change since {@code seen}, for at most so long, and one slice at most. May come
     * back early: the caller looks again in any case.
     */
    @SuppressWarnings("WaitNotInLoop") // the loop is the caller's
    void await(long seen, long nanos) throws InterruptedException {
      long before = look();
      long most = Math.min(nanos, isHungry ? SLICE : before);
      lock.lockInterruptibly();
      try {
        if (changes == seen) {
          (isHungry ? changedForTheHungry : changed).awaitNanos(most);
        }
      } finally {
        lock.unlock();
        waking = false;
        wasAwake = true;
      }
    }

    /** It is about to look around; answers how long until it has waited for long. */
    private long look() {
      long before = HUNGRY - (System.nanoTime() - since);
      if (before <= 0 && !isHungry) {
        isHungry = true;
        hungry.incrementAndGet();
      }
      return before;
    }

    /** It is busy with one, perhaps for long: others may take what is there. */
    void busy() {
      if (isHungry) {
        isHungry = false;
        hungry.decrementAndGet();
        wakeOne();
      }
    }

    /** Waits no more. */
    void leave() {
      if (isHungry) {
        hungry.decrementAndGet();
      }
      waiting.decrementAndGet();
      waking = false;
      wakeOne();
    }
  }

  int waiting() {
    return waiting.get();
  }

  /** Whether somebody has waited for so long that nobody may be served before. */
  boolean isHungry() {
    return hungry.get() > 0;
  }

  /**
   * Whether one that looks around now may take what it finds, which it may not before those that
   * have waited for long.
   *
   * @param waiter null where it does not wait yet
   */
  boolean mayTake(@Nullable Waiter waiter) {
    if (waiter != null) {
      waiter.look();
    }
    return !isHungry() || (waiter != null && waiter.isHungry);
  }

  /**
   * Passes a wake-up on, where one was woken that may not take.
   *
   * @param seen what was read before it looked around
   * @return what to hand to {@link Waiter#await} now
   */
  @SuppressWarnings("NonAtomicVolatileUpdate") // written under the lock only
  long passOn(Waiter waiter, long seen) {
    if (!waiter.wasAwake) {
      return seen;
    }
    waiter.wasAwake = false;
    lock.lock();
    try {
      boolean unchanged = changes == seen;
      changes++; // for one that is about to sleep
      changedForTheHungry.signal();
      return unchanged ? changes : seen;
    } finally {
      lock.unlock();
    }
  }

  /** How often to look again before one waits. */
  int tries() {
    return isHungry() ? 0 : tries;
  }

  /** Looked again so often; where that has not helped, the next ones look less often. */
  void tried(boolean found) {
    int now = tries;
    int next = found ? Math.min(MOST_TRIES, 2 * now) : Math.max(1, now / 2);
    if (next != now) {
      tries = next;
    }
  }

  /** What to hand to {@link Waiter#await}, read before looking around. */
  long seen() {
    return changes;
  }

  /** This thread waits from now on, until it leaves. */
  Waiter enter() {
    return new Waiter();
  }

  /** Something became free: one of those who wait may look. */
  void wakeOne() {
    if (waiting.get() > 0 && !waking) {
      wake(false);
    }
  }

  /** Everything changed. */
  void wakeAll() {
    wake(true);
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // written under the lock only
  private void wake(boolean all) {
    try {
      lock.lock();
    } catch (OutOfMemoryError e) {
      return; // who waits looks again in any case, and who wakes has more to do
    }
    try {
      changes++;
      if (all) {
        changedForTheHungry.signalAll();
        changed.signalAll();
      } else {
        waking = true;
        (lock.hasWaiters(changedForTheHungry) ? changedForTheHungry : changed).signal();
      }
    } finally {
      lock.unlock();
    }
  }
}

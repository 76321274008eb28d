package io.plimsoll.cache;

import io.plimsoll.port.LazyLogger;
import io.plimsoll.port.Threads;
import io.plimsoll.port.Ticker;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one thread of a provider: changes bounds when told to, lets go of what is too old when an
 * alarm says so and every ten seconds, and closes what has left. It runs from the first cache on.
 */
final class Sweeper implements Runnable {

  static final String THREAD = "plimsoll-cache-sweeper";

  private static final Logger LOG = LazyLogger.of(Sweeper.class);
  private static final long PERIOD_NANOS = Duration.ofSeconds(10).toNanos();
  // The ticker may be ahead of the time that threads wait by.
  private static final long NAP_NANOS = Duration.ofMillis(500).toNanos();

  /**
   * While the caches are busy the library wants to take note of reads after every few of them. To
   * be woken each time costs more than the reads do: then this looks by itself so often, and of the
   * reads in between the library notes a part, which is enough to tell what is used much.
   */
  private static final long BUSY_NAP_NANOS = Duration.ofMillis(10).toNanos();

  private static final long PATIENCE_MILLIS = 5000;

  private final Ticker ticker;
  private final Threads threads;
  private final Runnable adjust;
  private final Supplier<List<CaffeineCache<?, ?>>> caches;
  private volatile @Nullable Thread thread;
  private volatile boolean closed;
  private volatile boolean looksSoon;

  Sweeper(
      Ticker ticker, Threads threads, Runnable adjust, Supplier<List<CaffeineCache<?, ?>>> caches) {
    this.ticker = ticker;
    this.threads = threads;
    this.adjust = adjust;
    this.caches = caches;
  }

  /** Begins, if it has not. For one thread at a time. */
  void start() {
    if (thread == null) {
      Thread made = threads.daemon(THREAD, this);
      made.start();
      thread = made;
    }
  }

  void wake() {
    LockSupport.unpark(thread);
  }

  /** There is something to do, for which it is early enough in a few milliseconds. */
  void wakeSoon() {
    if (!looksSoon) {
      LockSupport.unpark(thread);
    }
  }

  @Override
  public void run() {
    long due = ticker.nanos() + PERIOD_NANOS;
    while (!closed) {
      long now = ticker.nanos();
      boolean sweep = now - due >= 0;
      due = sweep ? now + PERIOD_NANOS : due;
      boolean busy = look(now, sweep);
      Thread.interrupted(); // left by a value that was closed: no nap would last
      if (busy) {
        looksSoon = true;
        LockSupport.parkNanos(this, BUSY_NAP_NANOS);
      } else if (looksSoon) {
        looksSoon = false; // and one more look: who came meanwhile has woken nobody
      } else {
        LockSupport.parkNanos(this, NAP_NANOS);
      }
    }
  }

  /** Looks at all caches; answers whether one was busy. Whatever is thrown, the thread goes on. */
  private boolean look(long now, boolean sweep) {
    boolean busy = false;
    try {
      adjust();
      for (CaffeineCache<?, ?> each : caches.get()) {
        busy |= attend(each, now, sweep);
      }
    } catch (Throwable e) {
      // Not even a line could be written: there is no memory, perhaps at the next look.
    }
    return busy;
  }

  private void adjust() {
    try {
      adjust.run();
    } catch (Throwable e) {
      LOG.log(Level.WARNING, "caches: not all could be given other bounds", e);
    }
  }

  private static boolean attend(CaffeineCache<?, ?> cache, long now, boolean sweep) {
    try {
      return cache.attend(now, sweep);
    } catch (Throwable e) {
      LOG.log(Level.WARNING, "cache %s: could not be swept".formatted(cache.name()), e);
      return false;
    }
  }

  /** Ends the thread, and waits for it unless it is the caller. */
  void close() {
    closed = true;
    Thread last = thread;
    if (last == null || last == Thread.currentThread()) {
      return;
    }
    LockSupport.unpark(last);
    try {
      last.join(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (last.isAlive()) {
      LOG.log(Level.WARNING, "caches: a value that is being closed holds the sweeper back");
    }
  }
}

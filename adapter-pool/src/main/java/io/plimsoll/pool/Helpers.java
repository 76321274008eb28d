package io.plimsoll.pool;

import io.plimsoll.port.Threads;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The threads that do what may block, for all pools of a provider: up to {@value #OPENERS} open,
 * validate and reset, up to {@value #CLOSERS} close. They start when needed and leave after {@value
 * #IDLE_SECONDS} s without work.
 */
final class Helpers {

  static final int OPENERS = 8;
  static final int CLOSERS = 2;
  static final int MOST_OPENINGS = 256;
  static final int MOST_CLOSINGS = 1_024;
  private static final int IDLE_SECONDS = 10;
  private static final long CLOSE_MILLIS = 1_500;

  // At most MOST_OPENINGS wait: what comes then is refused.
  private final ThreadPoolExecutor openers;
  // At most MOST_CLOSINGS wait: what comes then is closed by who brings it, as what finds no
  // thread.
  private final ThreadPoolExecutor closers;

  Helpers(Threads threads) {
    openers = pool(threads, "plimsoll-pool-opener-", OPENERS, MOST_OPENINGS);
    closers = pool(threads, "plimsoll-pool-closer-", CLOSERS, MOST_CLOSINGS);
  }

  private static ThreadPoolExecutor pool(Threads threads, String name, int size, int waiting) {
    AtomicInteger count = new AtomicInteger();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            size,
            size,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(waiting),
            task -> threads.daemon(name + count.incrementAndGet(), task));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /**
   * Opens, validates or resets, soon.
   *
   * @throws RejectedExecutionException when as many wait as may, or all is closed
   */
  void open(Runnable task) {
    openers.execute(task);
  }

  /** Takes back a task that has not begun. */
  void forget(Runnable task) {
    openers.remove(task);
  }

  /**
   * Closes, soon; on this thread where as many wait as may, where no thread can be had, or all is
   * closed.
   */
  void close(Runnable task) {
    // Runs once: what finds no thread may wait for one all the same.
    FutureTask<@Nullable Void> once = new FutureTask<>(task, null);
    try {
      closers.execute(once);
    } catch (RuntimeException | OutOfMemoryError e) {
      once.run();
    }
  }

  /** Lets what was begun end, for a while, then interrupts it. */
  void close() {
    for (Runnable unbegun : openers.shutdownNow()) {
      if (unbegun instanceof Errand<?> errand) {
        errand.cancel();
      }
    }
    closers.shutdown();
    await(closers);
    await(openers);
  }

  private static void await(ThreadPoolExecutor pool) {
    try {
      if (!pool.awaitTermination(CLOSE_MILLIS / 2, TimeUnit.MILLISECONDS)) {
        pool.shutdownNow();
        pool.awaitTermination(CLOSE_MILLIS / 2, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      pool.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}

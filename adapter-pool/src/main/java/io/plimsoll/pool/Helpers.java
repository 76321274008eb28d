package io.plimsoll.pool;

import io.plimsoll.port.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that do what may block, for all pools of a provider: up to {@value #OPENERS} open,
 * validate and reset, up to {@value #CLOSERS} close, and one more closes {@link Rest} at the end.
 * They start when needed and leave after {@value #IDLE_SECONDS} s without work.
 */
final class Helpers {

  static final int OPENERS = 8;
  static final int CLOSERS = 2;
  static final int MOST_OPENINGS = 256;
  static final int MOST_CLOSINGS = 1_024;
  private static final String CLOSER = "plimsoll-pool-closer-";
  private static final int IDLE_SECONDS = 10;
  private static final long CLOSE_MILLIS = 1_500;

  private final Threads threads;

  // At most MOST_OPENINGS wait: what comes then is refused.
  private final ThreadPoolExecutor openers;
  // At most MOST_CLOSINGS wait: what comes then is closed by who brings it, as what finds no
  // thread.
  private final ThreadPoolExecutor closers;

  Helpers(Threads threads) {
    this.threads = threads;
    openers = pool(threads, "plimsoll-pool-opener-", OPENERS, MOST_OPENINGS);
    closers = pool(threads, CLOSER, CLOSERS, MOST_CLOSINGS);
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
  void close(Closing closing) {
    try {
      closers.execute(closing);
    } catch (Throwable e) {
      closing.runHere(); // once: what finds no thread may wait for one all the same
    }
  }

  /**
   * Lets what was begun end, for a while, then interrupts it. Each closing is begun all the same,
   * behind those that took so long.
   */
  void close() {
    for (Runnable unbegun : openers.shutdownNow()) {
      if (unbegun instanceof Errand<?> errand) {
        errand.cancel();
      }
    }
    closers.shutdown();
    closeLast(await(closers));
    await(openers);
  }

  /** What has not begun when the pool's time is over; answers that. */
  private static List<Runnable> await(ThreadPoolExecutor pool) {
    List<Runnable> unbegun = new ArrayList<>();
    try {
      if (!pool.awaitTermination(CLOSE_MILLIS / 2, TimeUnit.MILLISECONDS)) {
        unbegun.addAll(pool.shutdownNow());
        pool.awaitTermination(CLOSE_MILLIS / 2, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      unbegun.addAll(pool.shutdownNow());
      Thread.currentThread().interrupt();
    }
    return unbegun;
  }

  /** Closes on a last thread what no closer has come to; where none can be had, on this one. */
  private void closeLast(List<Runnable> unbegun) {
    List<Closing> closings = new ArrayList<>();
    for (Runnable task : unbegun) {
      if (task instanceof Closing closing) {
        closings.add(closing);
      }
    }
    if (closings.isEmpty()) {
      return;
    }
    Rest rest = new Rest(closings, Thread.currentThread().isInterrupted());
    Thread last;
    try {
      last = threads.daemon(CLOSER + "last", rest);
      last.start();
    } catch (RuntimeException | OutOfMemoryError e) {
      rest.runHere();
      return;
    }
    try {
      last.join(CLOSE_MILLIS / 2);
      if (last.isAlive()) {
        rest.hurry(last);
        last.join(CLOSE_MILLIS / 2);
      }
    } catch (InterruptedException e) {
      rest.hurry(last);
      Thread.currentThread().interrupt();
    }
  }
}

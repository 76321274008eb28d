package io.plimsoll.bootstrap;

import io.plimsoll.port.Ticker;
import io.plimsoll.port.Timers;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The time of the machine: its monotonic clock, its time of day, and one thread for timers. */
final class SystemTime implements Ticker, Timers {

  private final ScheduledThreadPoolExecutor timers;

  SystemTime(RuntimeThreads threads) {
    timers = new ScheduledThreadPoolExecutor(1, threads.factory("plimsoll-timers"));
    // A cancelled timer leaves at once: the queue holds what is set, one for each agenda.
    timers.setRemoveOnCancelPolicy(true);
    timers.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public Instant wallTime() {
    return Instant.now();
  }

  @Override
  public Timer at(long dueNanos, Runnable task) {
    ScheduledFuture<?> future =
        timers.schedule(task, Math.max(0, dueNanos - nanos()), TimeUnit.NANOSECONDS);
    return () -> future.cancel(false);
  }

  void stop(long millis) throws InterruptedException {
    timers.shutdownNow();
    timers.awaitTermination(millis, TimeUnit.MILLISECONDS);
  }
}

package io.plimsoll.bootstrap;

import io.plimsoll.port.Ticker;
import io.plimsoll.port.Timers;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The time of the machine: its monotonic clock, its time of day, and one thread for timers. Closing
 * it ends that thread.
 */
@SuppressWarnings("try") // what interrupts its close is told as a failure of the close
final class SystemTime implements Ticker, Timers, AutoCloseable {

  private static final long END_MILLIS = 2_000;

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
    return new SetTimer(future);
  }

  private record SetTimer(ScheduledFuture<?> future) implements Timer {

    @Override
    public void cancel() {
      future.cancel(false);
    }
  }

  @Override
  public void close() throws InterruptedException {
    timers.shutdownNow();
    timers.awaitTermination(END_MILLIS, TimeUnit.MILLISECONDS);
  }
}

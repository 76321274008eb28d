package io.plimsoll.cache;

import com.github.benmanes.caffeine.cache.Scheduler;
import io.plimsoll.port.Ticker;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What the library wants done for one cache: to take note of reads and writes, soon, and to let go
 * of what is too old, at a time. It wants each once at most until it was done, so two places are
 * enough. The sweeper does it.
 */
final class Chores implements Executor, Scheduler {

  private final Ticker ticker;
  private final Runnable wake;
  private final AtomicReference<@Nullable Runnable> soon = new AtomicReference<>();
  private final AtomicReference<@Nullable Appointment> later = new AtomicReference<>();

  Chores(Ticker ticker, Runnable wake) {
    this.ticker = ticker;
    this.wake = wake;
  }

  private record Appointment(long dueNanos, FutureTask<?> task) {}

  @Override
  public void execute(Runnable task) {
    if (soon.compareAndSet(null, task)) {
      wake.run();
    } else {
      task.run();
    }
  }

  @Override
  public Future<?> schedule(Executor executor, Runnable command, long delay, TimeUnit unit) {
    FutureTask<?> task = new FutureTask<>(command, null);
    Appointment made = new Appointment(ticker.nanos() + unit.toNanos(delay), task);
    Appointment before = later.getAndSet(made);
    if (before != null) {
      before.task.cancel(false);
    }
    return task;
  }

  /** Does what is to be done by now; answers whether it was wanted soon. */
  boolean run(long now) {
    Runnable task = soon.getAndSet(null);
    if (task != null) {
      task.run();
    }
    Appointment due = later.get();
    if (due != null && now - due.dueNanos >= 0 && later.compareAndSet(due, null)) {
      due.task.run();
    }
    return task != null;
  }
}

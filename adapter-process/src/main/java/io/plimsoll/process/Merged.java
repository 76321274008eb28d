package io.plimsoll.process;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A task that waits once at most, however often it is asked for: what is asked while it waits is
 * answered by that one run, and what is asked from its beginning on by another. Any thread may ask.
 */
final class Merged implements Runnable {

  private final Executor executor;
  private final Runnable task;
  private final AtomicBoolean waiting = new AtomicBoolean();

  Merged(Executor executor, Runnable task) {
    this.executor = executor;
    this.task = task;
  }

  /** Asks for it. */
  @Override
  public void run() {
    if (!waiting.compareAndSet(false, true)) {
      return;
    }
    try {
      executor.execute(this::carryOut);
    } catch (RuntimeException | Error e) {
      waiting.set(false);
      throw e;
    }
  }

  private void carryOut() {
    waiting.set(false);
    task.run();
  }
}

package io.plimsoll.pool;

import org.jspecify.annotations.Nullable;

/** The closing of one connection, which is done once, whoever comes to it first. Any thread. */
final class Closing implements Runnable {

  private final Runnable task;
  private final long asked = System.nanoTime();

  // Guarded by this.
  private boolean begun;
  private long begunAt;
  private @Nullable Thread helper;

  Closing(Runnable task) {
    this.task = task;
  }

  /** On a helper's thread, which is interrupted where it takes too long. */
  @Override
  public void run() {
    run(Thread.currentThread());
  }

  /** On a thread that is not ours to interrupt. */
  void runHere() {
    run(null);
  }

  private void run(@Nullable Thread interruptible) {
    synchronized (this) {
      if (begun) {
        return;
      }
      begun = true;
      begunAt = System.nanoTime();
      helper = interruptible;
    }
    try {
      task.run();
    } catch (Throwable e) {
      // It is closed as far as it can be; whoever listens to what is told of that may have thrown.
    } finally {
      end();
      if (interruptible != null) {
        Thread.interrupted(); // meant for this one, not for the next
      }
    }
  }

  private synchronized void end() {
    helper = null;
  }

  /**
   * Whether it was asked for longer ago than that. Where it has run for so long, its helper is
   * interrupted, once: the others wait for that thread.
   */
  boolean isOverdue(long allowedNanos) {
    long now = System.nanoTime();
    interrupt(now, allowedNanos);
    return now - asked > allowedNanos;
  }

  private synchronized void interrupt(long now, long allowedNanos) {
    if (helper != null && now - begunAt > allowedNanos) {
      helper.interrupt();
      helper = null;
    }
  }
}

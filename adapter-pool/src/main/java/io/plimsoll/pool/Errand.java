package io.plimsoll.pool;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One opening, validation or reset on a helper's thread, with a limit of time. Whoever waits for it
 * leaves when its own patience is over; what takes longer than the limit is interrupted, and what
 * it still yields is told as late.
 */
final class Errand<T> implements Runnable {

  /** What is done. */
  interface Task<T> {
    T run(long leftNanos) throws Exception;
  }

  /** Is told how it ended, by one of these calls. A late value may follow {@link #overdue}. */
  interface End<T> {

    /** It was in time. {@code awaited} says whether somebody takes the value. */
    void ended(@Nullable T value, @Nullable Throwable failure, boolean awaited);

    /** It takes longer than it may. */
    void overdue();

    /** It never began. */
    void cancelled();

    /** What came when its time was over. */
    void late(T value);
  }

  /** How it stands. */
  enum Stage {
    QUEUED,
    RUNNING,
    ENDED,
    OVERDUE,
    CANCELLED
  }

  private final Task<T> task;
  private final long limit;
  private final boolean wanted;
  private final End<T> end;
  private final long begun = System.nanoTime();
  private final CountDownLatch done = new CountDownLatch(1);
  private Stage stage = Stage.QUEUED;
  private boolean left;
  private @Nullable Thread runner;
  private @Nullable T value;
  private @Nullable Throwable failure;

  /**
   * @param wanted whether it is begun although nobody waits for it any more
   */
  Errand(Task<T> task, long limitNanos, boolean wanted, End<T> end) {
    this.task = task;
    this.limit = limitNanos;
    this.wanted = wanted;
    this.end = end;
  }

  @Override
  public void run() {
    synchronized (this) {
      if (stage != Stage.QUEUED) {
        return;
      }
      stage = Stage.RUNNING;
      runner = Thread.currentThread();
    }
    T yielded = null;
    Throwable thrown = null;
    try {
      yielded = task.run(Math.max(1, leftNanos()));
    } catch (Throwable e) {
      thrown = e;
    }
    finish(yielded, thrown);
  }

  private void finish(@Nullable T yielded, @Nullable Throwable thrown) {
    boolean late;
    boolean awaited;
    synchronized (this) {
      runner = null;
      late = stage == Stage.OVERDUE;
      awaited = !left;
      if (!late) {
        stage = Stage.ENDED;
        value = yielded;
        failure = thrown;
      }
    }
    // An interrupt that was meant for this errand does not reach the next.
    Thread.interrupted();
    try {
      if (!late) {
        end.ended(yielded, thrown, awaited);
      } else if (yielded != null) {
        end.late(yielded);
      }
    } finally {
      done.countDown();
    }
  }

  private long leftNanos() {
    return limit - (System.nanoTime() - begun);
  }

  /**
   * Waits until it ended, its limit has passed, or the patience is over. Only where it answers
   * {@link Stage#ENDED} is the value the caller's.
   */
  Stage await(Patience patience) throws InterruptedException {
    try {
      while (!done.await(Math.min(patience.left(), leftNanos()), TimeUnit.NANOSECONDS)) {
        if (patience.left() <= 0 || leftNanos() <= 0) {
          leave();
          break;
        }
      }
    } catch (Throwable e) { // an interrupt, or no memory to wait
      leave();
      if (isEnded()) {
        awaitEnd();
        Interrupts.keep(e);
        return Stage.ENDED;
      }
      throw e;
    }
    if (isEnded()) {
      awaitEnd();
      return Stage.ENDED;
    }
    synchronized (this) {
      // What ends once it was left is told to its end alone: for who left, it still runs.
      return stage == Stage.ENDED ? Stage.RUNNING : stage;
    }
  }

  /** Only for the moment in which the end is being told. */
  private void awaitEnd() {
    while (done.getCount() > 0) {
      Thread.onSpinWait();
    }
  }

  private synchronized boolean isEnded() {
    return stage == Stage.ENDED && !left;
  }

  /**
   * Nobody waits for it any more: not begun it is forgotten, unless it is wanted, begun it goes on
   * within its limit.
   */
  void leave() {
    synchronized (this) {
      if (stage == Stage.ENDED || stage == Stage.CANCELLED) {
        return;
      }
      left = true;
    }
    if (!wanted) {
      cancel();
    }
    endIfOverdue();
  }

  /** Whoever waits for it leaves now, as if the patience were over. */
  void dismiss() {
    leave();
    if (isLeft()) {
      done.countDown(); // else its end is just being told
    }
  }

  private synchronized boolean isLeft() {
    return left;
  }

  /** Forgets it, if it has not begun. */
  void cancel() {
    synchronized (this) {
      if (stage != Stage.QUEUED) {
        return;
      }
      stage = Stage.CANCELLED;
    }
    end.cancelled();
  }

  /** Gives it up, if its limit has passed. */
  void endIfOverdue() {
    if (leftNanos() > 0) {
      return;
    }
    boolean begunAtAll;
    synchronized (this) {
      if (stage != Stage.QUEUED && stage != Stage.RUNNING) {
        return;
      }
      begunAtAll = stage == Stage.RUNNING;
      stage = begunAtAll ? Stage.OVERDUE : Stage.CANCELLED;
      if (runner != null) {
        runner.interrupt();
      }
    }
    if (begunAtAll) {
      end.overdue();
    } else {
      end.cancelled();
    }
  }

  synchronized Stage stage() {
    return stage;
  }

  synchronized @Nullable T value() {
    return value;
  }

  synchronized @Nullable Throwable failure() {
    return failure;
  }
}

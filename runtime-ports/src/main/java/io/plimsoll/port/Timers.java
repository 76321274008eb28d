package io.plimsoll.port;

/**
 * Runs tasks at a time of the {@link Ticker}.
 *
 * @since 0.1.0
 */
public interface Timers {

  /**
   * Runs the task once, as soon as the ticker shows the time or later, on a thread of the timers.
   * The task must not block.
   */
  Timer at(long dueNanos, Runnable task);

  /** A task that was set for a time. */
  interface Timer {

    /** Forgets the task, if it has not begun. Calling it again is harmless. */
    void cancel();
  }
}

package io.plimsoll.cli.soak;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/**
 * What the heap of this process holds after a collection of all of it, measured now and then: a
 * collection costs some milliseconds, so it is done the less often the longer a session is. Any
 * thread.
 */
final class HeapAfterCollection {

  /** The heap is compared with what it was after so many operations, when all is loaded. */
  static final int EARLY = 500;

  /** In the whole of a session that doubles in length it is measured so many times more. */
  private static final int TIMES = 32;

  private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
  private final int early;
  private final long begun = System.nanoTime();

  // Guarded by this.
  private long pause;
  private int nextAt;
  private long due;
  private long bytes;
  private long atEarly;

  /**
   * Measures once at the begin.
   *
   * @param operations how many operations there will be at most
   */
  HeapAfterCollection(int operations) {
    early = Math.min(EARLY, Math.max(1, operations / 3));
    nextAt = early;
    measure();
  }

  /** After how many operations {@link #early} is measured. */
  int earlyAt() {
    return early;
  }

  /** So many operations are done. */
  synchronized void done(int operations) {
    if (operations >= nextAt) {
      nextAt = Integer.MAX_VALUE;
      measure();
      atEarly = bytes;
    } else if (System.nanoTime() - due >= 0) {
      measure();
    }
  }

  /** Measures once more, at the end. */
  synchronized void end() {
    measure();
  }

  private synchronized void measure() {
    memory.gc();
    bytes = memory.getHeapMemoryUsage().getUsed();
    long now = System.nanoTime();
    pause = Math.max(pause, (now - begun) / TIMES);
    due = now + pause;
  }

  /** What it held when it was measured last. */
  synchronized long bytes() {
    return bytes;
  }

  /** What it held after the first operations. */
  synchronized long early() {
    return atEarly;
  }
}

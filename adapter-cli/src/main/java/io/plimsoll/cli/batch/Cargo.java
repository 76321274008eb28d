package io.plimsoll.cli.batch;

import java.util.concurrent.TimeUnit;

/**
 * The load line of a batch: how many jobs may be on their way, and how much heap they may cost,
 * from being read to being written. Whoever reads jobs waits here. Any thread may use it.
 */
final class Cargo {

  /** How long outcomes may take to be written once everything has ended and we are in a hurry. */
  static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

  /**
   * How long one who was turned away waits for room for several; then room for one will do. Jobs
   * that wait for their next attempt take places too, and must not keep others idle.
   */
  private static final long MOMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private static final long NOBODY = -1;

  private final int mostUnended;

  /** Below this half of the places of those that wait are free, and the other half is not. */
  private final int plenty;

  private final int alwaysAllowed;

  private int unended;
  private int aboard;
  private long mostBytes;
  private long bytes;
  private boolean closed;
  private boolean hurried;

  /**
   * What the one who waits for room wants to bring, and below which number it wants to be woken.
   */
  private long asked = NOBODY;

  private int below;

  /**
   * A line of its own.
   *
   * @param mostUnended the most jobs that may wait and run
   * @param mostBytes the most heap that all jobs may cost, until it is changed
   * @param alwaysAllowed so many jobs may be on their way whatever they cost, or a job larger than
   *     the bound would wait for good
   */
  Cargo(int mostUnended, long mostBytes, int alwaysAllowed) {
    this.mostUnended = mostUnended;
    this.plenty = mostUnended - Math.max(0, mostUnended - alwaysAllowed - 1) / 2;
    this.mostBytes = mostBytes;
    this.alwaysAllowed = alwaysAllowed;
  }

  /** From now on all jobs may cost so much heap. */
  synchronized void limit(long newMostBytes) {
    if (newMostBytes > mostBytes) {
      notifyAll();
    }
    mostBytes = newMostBytes;
  }

  /**
   * Waits for room and takes it; one thread at a time. Answers false where no more is taken. One
   * who was turned away is let in when there is room for several, and only after a moment where
   * there is for one: to be woken for each would cost more than to bring it, and those that wait
   * keep all busy meanwhile.
   */
  synchronized boolean admit(long weight) throws InterruptedException {
    asked = weight;
    below = mostUnended;
    if (!isWelcome()) {
      below = plenty;
      awaitRoom(MOMENT_NANOS);
      below = mostUnended;
      awaitRoom(Long.MAX_VALUE);
    }
    asked = NOBODY;
    if (closed) {
      return false;
    }
    unended++;
    aboard++;
    bytes += weight;
    return true;
  }

  private void awaitRoom(long nanos) throws InterruptedException {
    long begun = System.nanoTime();
    for (long left = nanos; left > 0 && !isWelcome(); left = nanos - (System.nanoTime() - begun)) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }

  /** Whether one who asks need not wait any longer. */
  private boolean isWelcome() {
    return closed || (asked != NOBODY && unended < below && !tooHeavy(asked));
  }

  private boolean tooHeavy(long weight) {
    return aboard >= alwaysAllowed && bytes + weight > mostBytes;
  }

  /** A job has ended, and from now on costs only so much. */
  synchronized void ended(long weightBefore, long weightNow) {
    unended--;
    bytes += weightNow - weightBefore;
    wake(unended == 0);
  }

  /** The outcome of a job is written, or given up. */
  synchronized void unloaded(long weight) {
    aboard--;
    bytes -= weight;
    wake(aboard == 0);
  }

  /** Wakes those who wait where one of them can go on. */
  private void wake(boolean empty) {
    if (empty || isWelcome()) {
      notifyAll();
    }
  }

  /** Takes no more; whoever waits is turned away. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  /** Whoever takes the outcomes is waited for no longer than {@link #PATIENCE_NANOS}. */
  synchronized void hurry() {
    hurried = true;
    notifyAll();
  }

  /** Waits until nothing is aboard; in a hurry, until all have ended and some patience is over. */
  synchronized void awaitEmpty() throws InterruptedException {
    long due = System.nanoTime() + PATIENCE_NANOS;
    while (aboard > 0) {
      if (!hurried || unended > 0) {
        wait();
        due = System.nanoTime() + PATIENCE_NANOS;
      } else {
        long rest = due - System.nanoTime();
        if (rest <= 0) {
          return;
        }
        TimeUnit.NANOSECONDS.timedWait(this, rest);
      }
    }
  }

  /** How many jobs wait or run. */
  synchronized int unended() {
    return unended;
  }

  /** How many jobs are on their way. */
  synchronized int aboard() {
    return aboard;
  }
}

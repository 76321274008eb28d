package io.plimsoll.cli.batch;

import java.util.concurrent.TimeUnit;

/**
 * The load line of a batch: how many jobs may be on their way, and how much heap they may cost,
 * from being read to being written. Whoever reads jobs waits here. Any thread may use it.
 */
final class Cargo {

  /** How long outcomes may take to be written once everything has ended and we are in a hurry. */
  static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final int mostUnended;
  private final int alwaysAllowed;

  private int unended;
  private int aboard;
  private long mostBytes;
  private long bytes;
  private boolean closed;
  private boolean hurried;

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

  /** Waits for room and takes it. Answers false where no more is taken. */
  synchronized boolean admit(long weight) throws InterruptedException {
    while (!closed && (unended >= mostUnended || tooHeavy(weight))) {
      wait();
    }
    if (closed) {
      return false;
    }
    unended++;
    aboard++;
    bytes += weight;
    return true;
  }

  private boolean tooHeavy(long weight) {
    return aboard >= alwaysAllowed && bytes + weight > mostBytes;
  }

  /** A job has ended, and from now on costs only so much. */
  synchronized void ended(long weightBefore, long weightNow) {
    unended--;
    bytes += weightNow - weightBefore;
    notifyAll();
  }

  /** The outcome of a job is written, or given up. */
  synchronized void unloaded(long weight) {
    aboard--;
    bytes -= weight;
    notifyAll();
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

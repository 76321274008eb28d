package io.plimsoll.pool;

import java.util.List;

/**
 * The closings that no helper had come to when all was closed, one after the other on a last
 * thread. From when it is told to hurry, none of them can take long that listens to an interrupt:
 * each begins with one. A closing that does not listen keeps those behind it from beginning.
 */
final class Rest implements Runnable {

  // Those that waited for a helper, at most as many as may wait.
  private final List<Closing> closings;
  private volatile boolean hurried;

  Rest(List<Closing> closings, boolean hurried) {
    this.closings = closings;
    this.hurried = hurried;
  }

  /** On a thread that is ended with this. */
  @Override
  public void run() {
    for (Closing closing : closings) {
      if (hurried) {
        Thread.currentThread().interrupt();
      }
      closing.run();
    }
  }

  /** On a thread that is not ours to interrupt. */
  void runHere() {
    for (Closing closing : closings) {
      closing.runHere();
    }
  }

  /** Interrupts the one that the thread is at, and each that it begins from now on. */
  void hurry(Thread thread) {
    hurried = true;
    thread.interrupt();
  }
}

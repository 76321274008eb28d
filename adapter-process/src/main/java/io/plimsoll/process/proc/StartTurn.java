package io.plimsoll.process.proc;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Has processes started one after the other. Any thread.
 *
 * <p>The JVM starts a process through a helper, which inherits every pipe that is open at that
 * moment. Two helpers at the same time hold the ends of each other's pipe: when the JVM is killed
 * then, both wait for an end of file for ever, and with them whoever else waits for a pipe of that
 * JVM to end, its sentinel above all. A start takes a millisecond or two.
 */
public final class StartTurn {

  /** A start that hangs, as over a named pipe that nobody opens, must not hold up all others. */
  private static final long MOST_MILLIS = 100;

  private static final ReentrantLock TURN = new ReentrantLock();

  private StartTurn() {}

  /** Starts a process when it is its turn. */
  public static Process start(ProcessBuilder builder) throws IOException {
    boolean taken = take();
    try {
      return builder.start();
    } finally {
      if (taken) {
        TURN.unlock();
      }
    }
  }

  private static boolean take() {
    try {
      return TURN.tryLock(MOST_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

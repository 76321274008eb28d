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
 * JVM to end, its sentinel above all. A start takes a millisecond or two, on a busy machine many
 * times that; so who waits does so as long as one start follows the other.
 *
 * <p>The JDK's thread that waits for a process inherits the class loader of the context it is
 * started in, and stays for a minute after the last process: it is started in none, or the classes
 * of an application would be held as long.
 */
public final class StartTurn {

  /** One that takes longer hangs, as over a named pipe that nobody opens: nobody waits for it. */
  private static final long HANGS_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final long LOOK_MILLIS = 20;

  private static final ReentrantLock TURN = new ReentrantLock(true);

  /** When the one whose turn it is began; meaningless while it is nobody's. */
  private static volatile long begunAt;

  private StartTurn() {}

  /** Starts a process when it is its turn. */
  public static Process start(ProcessBuilder builder) throws IOException {
    boolean taken = take();
    Thread thread = Thread.currentThread();
    ClassLoader loader = thread.getContextClassLoader();
    try {
      thread.setContextClassLoader(null);
      return builder.start();
    } finally {
      thread.setContextClassLoader(loader);
      if (taken) {
        // Whoever looks before the next one has begun must not take that one for hung.
        begunAt = System.nanoTime();
        TURN.unlock();
      }
    }
  }

  private static boolean take() {
    try {
      while (!TURN.tryLock(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        if (System.nanoTime() - begunAt > HANGS_NANOS) {
          return false;
        }
      }
      begunAt = System.nanoTime();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

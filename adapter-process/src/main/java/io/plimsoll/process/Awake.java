package io.plimsoll.process;

import io.plimsoll.port.LazyLogger;
import io.plimsoll.port.Threads;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps the kernel awake for moves into control groups while commands follow one another. The first
 * move for a while waits 5 to 10 ms until all processors have taken note that moves happen, and
 * meanwhile nobody here can fork or make a group; that is forgotten after some 15 ms.
 *
 * <p>Any thread. It has one thread, which is there while starts are near one another; each 8 ms
 * that costs some 50 microseconds.
 */
final class Awake {

  private static final Logger LOG = LazyLogger.of(Awake.class);
  private static final long EACH_NANOS = TimeUnit.MILLISECONDS.toNanos(8);

  private final Runnable move;
  private final Threads threads;
  private final Succession starts = new Succession();
  private final AtomicBoolean running = new AtomicBoolean();
  private volatile boolean closed;

  /**
   * Not awake yet.
   *
   * @param move moves somebody to where it is already
   */
  Awake(Runnable move, Threads threads) {
    this.move = move;
    this.threads = threads;
  }

  /** Whether it is kept awake now. */
  boolean isAwake() {
    return running.get();
  }

  /** A start: with another one near, it is kept awake from now on. Never throws. */
  void started() {
    if (starts.another() && !closed && running.compareAndSet(false, true)) {
      try {
        threads.daemon("plimsoll-awake", this::keep).start();
      } catch (IllegalStateException | OutOfMemoryError e) {
        running.set(false);
        LOG.log(Level.DEBUG, "no thread to keep the kernel awake", e); // starts are slower then
      }
    }
  }

  private void keep() {
    try {
      while (!closed && starts.goesOn()) {
        move.run();
        LockSupport.parkNanos(this, EACH_NANOS);
      }
    } finally {
      running.set(false);
    }
  }

  /** Its thread ends within some 10 ms. */
  void close() {
    closed = true;
  }
}

package io.plimsoll.core.loop;

import io.plimsoll.core.Bounded;
import io.plimsoll.port.LazyLogger;
import io.plimsoll.port.Threads;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One queue and one thread: whatever happens is put into the queue and handled one after the other,
 * so the order of decisions is total.
 *
 * <p>Either {@link #start} gives it a thread of its own, or a test calls {@link #turn} itself.
 *
 * @param <E> the type of what happens
 */
public final class EventLoop<E> {

  private static final System.Logger LOG = LazyLogger.of(EventLoop.class);

  private static final long ROOM_MILLIS = 50;

  @Bounded("by its capacity: a poster waits there; the loop itself never posts to a full queue")
  private final BlockingQueue<E> queue;

  private final Consumer<E> handler;
  private volatile boolean stopped;
  private volatile Thread thread = Thread.currentThread();
  private volatile boolean started;

  /**
   * A loop that has not begun.
   *
   * @param capacity how much may wait to be handled; a poster waits for room
   * @param handler handles one thing; what it throws is logged and the loop goes on
   */
  public EventLoop(int capacity, Consumer<E> handler) {
    this.queue = new LinkedBlockingQueue<>(capacity);
    this.handler = handler;
  }

  /**
   * Puts something into the queue. Any thread; waits while the queue is full, unless called by the
   * loop itself, which must not wait for itself.
   *
   * @throws IllegalStateException when the loop itself finds the queue full
   */
  public void post(E happening) {
    if (queue.offer(happening) || stopped) {
      return;
    }
    if (Thread.currentThread() == thread) {
      throw new IllegalStateException("loop: its queue is full and it posts to itself");
    }
    boolean interrupted = false;
    while (!stopped) {
      try {
        // Not for ever: nobody makes room any more once the loop is stopped.
        if (queue.offer(happening, ROOM_MILLIS, TimeUnit.MILLISECONDS)) {
          break;
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Handles one thing that waits, if there is one. Called by one thread at a time. */
  public boolean turn() {
    E next = queue.poll();
    if (next == null) {
      return false;
    }
    handle(next);
    return true;
  }

  /** Handles things on a daemon thread of this name until {@link #stop}. */
  public void start(String name) {
    start(name, Threads.uncounted());
  }

  /** The same on one of these threads. */
  public void start(String name, Threads threads) {
    Thread own = threads.daemon(name, new Turns());
    thread = own;
    started = true;
    own.start();
  }

  /**
   * Ends the thread after what it handles now. Waits for it at most so long, unless it is the
   * caller.
   */
  public void stop(long millis) throws InterruptedException {
    stopped = true;
    Thread running = thread;
    if (started && running != Thread.currentThread()) {
      running.interrupt();
      running.join(millis);
    }
  }

  /** Whether it was told to stop, so that nothing posted from now on is handled. */
  public boolean isStopped() {
    return stopped;
  }

  /** How much waits to be handled. */
  public int waiting() {
    return queue.size();
  }

  /** Handles one thing after the other until the loop is stopped. */
  private final class Turns implements Runnable {

    @Override
    public void run() {
      while (!stopped) {
        try {
          handle(queue.take());
        } catch (InterruptedException e) {
          // Only stop() interrupts; the condition decides.
        }
      }
    }
  }

  private void handle(E happening) {
    try {
      handler.accept(happening);
    } catch (RuntimeException | Error e) {
      // Also where no thread or no memory was to be had for one command: the others need the loop.
      LOG.log(System.Logger.Level.ERROR, "the loop could not handle " + happening, e);
    }
  }
}

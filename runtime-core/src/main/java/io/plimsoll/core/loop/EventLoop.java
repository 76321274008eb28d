package io.plimsoll.core.loop;

import io.plimsoll.core.Bounded;
import io.plimsoll.port.LazyLogger;
import io.plimsoll.port.Threads;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One queue, of which one thread at a time handles what is first: whatever happens is put into it
 * and handled one after the other, so the order of decisions is total.
 *
 * <p>Either {@link #start} gives it a thread of its own, or a test calls {@link #turn} itself. One
 * thread that posts often may lend a hand: see {@link #assist}.
 *
 * @param <E> the type of what happens
 */
public final class EventLoop<E> {

  private static final System.Logger LOG = LazyLogger.of(EventLoop.class);

  private static final long ROOM_MILLIS = 50;

  /**
   * What one call of an assistant handles: it has other things to do, and its loop has a thread.
   */
  private static final int AT_ONCE = 64;

  @Bounded("by its capacity: a poster waits there; the loop itself never posts to a full queue")
  private final BlockingQueue<E> queue;

  private final Consumer<E> handler;

  /** Held by whoever handles something. */
  private final ReentrantLock handling = new ReentrantLock();

  private volatile boolean stopped;
  private volatile Thread thread = Thread.currentThread();
  private volatile boolean started;

  /** Whether its own thread finds nothing to do and is to be woken. */
  private volatile boolean asleep;

  private volatile @Nullable Thread assistant;

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
   * Puts something into the queue. Any thread; waits while the queue is full, unless called by who
   * handles, who must not wait for itself.
   *
   * @throws IllegalStateException when who handles finds the queue full
   */
  public void post(E happening) {
    if (queue.offer(happening)) {
      // An assistant is about to look; so does, once more, whoever handles now.
      if (Thread.currentThread() != assistant && !handling.isLocked()) {
        wake();
      }
      return;
    }
    if (stopped) {
      return;
    }
    if (handling.isHeldByCurrentThread() || Thread.currentThread() == thread) {
      throw new IllegalStateException("loop: its queue is full and it posts to itself");
    }
    boolean interrupted = false;
    while (!stopped) {
      wake();
      try {
        // Not for ever: nobody makes room any more once the loop is stopped.
        if (queue.offer(happening, ROOM_MILLIS, TimeUnit.MILLISECONDS)) {
          wake();
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

  private void wake() {
    if (asleep) {
      LockSupport.unpark(thread);
    }
  }

  /**
   * Handles one thing that waits, if there is one; nothing while another thread handles something.
   */
  public boolean turn() {
    if (!handling.tryLock()) {
      return false;
    }
    try {
      E next = queue.poll();
      if (next != null) {
        handle(next);
      }
      return next != null;
    } finally {
      handling.unlock();
    }
  }

  /**
   * Handles what waits, on the calling thread, unless another does. Costs two locks that nobody
   * holds where nothing waits; handles so many at most, and leaves the others to the loop's own
   * thread.
   *
   * <p>Whoever once called this has to go on calling it after each {@link #post} of its own, which
   * wakes nobody any more: so what it tells is decided at once, in caches that are warm, without a
   * second thread that has to be woken. One thread at most, the first.
   */
  public void assist() {
    if (handling.isHeldByCurrentThread()) {
      return;
    }
    beAssistant();
    int left = AT_ONCE;
    while (left > 0 && !stopped && turn()) {
      left--;
    }
    if (!queue.isEmpty()) {
      wake();
    }
  }

  private synchronized void beAssistant() {
    if (assistant == null) {
      assistant = Thread.currentThread();
    }
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
   * Ends the thread after what it or its assistant handles now. Waits for that at most so long,
   * unless it is the caller.
   */
  public void stop(long millis) throws InterruptedException {
    stopped = true;
    Thread running = thread;
    if (!started || running == Thread.currentThread()) {
      return;
    }
    long due = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    running.interrupt();
    running.join(millis);
    if (handling.tryLock(Math.max(0, due - System.nanoTime()), TimeUnit.NANOSECONDS)) {
      handling.unlock();
    }
  }

  /** Whether it was told to stop, so that nothing posted from now on is handled. */
  public boolean isStopped() {
    return stopped;
  }

  /** Whether the calling thread is just handling something: it must not wait for anything else. */
  public boolean isHandling() {
    return handling.isHeldByCurrentThread();
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
        while (!stopped && turn()) {
          // Until nothing waits, or another handles it.
        }
        asleep = true;
        // Said first, then looked: who posts does it the other way round, so one of both sees it.
        if (queue.isEmpty() || handling.isLocked()) {
          LockSupport.park(EventLoop.this);
        }
        asleep = false;
        var unused = Thread.interrupted(); // only stop() interrupts, after it has said so
      }
    }
  }

  private static void tell(Object happening, Throwable e) {
    try {
      LOG.log(System.Logger.Level.ERROR, "the loop could not handle " + happening, e);
    } catch (Throwable again) {
      e.addSuppressed(again); // there is nobody left to be told
    }
  }

  private void handle(E happening) {
    try {
      handler.accept(happening);
    } catch (Throwable e) {
      // Also where no thread or no memory was to be had for one command: the others need the loop.
      tell(happening, e);
    }
  }
}

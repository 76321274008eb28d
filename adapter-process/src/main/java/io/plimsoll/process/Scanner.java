package io.plimsoll.process;

import io.plimsoll.port.LazyLogger;
import io.plimsoll.port.Threads;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The thread that looks into {@code /proc} and sends signals. Besides what it is asked it does a
 * round each second, while there is something to look at; what it is asked goes first, for a
 * quarter of a second. While it does nothing, another may do something small in its place: never
 * two at once.
 */
final class Scanner {

  private static final Logger LOG = LazyLogger.of(Scanner.class);
  private static final long ROUND_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** A round takes as long as many kills: it waits for what is asked for, up to this. */
  private static final long LATEST_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long SOON_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

  /** So long nothing must live until it rests. */
  private static final long IDLE_SECONDS = 10;

  /** Bounded by the requests of the live processes, which each bound theirs. */
  private final BlockingQueue<Runnable> tasks;

  /** Held by who carries something out. */
  private final ReentrantLock turn = new ReentrantLock();

  private final AtomicInteger live = new AtomicInteger();
  private final Runnable round;
  private final Runnable idle;
  private final Thread thread;
  private boolean started;
  private volatile boolean closed;

  /** Whether it waits without end: one who finds it so wakes it. */
  private volatile boolean asleep;

  /**
   * @param round what is done each second while something lives
   * @param idle what is done once when nothing has lived for {@value #IDLE_SECONDS} seconds
   */
  Scanner(Runnable round, Runnable idle, Threads threads) {
    this(round, idle, threads, new LinkedBlockingQueue<>());
  }

  /** For tests, which see to what waits. */
  Scanner(Runnable round, Runnable idle, Threads threads, BlockingQueue<Runnable> tasks) {
    this.tasks = tasks;
    this.round = round;
    this.idle = idle;
    this.thread = threads.daemon("plimsoll-scanner", new Rounds());
  }

  void execute(Runnable task) {
    tasks.add(task);
  }

  /** Something that may be done in the scanner's place. */
  @FunctionalInterface
  interface Quick {

    /** Does it where that takes no time; false where it is left to the scanner. */
    boolean atOnce();
  }

  /**
   * Does something here and now, which is sooner than to wake the scanner for it: false where that
   * or another is at work, or about to be, or where it came to nothing. Does not wait.
   */
  @SuppressWarnings("CatchingUnchecked")
  boolean now(Quick task) {
    if (!tasks.isEmpty() || !turn.tryLock()) {
      return false;
    }
    try {
      return task.atOnce();
    } catch (RuntimeException | Error e) {
      LOG.log(Level.WARNING, "a look failed", e);
      return false;
    } finally {
      turn.unlock();
    }
  }

  /** One process more to look at, or one less. */
  void live(int change) {
    if (change > 0) {
      start();
    }
    live.addAndGet(change);
    if (asleep) {
      tasks.add(new Nudge());
    }
  }

  /** Its thread is there afterwards. */
  synchronized void start() {
    if (!started && !closed) {
      thread.start(); // throws where there is no thread to be had: then the next one tries again
      started = true;
    }
  }

  synchronized @Nullable Thread close() {
    closed = true;
    tasks.add(new Nudge());
    return started ? thread : null;
  }

  /** Ends a wait for a task. */
  private record Nudge() implements Runnable {

    @Override
    public void run() {}
  }

  /** What its thread does. */
  private final class Rounds implements Runnable {

    @Override
    public void run() {
      long due = System.nanoTime() + ROUND_NANOS;
      while (!closed) {
        due = turn(due);
      }
      // What was asked for is done, above all the end of a command whose start came too late.
      for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
        carryOut(task);
      }
    }
  }

  /** One task, or one round that is due: when the next round is. */
  @SuppressWarnings("CatchingUnchecked")
  private long turn(long due) {
    try {
      Runnable task = tasks.poll(due - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (task != null) {
        carryOut(task);
      }
      long late = System.nanoTime() - due;
      if (late >= LATEST_NANOS || (late >= 0 && tasks.isEmpty())) {
        rest();
        carryOut(round);
        return System.nanoTime() + ROUND_NANOS;
      }
    } catch (InterruptedException e) {
      LOG.log(Level.DEBUG, "interrupted", e);
    } catch (RuntimeException | Error e) {
      LOG.log(Level.WARNING, "the scanner cannot wait for tasks now; tried again", e);
      LockSupport.parkNanos(this, AGAIN_NANOS); // such as for want of memory: not at once again
    }
    return due;
  }

  /** Whatever goes wrong with one, the others go on: there is no second thread to end trees. */
  @SuppressWarnings("CatchingUnchecked")
  private void carryOut(Runnable task) {
    takeTurn();
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      LOG.log(Level.WARNING, "a look failed", e);
    } finally {
      turn.unlock();
    }
  }

  /**
   * Also where there is no memory to queue for it, as the task that was taken is not to be lost.
   */
  private void takeTurn() {
    try {
      turn.lock();
    } catch (OutOfMemoryError e) {
      while (!turn.tryLock()) {
        LockSupport.parkNanos(this, SOON_NANOS); // who has it does something small
      }
    }
  }

  /** While nothing lives there are no rounds: waits for a task. */
  private void rest() throws InterruptedException {
    asleep = true;
    if (live.get() == 0 && !closed) {
      Runnable task = tasks.poll(IDLE_SECONDS, TimeUnit.SECONDS);
      if (task == null) {
        carryOut(idle);
        task = tasks.take();
      }
      asleep = false;
      carryOut(task);
    }
    asleep = false;
  }
}

package io.plimsoll.bootstrap;

import io.plimsoll.RuntimeObserver;
import io.plimsoll.port.LazyLogger;
import io.plimsoll.port.Threads;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One who listens, what waits for it, and its thread. Any thread may use it. */
final class Observing implements AutoCloseable {

  /** Notices that wait at most. */
  static final int MOST = 1_024;

  /** For what is missed, before a notice and before the end, and for the end. */
  private static final int BESIDES = 3;

  /** Bytes of captured output that wait at most; one that is larger is taken when none waits. */
  static final long MOST_BYTES = 4 << 20;

  private static final System.Logger LOG = LazyLogger.of(Observing.class);
  private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private record Notice(long bytes, Consumer<RuntimeObserver> call) {}

  private final RuntimeObserver observer;
  private final Consumer<Observing> gone;
  private final Queue<Notice> waiting = new ArrayDeque<>(); // MOST; more are dropped and counted
  private final CountDownLatch over = new CountDownLatch(1);
  private long bytes;
  private long missed;
  private boolean finishing;
  private boolean closed;
  private volatile @Nullable Thread thread;

  /**
   * One that is told nothing yet.
   *
   * @param gone is told when it listens no more
   */
  Observing(RuntimeObserver observer, Consumer<Observing> gone) {
    this.observer = observer;
    this.gone = gone;
  }

  void start(Threads threads) {
    Thread own = threads.daemon(RuntimeThreads.PREFIX + "observer", this::listen);
    thread = own;
    own.start();
  }

  /** Has it called, after what waits; drops that where as much waits as may. */
  synchronized void tell(long weight, Consumer<RuntimeObserver> call) {
    if (closed || finishing) {
      return;
    }
    if (waiting.size() >= MOST - BESIDES || (bytes > 0 && bytes + weight > MOST_BYTES)) {
      missed++;
      return;
    }
    tellMissed();
    add(new Notice(weight, call));
  }

  private void tellMissed() {
    if (missed > 0) {
      long many = missed;
      missed = 0;
      add(new Notice(0, one -> one.missed(many)));
    }
  }

  private void add(Notice notice) {
    waiting.add(notice);
    bytes += notice.bytes;
    notifyAll();
  }

  /** There comes no more: what waits is still told, then the end. */
  synchronized void finish() {
    if (!closed && !finishing) {
      tellMissed();
      add(new Notice(0, RuntimeObserver::closed));
      finishing = true;
    }
  }

  /** Waits for the end of its thread, until then; interrupts it where that comes before. */
  void awaitEnd(long due) {
    if (Thread.currentThread() == thread || awaitOver(due - System.nanoTime())) {
      return;
    }
    LOG.log(System.Logger.Level.WARNING, "an observer does not return and is left: {0}", observer);
    close(0);
  }

  /** Tells it nothing more. A call that is under way is waited for, at most a second. */
  @Override
  public void close() {
    close(CLOSE_NANOS);
  }

  private void close(long patience) {
    synchronized (this) {
      closed = true;
      waiting.clear();
      bytes = 0;
      notifyAll();
    }
    gone.accept(this);
    Thread own = thread;
    if (own != null && own != Thread.currentThread() && !awaitOver(patience)) {
      own.interrupt();
    }
  }

  private boolean awaitOver(long nanos) {
    boolean interrupted = false;
    long due = System.nanoTime() + nanos;
    try {
      while (true) {
        try {
          return over.await(due - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void listen() {
    try {
      for (Notice next = next(); next != null; next = next()) {
        next.call.accept(observer);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // it was left
    } catch (Throwable e) { // whatever it is
      LOG.log(System.Logger.Level.WARNING, "an observer threw and is taken off: " + observer, e);
    } finally {
      over.countDown();
      close(0);
    }
  }

  /** The next notice, when there is one; null when no more will come. */
  private synchronized @Nullable Notice next() throws InterruptedException {
    while (waiting.isEmpty() && !closed && !finishing) {
      wait();
    }
    Notice next = waiting.poll();
    if (next != null) {
      bytes -= next.bytes;
    }
    return next;
  }
}

package io.plimsoll.bootstrap;

import io.plimsoll.RuntimeObserver;
import io.plimsoll.command.Captured;
import io.plimsoll.command.Outcome;
import io.plimsoll.command.RefusedException;
import io.plimsoll.growth.Grown;
import io.plimsoll.memory.Measure;
import io.plimsoll.memory.Stage;
import io.plimsoll.port.EventSink;
import io.plimsoll.port.RuntimeEvent;
import io.plimsoll.port.Threads;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * Those who listen to a runtime. To tell them costs a lock that is held for a moment. Any thread.
 */
final class Observers implements EventSink, AutoCloseable {

  /** As many as may listen at once: each has a thread. */
  static final int MOST = 8;

  /** What the end of the runtime waits for them at most, all together. */
  private static final long END_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Threads threads;
  private final List<Observing> all = new CopyOnWriteArrayList<>(); // MOST: more are refused
  private boolean ended;

  Observers(Threads threads) {
    this.threads = threads;
  }

  /**
   * Has one told from now on, until what is answered is closed.
   *
   * @throws RefusedException where there are as many as may be, or the runtime is closed
   */
  synchronized AutoCloseable add(RuntimeObserver observer) {
    if (ended) {
      throw new RefusedException(
          RefusedException.Reason.CLOSED,
          "observer: the runtime is closed; observe it while it is open",
          Duration.ZERO);
    }
    if (all.size() >= MOST) {
      throw new RefusedException(
          RefusedException.Reason.OBSERVERS_FULL,
          "observer: %d listen, allowed %d; close some".formatted(MOST, MOST),
          Duration.ofSeconds(1));
    }
    Observing one = new Observing(observer, all::remove);
    all.add(one);
    try {
      one.start(threads);
    } catch (RuntimeException | Error e) {
      all.remove(one);
      throw e;
    }
    return one;
  }

  /** A decision, told to all. */
  @Override
  public void on(RuntimeEvent event) {
    for (Observing one : all) {
      one.tell(0, observer -> observer.decided(event));
    }
  }

  void ended(Outcome outcome) {
    long bytes = kept(outcome.stdout()) + kept(outcome.stderr());
    for (Observing one : all) {
      one.tell(bytes, observer -> observer.ended(outcome));
    }
  }

  private static long kept(Captured output) {
    return output.bytes() - output.droppedBytes();
  }

  void entered(Stage stage, Measure measure, String words) {
    for (Observing one : all) {
      one.tell(0, observer -> observer.entered(stage, measure, words));
    }
  }

  void grew(Grown grown) {
    for (Observing one : all) {
      one.tell(0, observer -> observer.grew(grown));
    }
  }

  /** How many listen. */
  int count() {
    return all.size();
  }

  /** Tells them what is left and that it is over; one that is stuck is let go after a second. */
  @Override
  public void close() {
    synchronized (this) {
      ended = true;
    }
    long due = System.nanoTime() + END_NANOS;
    List<Observing> last = List.copyOf(all);
    for (Observing one : last) {
      one.finish();
    }
    for (Observing one : last) {
      one.awaitEnd(due);
    }
    all.clear();
  }
}

package io.plimsoll.process;

import io.plimsoll.command.Captured;
import io.plimsoll.command.OutputLine;
import io.plimsoll.port.LazyLogger;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Hands an output to a subscriber line by line, at the subscriber's pace.
 *
 * <p>Holds one chunk at most, and one line that is not complete: while the chunk is not used up
 * nothing is wanted, and the writer blocks. When the command is over and its pipe is given up, the
 * rest of the pipe comes on top of that, once; all of it is handed over at the subscriber's pace,
 * for which the drainer is no longer needed. The subscriber is called by one courier at a time.
 */
final class LineRelay implements Receiver, Flow.Subscription {

  private static final Logger LOG = LazyLogger.of(LineRelay.class);

  private final Flow.Subscriber<? super OutputLine> subscriber;
  private final Executor couriers;
  private final Runnable wantsMore;
  private final LineSplitter splitter = new LineSplitter();

  /** Counted and told on the drainer's thread. */
  private long bytes;

  private volatile boolean dropping;

  // Guarded by this.
  private long demand;
  private boolean chunkPending;
  private boolean ended;
  private @Nullable Throwable failure;

  /** Whether the lines that are held go before the failure. */
  private boolean failsLast;

  private boolean scheduled;
  private boolean finished;
  private boolean greeted;

  /**
   * @param wantsMore run, on any thread, when reading may go on
   */
  LineRelay(Flow.Subscriber<? super OutputLine> subscriber, Executor couriers, Runnable wantsMore) {
    this.subscriber = subscriber;
    this.couriers = couriers;
    this.wantsMore = wantsMore;
  }

  /** Begins: the subscriber gets its subscription. */
  void begin() {
    schedule();
  }

  @Override
  public synchronized boolean wanted() {
    return dropping || finished || (demand > 0 && !chunkPending && !ended);
  }

  @Override
  public void take(ByteBuffer chunk) {
    bytes += chunk.remaining();
    synchronized (this) {
      if (dropping || finished || ended) {
        return;
      }
      splitter.feed(chunk);
      chunkPending = true;
    }
    schedule();
  }

  @Override
  public void ended(boolean whole) {
    end(whole ? null : givenUp(), false);
  }

  @Override
  public void endedAfterRest(boolean whole) {
    end(whole ? null : givenUp(), true);
  }

  private static IllegalStateException givenUp() {
    return new IllegalStateException("output: was given up before its end; the command is over");
  }

  /** Ends it, with an error where one is given. Only the first end counts. */
  void fail(@Nullable Throwable reason) {
    end(reason, false);
  }

  private void end(@Nullable Throwable reason, boolean afterRest) {
    synchronized (this) {
      if (!ended) {
        ended = true;
        failure = reason;
        failsLast = afterRest;
      }
    }
    schedule(); // also where it had ended: there may have been no thread to tell it
  }

  @Override
  public Captured captured() {
    return new Captured(bytes, new byte[0], new byte[0]);
  }

  @Override
  public void request(long n) {
    synchronized (this) {
      if (n <= 0) {
        ended = true;
        dropping = true;
        failsLast = false;
        failure = new IllegalArgumentException("request: is " + n + "; must be at least 1; try 1");
      } else {
        demand = demand + n < 0 ? Long.MAX_VALUE : demand + n;
      }
    }
    schedule();
    wantsMore.run();
  }

  @Override
  public void cancel() {
    synchronized (this) {
      dropping = true;
      finished = true;
    }
    wantsMore.run();
  }

  @SuppressWarnings("CatchingUnchecked")
  private void schedule() {
    synchronized (this) {
      if (scheduled || (finished && greeted)) {
        return;
      }
      scheduled = true;
    }
    try {
      couriers.execute(this::deliver);
    } catch (RejectedExecutionException e) {
      notScheduled();
      LOG.log(Level.DEBUG, "closed: nothing more is delivered", e);
    } catch (RuntimeException | Error e) {
      notScheduled();
      LOG.log(Level.WARNING, "no thread for a subscriber now; tried again when more happens", e);
    }
  }

  private synchronized void notScheduled() {
    scheduled = false;
  }

  private void deliver() {
    try {
      if (first()) {
        subscriber.onSubscribe(this);
      }
      Step step = step();
      while (step != Step.REST) {
        run(step);
        step = step();
      }
    } catch (Throwable thrown) {
      LOG.log(Level.WARNING, "a subscriber failed; the rest of the output is dropped", thrown);
      synchronized (this) {
        scheduled = false;
      }
      cancel();
    }
  }

  private synchronized boolean first() {
    boolean first = !greeted;
    greeted = true;
    return first;
  }

  private enum Step {
    LINE,
    MORE,
    COMPLETE,
    ERROR,
    REST
  }

  private @Nullable OutputLine next;

  /** Decides the next step under the lock; the subscriber is called without it. */
  private synchronized Step step() {
    if (!finished && failure != null && (!failsLast || splitter.isEmpty())) {
      finished = true;
      dropping = true;
      return Step.ERROR;
    }
    if (!finished && demand > 0) {
      next = splitter.next(ended);
      if (next != null) {
        demand--;
        return Step.LINE;
      }
      if (chunkPending) {
        chunkPending = false;
        return Step.MORE;
      }
    }
    if (!finished && ended && splitter.isEmpty()) {
      finished = true;
      return Step.COMPLETE;
    }
    scheduled = false;
    return Step.REST;
  }

  private void run(Step step) {
    OutputLine line = next;
    if (step == Step.LINE && line != null) {
      subscriber.onNext(line);
    } else if (step == Step.MORE) {
      wantsMore.run();
    } else if (step == Step.COMPLETE) {
      subscriber.onComplete();
    } else if (step == Step.ERROR) {
      Throwable reason = failure;
      subscriber.onError(reason == null ? new IllegalStateException("output: failed") : reason);
    }
  }
}

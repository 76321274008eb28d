package io.plimsoll.core.supervise;

import io.plimsoll.command.ByteSize;
import io.plimsoll.command.Captured;
import io.plimsoll.command.Outcome;
import io.plimsoll.command.OutcomeKind;
import io.plimsoll.core.subprocess.Verdict;
import io.plimsoll.port.LazyLogger;
import io.plimsoll.port.ProcessObserver.Settled;
import io.plimsoll.port.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes an outcome of how a command ended, and hands it to whoever waits for it. */
final class Delivery {
  private static final System.Logger LOG = LazyLogger.of(Delivery.class);

  private static final Settled NO_OUTPUT =
      new Settled(Captured.NOTHING, Captured.NOTHING, List.of());

  private final Ticker ticker;
  private final Executor executor;
  private final Semaphore places;
  private @Nullable Consumer<Outcome> listener;

  /**
   * Hands out nothing yet.
   *
   * @param executor completes the outcomes that something may be chained to, one after the other
   * @param places takes back the place of each command that has its outcome
   */
  Delivery(Ticker ticker, Executor executor, Semaphore places) {
    this.ticker = ticker;
    this.executor = executor;
    this.places = places;
  }

  /**
   * Each outcome is told to this one before it is handed out; it neither throws nor waits. Before
   * the loop begins.
   */
  void toldTo(Consumer<Outcome> one) {
    listener = one;
  }

  /**
   * Hands the outcome out: here where it is waited for at most, as a woken thread less is a faster
   * answer. On the loop.
   *
   * @return false where nobody was told, such as for want of memory, and it is to be tried again
   */
  boolean conclude(Job job, Verdict verdict) {
    try {
      Runnable deliver = new Handing(job, outcome(job, verdict));
      if (!job.unlessChained(deliver)) {
        handOut(deliver);
      }
      return true;
    } catch (Throwable e) {
      LOG.log(System.Logger.Level.ERROR, "the outcome of " + job + " came to nothing", e);
      return job.outcome().isDone();
    }
  }

  @SuppressWarnings("CatchingUnchecked")
  private void handOut(Runnable deliver) {
    try {
      executor.execute(deliver);
    } catch (RuntimeException | Error e) {
      deliver.run(); // it is closed, or has no thread; what it has queued all the same does nothing
    }
  }

  /** One outcome on its way to who waits for it. Only its first run counts. */
  private final class Handing implements Runnable {
    private final Job job;
    private final Outcome outcome;
    private final AtomicBoolean handed = new AtomicBoolean();

    Handing(Job job, Outcome outcome) {
      this.job = job;
      this.outcome = outcome;
    }

    @Override
    public void run() {
      if (!handed.compareAndSet(false, true)) {
        return;
      }
      places.release();
      try {
        if (listener != null) {
          listener.accept(outcome);
        }
      } finally {
        job.outcome().complete(outcome);
      }
    }
  }

  /** What became of a command that nobody starts any more. */
  Outcome neverRan(Job job, String words) {
    long now = ticker.nanos();
    return outcome(job, Verdict.neverRan(OutcomeKind.CANCELLED, words, Optional.empty(), now));
  }

  /** What became of a command that ends now. */
  Outcome outcome(Job job, Verdict verdict) {
    Settled outputs = Optional.ofNullable(job.outputs).orElse(NO_OUTPUT);
    long lived = verdict.started() ? ticker.nanos() - verdict.vitals().startedAt() : 0;
    return new Outcome(
        job.lease,
        job.command,
        verdict.kind(),
        verdict.reason(),
        verdict.exitCode(),
        verdict.signal(),
        verdict.failure(),
        job.attempt,
        ticker.wallTime().minusNanos(lived),
        Duration.ofNanos(lived),
        ByteSize.bytes(verdict.vitals().peakBytes()),
        verdict.vitals().processes(),
        verdict.survivors(),
        outputs.stdout(),
        outputs.stderr(),
        outputs.holders());
  }
}

package io.plimsoll.core.supervise;

import io.plimsoll.command.ByteSize;
import io.plimsoll.command.Captured;
import io.plimsoll.command.Outcome;
import io.plimsoll.core.subprocess.Verdict;
import io.plimsoll.port.ProcessObserver.Settled;
import io.plimsoll.port.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * Makes an outcome of how a command ended, and hands it to whoever waits for it.
 *
 * @param ticker the time
 * @param executor completes the outcomes that something may be chained to, one after the other
 * @param places takes back the place of each command that has its outcome
 * @param told is told each outcome before it is handed out; neither throws nor waits
 */
record Delivery(Ticker ticker, Executor executor, Semaphore places, Consumer<Outcome> told) {

  private static final Settled NO_OUTPUT =
      new Settled(Captured.NOTHING, Captured.NOTHING, List.of());

  /**
   * Hands the outcome out: here where it is waited for at most, as a woken thread less is a faster
   * answer. On the loop.
   */
  void conclude(Job job, Verdict verdict) {
    Outcome outcome = outcome(job, verdict);
    Runnable deliver =
        () -> {
          places.release();
          told.accept(outcome);
          job.outcome().complete(outcome);
        };
    if (job.unlessChained(deliver)) {
      return;
    }
    try {
      executor.execute(deliver);
    } catch (RejectedExecutionException e) {
      deliver.run();
    }
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

package io.plimsoll.core.supervise;

import io.plimsoll.command.OutcomeKind;
import io.plimsoll.command.Retry;
import io.plimsoll.command.StartFailure;
import io.plimsoll.core.subprocess.Verdict;
import java.time.Duration;
import java.util.Optional;

/**
 * Decides whether a command that ended is tried again.
 *
 * @param retry how often and after what pause
 */
public record RetryPolicy(Retry retry) {

  /** The pause before the next attempt, or empty if this verdict stands. */
  public Optional<Duration> after(int attempt, Verdict verdict) {
    return attempt <= retry.times() && mayHelp(verdict)
        ? Optional.of(retry.pauseBefore(attempt + 1))
        : Optional.empty();
  }

  /** How many attempts there may be after this one. */
  int left(int attempt) {
    return Math.max(0, retry.times() + 1 - attempt);
  }

  private static boolean mayHelp(Verdict verdict) {
    OutcomeKind kind = verdict.kind();
    return switch (kind) {
      case FAILED, SIGNALLED, TIMED_OUT, OVER_MEMORY, SHED -> true;
      case NOT_STARTED ->
          verdict.failure().map(f -> f.kind() == StartFailure.Kind.EXHAUSTED).orElse(false);
      case SUCCEEDED, CANCELLED -> false;
    };
  }
}

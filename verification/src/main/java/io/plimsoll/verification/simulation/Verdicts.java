package io.plimsoll.verification.simulation;

import io.plimsoll.command.Outcome;
import io.plimsoll.command.OutcomeKind;
import io.plimsoll.core.Due;
import io.plimsoll.testkit.ScriptedProcess;
import io.plimsoll.verification.simulation.ProcessPlan.Start;
import org.jspecify.annotations.Nullable;

/** Compares an outcome with what really happened. */
record Verdicts(Watch watch, Tracked command, Outcome outcome, long now) {

  void check() {
    watch.check(!outcome.reason().isBlank(), "reasons are never empty", outcome.lease());
    watch.check(
        outcome.attempt() <= command.plan.retries() + 1, "retries are bounded", outcome.lease());
    watch.check(!outcome.duration().isNegative(), "a duration is not negative", outcome.duration());
    watch.check(
        isTrue(),
        "an outcome says what happened",
        "command %d: %s, %s".formatted(command.plan.number(), outcome.kind(), outcome.reason()));
    watch.check(
        !isTriedAgain() || outcome.attempt() == command.plan.retries() + 1,
        "no retry is lost",
        "command %d: %s after attempt %d"
            .formatted(command.plan.number(), outcome.kind(), outcome.attempt()));
  }

  private boolean isTriedAgain() {
    boolean retryable =
        switch (outcome.kind()) {
          case FAILED, SIGNALLED, TIMED_OUT, OVER_MEMORY -> true;
          default -> false;
        };
    return retryable && command.cancelAt == Due.NEVER;
  }

  private boolean isTrue() {
    CommandPlan plan = command.plan;
    OutcomeKind kind = outcome.kind();
    boolean never = command.attempts.isEmpty();
    if (never) {
      return kind == OutcomeKind.CANCELLED && command.cancelAt != Due.NEVER;
    }
    Attempt last = command.attempts.get(command.attempts.size() - 1);
    ScriptedProcess process = last.process;
    return switch (kind) {
      case SUCCEEDED -> left(process) && last.plan().exitStatus() == 0;
      case FAILED, SIGNALLED -> left(process) && last.plan().exitStatus() != 0;
      case TIMED_OUT -> plan.timeout() > 0 && ranOut(last, process);
      case OVER_MEMORY -> plan.memory() > 0 && last.plan().lastBytes() > 0;
      case CANCELLED ->
          command.cancelAt != Due.NEVER
              || (plan.endsWithInput() && last.plan().inputEnds() != ProcessPlan.NEVER);
      case NOT_STARTED ->
          process == null || process.startToldAt().isEmpty() || last.plan().start() != Start.WELL;
      case SHED -> false;
    };
  }

  private static boolean left(@Nullable ScriptedProcess process) {
    return process != null && process.exitToldAt().isPresent();
  }

  private boolean ranOut(Attempt last, @Nullable ScriptedProcess process) {
    boolean started = process != null && process.startToldAt().isPresent();
    long from = process != null && started ? process.startedAt() : last.launchedAt;
    return now - from - command.plan.timeoutNanos() >= 0;
  }
}

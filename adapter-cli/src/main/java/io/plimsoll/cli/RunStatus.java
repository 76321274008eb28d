package io.plimsoll.cli;

import io.plimsoll.command.Outcome;
import io.plimsoll.command.StartFailure;
import io.plimsoll.command.StopSignal;

/** Which status {@code run} leaves with, given how its command ended. */
final class RunStatus {

  private RunStatus() {}

  /**
   * The status for an outcome.
   *
   * @param preserve whether a command that timed out keeps its own status
   */
  static int of(Outcome outcome, boolean preserve) {
    return switch (outcome.kind()) {
      // Cancelled without a signal to us: its input ended, and it was given the grace to leave.
      case SUCCEEDED, FAILED, SIGNALLED, CANCELLED -> own(outcome);
      case TIMED_OUT -> {
        boolean killed = outcome.signal().filter(StopSignal.KILL::equals).isPresent();
        yield killed || preserve ? own(outcome) : Status.TIMED_OUT;
      }
      case OVER_MEMORY -> Status.of(StopSignal.KILL);
      case SHED -> Status.TRY_LATER;
      case NOT_STARTED -> notStarted(outcome);
    };
  }

  /** The command's own status, or 128 + n where signal n ended it. */
  private static int own(Outcome outcome) {
    if (outcome.exitCode().isPresent()) {
      return outcome.exitCode().getAsInt();
    }
    return outcome.signal().isPresent() ? Status.of(outcome.signal().get()) : Status.FAILED;
  }

  private static int notStarted(Outcome outcome) {
    return switch (outcome.failure().map(StartFailure::kind).orElse(StartFailure.Kind.LAUNCHER)) {
      case NOT_FOUND -> Status.NOT_FOUND;
      case NOT_EXECUTABLE -> Status.NOT_EXECUTABLE;
      case EXHAUSTED, UNFIT, LAUNCHER -> Status.OURS;
    };
  }
}

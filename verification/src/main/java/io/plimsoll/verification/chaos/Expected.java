package io.plimsoll.verification.chaos;

import io.plimsoll.command.Outcome;
import io.plimsoll.command.OutcomeKind;
import io.plimsoll.command.StartFailure;
import io.plimsoll.command.StopSignal;
import java.util.Optional;
import java.util.Set;

/** Compares the outcome of a deed with what it did. */
final class Expected {

  private Expected() {}

  /**
   * What is wrong with the outcome, if anything is.
   *
   * @param endsWithCommand whether the kernel ends what a command leaves behind in the same moment
   */
  static Optional<String> complaint(Deed deed, Outcome outcome, boolean endsWithCommand) {
    return isRight(deed, outcome, endsWithCommand)
        ? Optional.empty()
        : Optional.of(
            "%s: %s, status %s, signal %s, failure %s, %s: not what it did"
                .formatted(
                    deed,
                    outcome.kind().word(),
                    outcome.exitCode(),
                    outcome.signal(),
                    outcome.failure(),
                    outcome.reason()));
  }

  private static boolean isRight(Deed deed, Outcome outcome, boolean endsWithCommand) {
    return switch (deed.mischief()) {
      case EXITS, NEVER_READS, DOUBLE_FORKS, DAEMON, SCRUBBED, CLOSES, PYTHON ->
          left(deed, outcome);
      case HOLDS -> left(deed, outcome) && (endsWithCommand || !outcome.pipeHolders().isEmpty());
      case FLOODS ->
          left(deed, outcome)
              && outcome.stdout().bytes() == 2_000_000
              && outcome.stderr().bytes() == 1_000_000;
      case READS -> outcome.succeeded() && outcome.stdout().bytes() == Toolbox.ECHOED_BYTES;
      case REMOVED -> left(outcome, 6);
      case RUNS_AWAY -> left(outcome, 0);
      case DIES, STRUCK -> signalled(outcome, OutcomeKind.SIGNALLED, Set.of(deed.signal()));
      case HEEDS_TERM, STORM -> heeded(deed, outcome);
      case FLOODS_ON -> heeded(deed, outcome) && outcome.stdout().bytes() > 0;
      // The signal may come before the trap is set.
      case IGNORES_TERM, STOPS ->
          signalled(outcome, OutcomeKind.TIMED_OUT, Set.of(StopSignal.TERM, StopSignal.KILL));
      case CANCELLED, KILLED, SCOPED -> outcome.kind() == OutcomeKind.CANCELLED;
      case TOO_LONG -> refused(outcome, StartFailure.Kind.UNFIT);
      case MISSING, NO_FOLDER -> refused(outcome, StartFailure.Kind.NOT_FOUND);
      case FORBIDDEN -> refused(outcome, StartFailure.Kind.NOT_EXECUTABLE);
      // The platform hands what has no format to sh, which finds no command in it, or no text;
      // what leads into a control group does not, and tells that it is no program.
      case NO_FORMAT ->
          left(outcome, 127)
              || left(outcome, 126)
              || refused(outcome, StartFailure.Kind.NOT_EXECUTABLE);
    };
  }

  /** A busy machine may be too slow for the grace: then KILL is right, and not before. */
  private static boolean heeded(Deed deed, Outcome outcome) {
    boolean overdue = outcome.duration().toMillis() >= deed.timeoutMillis() + deed.graceMillis();
    return signalled(
        outcome,
        OutcomeKind.TIMED_OUT,
        overdue ? Set.of(StopSignal.TERM, StopSignal.KILL) : Set.of(StopSignal.TERM));
  }

  private static boolean left(Deed deed, Outcome outcome) {
    return left(outcome, deed.status());
  }

  /** A status of 128 + n cannot be told from signal n. */
  private static boolean left(Outcome outcome, int status) {
    Optional<StopSignal> signal = StopSignal.ofStatus(status);
    if (signal.isPresent()) {
      return signalled(outcome, OutcomeKind.SIGNALLED, Set.of(signal.get()));
    }
    OutcomeKind kind = status == 0 ? OutcomeKind.SUCCEEDED : OutcomeKind.FAILED;
    return outcome.kind() == kind && outcome.exitCode().orElse(-1) == status;
  }

  private static boolean signalled(Outcome outcome, OutcomeKind kind, Set<StopSignal> signals) {
    return outcome.kind() == kind && outcome.signal().filter(signals::contains).isPresent();
  }

  private static boolean refused(Outcome outcome, StartFailure.Kind kind) {
    return outcome.kind() == OutcomeKind.NOT_STARTED
        && outcome.failure().filter(failure -> failure.kind() == kind).isPresent();
  }
}

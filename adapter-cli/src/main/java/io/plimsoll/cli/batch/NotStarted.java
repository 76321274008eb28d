package io.plimsoll.cli.batch;

import io.plimsoll.command.ByteSize;
import io.plimsoll.command.Captured;
import io.plimsoll.command.Command;
import io.plimsoll.command.Outcome;
import io.plimsoll.command.OutcomeKind;
import io.plimsoll.command.StartFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Outcomes of commands that were not handed to the runtime, like those of the runtime. */
final class NotStarted {

  private NotStarted() {}

  /** That of a command that cannot start, as of now. */
  static Outcome outcome(Command command, StartFailure failure) {
    return outcome(command, OutcomeKind.NOT_STARTED, failure.words(), Optional.of(failure));
  }

  /** That of a command that was not begun for lack of something else, as of now. */
  static Outcome shed(Command command, String reason) {
    return outcome(command, OutcomeKind.SHED, reason, Optional.empty());
  }

  /** That of a command that was not begun since no more are, as of now. */
  static Outcome cancelled(Command command, String reason) {
    return outcome(command, OutcomeKind.CANCELLED, reason, Optional.empty());
  }

  private static Outcome outcome(
      Command command, OutcomeKind kind, String reason, Optional<StartFailure> failure) {
    return new Outcome(
        "",
        command,
        kind,
        reason,
        OptionalInt.empty(),
        Optional.empty(),
        failure,
        command.attempts().first(),
        Instant.now(),
        Duration.ZERO,
        ByteSize.NONE,
        0,
        0,
        Captured.NOTHING,
        Captured.NOTHING,
        List.of());
  }
}

package io.plimsoll.cli;

import static io.plimsoll.command.OutcomeKind.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.command.ByteSize;
import io.plimsoll.command.Captured;
import io.plimsoll.command.Command;
import io.plimsoll.command.Outcome;
import io.plimsoll.command.OutcomeKind;
import io.plimsoll.command.StartFailure;
import io.plimsoll.command.StopSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RunStatusTest {

  private static final OptionalInt NONE = OptionalInt.empty();

  static Stream<Arguments> table() {
    return Stream.of(
        row(0, 0, SUCCEEDED, OptionalInt.of(0), null, null),
        row(7, 7, FAILED, OptionalInt.of(7), null, null),
        row(134, 134, SIGNALLED, OptionalInt.of(134), StopSignal.ABRT, null),
        row(139, 139, SIGNALLED, NONE, StopSignal.SEGV, null),
        row(124, 143, TIMED_OUT, NONE, StopSignal.TERM, null),
        row(124, 130, TIMED_OUT, NONE, StopSignal.INT, null),
        row(124, 3, TIMED_OUT, OptionalInt.of(3), StopSignal.TERM, null),
        row(124, 0, TIMED_OUT, OptionalInt.of(0), StopSignal.TERM, null),
        row(137, 137, TIMED_OUT, NONE, StopSignal.KILL, null),
        row(137, 137, OVER_MEMORY, NONE, StopSignal.KILL, null),
        row(143, 143, CANCELLED, NONE, StopSignal.TERM, null),
        row(0, 0, CANCELLED, OptionalInt.of(0), StopSignal.TERM, null),
        row(75, 75, SHED, NONE, null, null),
        row(127, 127, NOT_STARTED, NONE, null, StartFailure.Kind.NOT_FOUND),
        row(126, 126, NOT_STARTED, NONE, null, StartFailure.Kind.NOT_EXECUTABLE),
        row(125, 125, NOT_STARTED, NONE, null, StartFailure.Kind.EXHAUSTED),
        row(125, 125, NOT_STARTED, NONE, null, StartFailure.Kind.UNFIT),
        row(125, 125, NOT_STARTED, NONE, null, StartFailure.Kind.LAUNCHER));
  }

  private static Arguments row(
      int status,
      int preserved,
      OutcomeKind kind,
      OptionalInt exit,
      StopSignal signal,
      StartFailure.Kind failure) {
    return Arguments.of(status, preserved, outcome(kind, exit, signal, failure));
  }

  /** An outcome of {@code true} that ended so. */
  static Outcome outcome(
      OutcomeKind kind, OptionalInt exit, StopSignal signal, StartFailure.Kind failure) {
    return new Outcome(
        "s-1",
        Command.of("true"),
        kind,
        "because",
        exit,
        Optional.ofNullable(signal),
        Optional.ofNullable(failure).map(k -> new StartFailure(k, "words")),
        1,
        Instant.EPOCH,
        Duration.ofMillis(12),
        ByteSize.NONE,
        1,
        0,
        Captured.NOTHING,
        Captured.NOTHING,
        List.of());
  }

  @ParameterizedTest
  @MethodSource("table")
  void theStatusIsTheConventionalOne(int status, int preserved, Outcome outcome) {
    assertThat(RunStatus.of(outcome, false)).isEqualTo(status);
    assertThat(RunStatus.of(outcome, true)).isEqualTo(preserved);
  }
}

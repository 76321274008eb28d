package io.plimsoll.command;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Null is refused where it is given, by name, and not where it would be used. */
class NothingGivenTest {

  private static final Command COMMAND = Command.of("true");

  static Stream<Arguments> given() {
    return Stream.of(
        refused("environment", () -> COMMAND.environment(null)),
        refused("stdin", () -> COMMAND.stdin(null)),
        refused("stdout", () -> COMMAND.stdout(null)),
        refused("stderr", () -> COMMAND.stderr(null)),
        refused("limits", () -> COMMAND.limits(null)),
        refused("retry", () -> COMMAND.retry(null)),
        refused("attempts", () -> COMMAND.attempts(null)),
        refused("memory", () -> limits(null, StopSignal.TERM, Optional.empty())),
        refused("firstSignal", () -> limits(Optional.empty(), null, Optional.empty())),
        refused("survivors", () -> limits(Optional.empty(), StopSignal.TERM, null)),
        refused("source", () -> Stdin.stream(null)),
        refused("path", () -> Stdin.file(null)),
        refused("subscriber", () -> Output.lines(null)),
        refused("path", () -> Output.file(null)),
        refused("path", () -> Output.append(null)));
  }

  private static Command.Limits limits(
      Optional<ByteSize> memory, StopSignal first, Optional<Survivors> survivors) {
    return new Command.Limits(
        Optional.empty(), Optional.empty(), memory, first, survivors, false, false);
  }

  private static Arguments refused(String name, ThrowingCallable giving) {
    return Arguments.of(name, giving);
  }

  @ParameterizedTest
  @MethodSource("given")
  void isRefusedByName(String name, ThrowingCallable giving) {
    assertThatThrownBy(giving).isInstanceOf(NullPointerException.class).hasMessage(name);
  }
}

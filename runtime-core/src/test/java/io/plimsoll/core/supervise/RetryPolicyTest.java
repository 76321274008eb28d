package io.plimsoll.core.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.command.OutcomeKind;
import io.plimsoll.command.Retry;
import io.plimsoll.command.StartFailure;
import io.plimsoll.core.subprocess.Verdict;
import io.plimsoll.core.subprocess.Vitals;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RetryPolicyTest {

  private final RetryPolicy policy = new RetryPolicy(new Retry(3, Duration.ofSeconds(2)));

  private static Verdict verdict(OutcomeKind kind, Optional<StartFailure> failure) {
    return new Verdict(
        kind, "why", OptionalInt.empty(), Optional.empty(), failure, Vitals.startedAt(0), true, 0);
  }

  @ParameterizedTest
  @EnumSource(OutcomeKind.class)
  void triesAgainWhatAnotherTryMayHelp(OutcomeKind kind) {
    boolean helps =
        switch (kind) {
          case FAILED, SIGNALLED, TIMED_OUT, OVER_MEMORY, SHED -> true;
          case SUCCEEDED, CANCELLED, NOT_STARTED -> false;
        };
    assertThat(policy.after(1, verdict(kind, Optional.empty())).isPresent()).isEqualTo(helps);
  }

  @ParameterizedTest
  @EnumSource(StartFailure.Kind.class)
  void aFailedStartIsTriedAgainOnlyWhereTheSystemLackedSomething(StartFailure.Kind kind) {
    Verdict verdict =
        verdict(OutcomeKind.NOT_STARTED, Optional.of(new StartFailure(kind, "words")));
    assertThat(policy.after(1, verdict).isPresent()).isEqualTo(kind == StartFailure.Kind.EXHAUSTED);
  }

  @Test
  void pausesDoubleAndTheNumberOfAttemptsIsBounded() {
    Verdict failed = verdict(OutcomeKind.FAILED, Optional.empty());
    assertThat(policy.after(1, failed)).contains(Duration.ofSeconds(2));
    assertThat(policy.after(2, failed)).contains(Duration.ofSeconds(4));
    assertThat(policy.after(3, failed)).contains(Duration.ofSeconds(8));
    assertThat(policy.after(4, failed)).isEmpty();
  }

  @Test
  void eachAttemptTakesOneOfThoseThatAreLeft() {
    assertThat(policy.left(1)).isEqualTo(3);
    assertThat(policy.left(3)).isEqualTo(1);
    assertThat(policy.left(4)).isZero();
    assertThat(policy.left(5)).isZero();
  }
}

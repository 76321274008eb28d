package io.plimsoll.core.subprocess;

import static io.plimsoll.core.subprocess.Samples.NOW;
import static io.plimsoll.core.subprocess.Samples.POLICY;
import static io.plimsoll.core.subprocess.Samples.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.command.ByteSize;
import io.plimsoll.command.Command;
import io.plimsoll.command.OutcomeKind;
import io.plimsoll.command.StartFailure;
import io.plimsoll.command.StopSignal;
import io.plimsoll.command.Survivors;
import io.plimsoll.core.Due;
import io.plimsoll.core.subprocess.SubprocessEffect.Conclude;
import io.plimsoll.core.subprocess.SubprocessEvent.Cancelled;
import io.plimsoll.core.subprocess.SubprocessEvent.StartFailed;
import io.plimsoll.core.subprocess.SubprocessEvent.Started;
import io.plimsoll.core.subprocess.SubprocessEvent.Tick;
import io.plimsoll.core.subprocess.SubprocessState.Ended;
import io.plimsoll.core.subprocess.SubprocessState.Killing;
import io.plimsoll.core.subprocess.SubprocessState.Queued;
import io.plimsoll.core.subprocess.SubprocessState.Running;
import io.plimsoll.core.subprocess.SubprocessState.Starting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From the queue to the first breath, or to the end without one. */
class StartTest {

  private static final StartFailure FAILURE =
      new StartFailure(StartFailure.Kind.NOT_FOUND, "there is no such program");
  private static final Starting STARTING = Starting.since(NOW, NOW + 10 * SECOND);

  private static Starting starting(Starting from, SubprocessEvent event, long now) {
    return (Starting) POLICY.on(from, event, now).next();
  }

  private static Verdict verdict(SubprocessState ended) {
    return ((Ended) ended).verdict();
  }

  @ParameterizedTest
  @CsvSource({"END,false,true", "END,true,false", "KEEP,false,false", "KEEP,true,false"})
  void onlyWhatMayNotStayAndIsNotDetachedIsEnded(
      Survivors survivors, boolean detached, boolean ended) {
    Command.Limits limits =
        new Command.Limits(
            Optional.of(Duration.ofSeconds(1)),
            Optional.of(Duration.ofSeconds(2)),
            Optional.of(ByteSize.bytes(3)),
            StopSignal.INT,
            Optional.of(survivors),
            detached,
            true);
    assertThat(SubprocessPolicy.of(limits))
        .isEqualTo(new SubprocessPolicy(SECOND, 2 * SECOND, 3, StopSignal.INT, ended, true));
  }

  @Test
  void whatIsCancelledInTheQueueNeverRanAndSaysWhy() {
    var next = POLICY.on(new Queued(NOW), new Cancelled("enough", false), NOW);
    Verdict verdict = verdict(next.next());
    assertThat(verdict.kind()).isEqualTo(OutcomeKind.CANCELLED);
    assertThat(verdict.reason()).isEqualTo("cancelled before it started: enough");
    assertThat(verdict.started()).isFalse();
    assertThat(next.effects()).containsExactly(new Conclude(verdict));
  }

  @Test
  void withoutATimeoutItHasNoDeadline() {
    SubprocessPolicy endless = new SubprocessPolicy(0, SECOND, 0, StopSignal.TERM, true, false);
    Running running = (Running) endless.on(STARTING, new Started(NOW, ""), NOW).next();
    assertThat(running.deadline()).isEqualTo(Due.NEVER);
    assertThat(running.due()).isEqualTo(Due.NEVER);
  }

  @Test
  void aFailedStartSaysWhyAndAnUnwantedOneThatItWasNotWanted() {
    Verdict failed = verdict(POLICY.on(STARTING, new StartFailed(FAILURE), NOW).next());
    assertThat(failed.kind()).isEqualTo(OutcomeKind.NOT_STARTED);
    assertThat(failed.reason()).isEqualTo("there is no such program");
    assertThat(failed.failure()).contains(FAILURE);
    Starting unwanted = starting(STARTING, new Cancelled("enough", false), NOW);
    Verdict cancelled = verdict(POLICY.on(unwanted, new StartFailed(FAILURE), NOW).next());
    assertThat(cancelled.kind()).isEqualTo(OutcomeKind.CANCELLED);
    assertThat(cancelled.reason()).isEqualTo("cancelled: enough");
    assertThat(cancelled.failure()).isEmpty();
  }

  @Test
  void aStartThatFailsAfterItWasGivenUpForLackOfRoomWasGivenUp() {
    Starting unwanted = starting(STARTING, new Cancelled("no room", false, true), NOW);
    Verdict shed = verdict(POLICY.on(unwanted, new StartFailed(FAILURE), NOW).next());
    assertThat(shed.kind()).isEqualTo(OutcomeKind.SHED);
    assertThat(shed.reason()).isEqualTo("given up: no room");
    assertThat(shed.failure()).isEmpty();
  }

  @Test
  void aStartThatFailsWhileItIsStoppedForAnotherReasonFailedAllTheSame() {
    for (SubprocessState stopped :
        List.of(
            Samples.stopping(Samples.LATE, OptionalInt.empty(), false, true),
            Samples.killing(OptionalInt.empty(), false))) {
      Verdict failed = verdict(POLICY.on(stopped, new StartFailed(FAILURE), NOW).next());
      assertThat(failed.kind()).isEqualTo(OutcomeKind.NOT_STARTED);
      assertThat(failed.reason()).isEqualTo("there is no such program");
      assertThat(failed.failure()).contains(FAILURE);
    }
  }

  @Test
  void aStartCancelledAtOnceIsOverTwoSecondsLaterWhateverTheGrace() {
    Starting unwanted = starting(STARTING, new Cancelled("enough", true), NOW);
    Killing killing = (Killing) POLICY.on(unwanted, new Started(NOW, ""), NOW + SECOND - 1).next();
    assertThat(killing.patience().deadEnd()).isEqualTo(Due.after(NOW, 2 * SECOND));
  }

  @Test
  void aPoliteCancelDoesNotTakeBackOneAtOnce() {
    Starting unwanted = starting(STARTING, new Cancelled("now", true), NOW);
    Starting again = starting(unwanted, new Cancelled("later", false), NOW);
    assertThat(again.latest()).isEqualTo(unwanted.latest());
    var started = POLICY.on(again, new Started(NOW, ""), NOW + 1);
    assertThat(started.next()).isInstanceOf(Killing.class);
    assertThat(((Killing) started.next()).stop().words()).isEqualTo("cancelled: now");
  }

  @ParameterizedTest
  @CsvSource({"30,TIMED_OUT", "31,NOT_STARTED", "0,NOT_STARTED"})
  void aStartGivenUpIsATimeoutOnlyWhereTheTimeoutGaveItUp(long timeout, OutcomeKind kind) {
    SubprocessPolicy policy =
        new SubprocessPolicy(timeout * SECOND, SECOND, 0, StopSignal.TERM, true, false);
    Starting starting = (Starting) policy.launch(NOW).next();
    assertThat(starting.due()).isEqualTo(Due.after(NOW, 30 * SECOND));
    Verdict verdict = verdict(policy.on(starting, new Tick(), starting.due()).next());
    assertThat(verdict.kind()).isEqualTo(kind);
    assertThat(verdict.reason()).isEqualTo("had not started after 30 s");
  }

  @Test
  void anUnwantedStartGivenUpSaysBoth() {
    Starting unwanted = starting(STARTING, new Cancelled("enough", false), NOW);
    assertThat(verdict(POLICY.on(unwanted, new Tick(), unwanted.due()).next()).reason())
        .isEqualTo("cancelled: enough; had not started after 1 s");
  }
}

package io.plimsoll.core.subprocess;

import static io.plimsoll.core.subprocess.Samples.LATE;
import static io.plimsoll.core.subprocess.Samples.LEFT;
import static io.plimsoll.core.subprocess.Samples.MEBIBYTE;
import static io.plimsoll.core.subprocess.Samples.NOW;
import static io.plimsoll.core.subprocess.Samples.POLICY;
import static io.plimsoll.core.subprocess.Samples.SECOND;
import static io.plimsoll.core.subprocess.Samples.VITALS;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.command.OutcomeKind;
import io.plimsoll.command.StopSignal;
import io.plimsoll.core.Due;
import io.plimsoll.core.Transition;
import io.plimsoll.core.subprocess.SubprocessEffect.Conclude;
import io.plimsoll.core.subprocess.SubprocessEffect.Release;
import io.plimsoll.core.subprocess.SubprocessEffect.Settle;
import io.plimsoll.core.subprocess.SubprocessEffect.Signal;
import io.plimsoll.core.subprocess.SubprocessEffect.Survey;
import io.plimsoll.core.subprocess.SubprocessEvent.Cancelled;
import io.plimsoll.core.subprocess.SubprocessEvent.Exited;
import io.plimsoll.core.subprocess.SubprocessEvent.InputEnded;
import io.plimsoll.core.subprocess.SubprocessEvent.Started;
import io.plimsoll.core.subprocess.SubprocessEvent.Surveyed;
import io.plimsoll.core.subprocess.SubprocessEvent.Tick;
import io.plimsoll.core.subprocess.SubprocessState.Ended;
import io.plimsoll.core.subprocess.SubprocessState.Killing;
import io.plimsoll.core.subprocess.SubprocessState.Running;
import io.plimsoll.core.subprocess.SubprocessState.Settling;
import io.plimsoll.core.subprocess.SubprocessState.Starting;
import io.plimsoll.core.subprocess.SubprocessState.Stopping;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SubprocessPolicyTest {

  /** For each state, what follows each event; events that change nothing are left out. */
  private static final String TABLE =
      """
      queued: admitted -> Starting [Launch]
      queued: cancelled -> Ended [Conclude]
      queued: atOnce -> Ended [Conclude]
      starting: started -> Running []
      starting: startFailed -> Ended [Release, Conclude]
      starting: cancelled -> Starting []
      starting: atOnce -> Starting []
      starting unwanted: started -> Stopping [CloseInput, Signal]
      starting unwanted: startFailed -> Ended [Release, Conclude]
      starting unwanted: atOnce -> Starting []
      running: startFailed -> Ended [Release, Conclude]
      running: exited -> Stopping [Survey]
      running: inputEnded -> Running []
      running: members -> Running []
      running: over -> Killing [CloseInput, Signal]
      running: empty -> Running []
      running: cancelled -> Stopping [CloseInput, Signal]
      running: atOnce -> Killing [CloseInput, Signal]
      stopping left: exited -> Stopping [Survey]
      stopping left: members -> Stopping [CloseInput, Signal]
      stopping left: over -> Killing [CloseInput, Signal, Survey]
      stopping left: empty -> Settling [Settle]
      stopping left: atOnce -> Killing [CloseInput, Signal, Survey]
      stopping asked: startFailed -> Ended [Release, Conclude]
      stopping asked: exited -> Stopping [Survey]
      stopping asked: members -> Stopping []
      stopping asked: over -> Killing [CloseInput, Signal]
      stopping asked: empty -> Stopping []
      stopping asked: atOnce -> Killing [CloseInput, Signal]
      stopping empty: startFailed -> Ended [Release, Conclude]
      stopping empty: exited -> Settling [Settle]
      stopping empty: members -> Stopping []
      stopping empty: over -> Killing [CloseInput, Signal]
      stopping empty: empty -> Stopping []
      stopping empty: atOnce -> Killing [CloseInput, Signal]
      killing: exited -> Killing [Survey]
      killing: members -> Killing []
      killing: over -> Killing []
      killing: empty -> Settling [Settle]
      killing empty: startFailed -> Ended [Release, Conclude]
      killing empty: exited -> Settling [Settle]
      killing empty: members -> Killing []
      killing empty: over -> Killing []
      killing empty: empty -> Killing []
      settling: settled -> Ended [Release, Conclude]
      """;

  private static Transition<SubprocessState, SubprocessEffect> on(
      SubprocessState state, SubprocessEvent event, long now) {
    return POLICY.on(state, event, now);
  }

  private static List<String> names(List<SubprocessEffect> effects) {
    return effects.stream().map(effect -> effect.getClass().getSimpleName()).toList();
  }

  @Test
  void everyStateAnswersEveryEventAsTheTableSays() {
    StringBuilder found = new StringBuilder();
    Samples.states()
        .forEach(
            (stateName, state) ->
                Samples.events()
                    .forEach(
                        (eventName, event) -> {
                          var next = on(state, event, NOW);
                          if (!next.equals(Transition.stay(state))) {
                            found.append(
                                "%s: %s -> %s %s%n"
                                    .formatted(
                                        stateName,
                                        eventName,
                                        next.next().getClass().getSimpleName(),
                                        names(next.effects())));
                          }
                        }));
    assertThat(found.toString()).isEqualToNormalizingNewlines(TABLE);
  }

  @Test
  void aTickBeforeTheDueTimeChangesNothingAndAtTheDueTimeSomething() {
    Samples.states()
        .forEach(
            (name, state) -> {
              if (state.due() != Due.NEVER) {
                assertThat(on(state, new Tick(), state.due() - 1))
                    .isEqualTo(Transition.stay(state));
                var next = on(state, new Tick(), state.due());
                assertThat(next).as(name).isNotEqualTo(Transition.stay(state));
                assertThat(Due.reached(next.next().due(), state.due())).as(name).isFalse();
              }
            });
  }

  @Test
  void aCommandPastItsTimeoutIsAskedAndAfterItsGraceKilled() {
    var running = (Running) on(Samples.states().get("starting"), new Started(NOW, ""), NOW).next();
    assertThat(running.deadline()).isEqualTo(Due.after(NOW, 10 * SECOND));
    var asked = on(running, new Tick(), NOW + 10 * SECOND);
    assertThat(asked.effects()).contains(new Signal(StopSignal.TERM, "ran 10 s, allowed 10 s"));
    Stopping stopping = (Stopping) asked.next();
    assertThat(stopping.killAt()).isEqualTo(NOW + 15 * SECOND);
    var killed = on(stopping, new Tick(), NOW + 15 * SECOND);
    assertThat(killed.effects()).contains(new Signal(StopSignal.KILL, "ran 10 s, allowed 10 s"));
    assertThat(((Killing) killed.next()).patience().deadEnd()).isEqualTo(NOW + 17 * SECOND);
  }

  @Test
  void whatDoesNotDieIsGivenUpAndNamed() {
    Killing killing = Samples.killing(OptionalInt.empty(), false);
    var givenUp = on(killing, new Tick(), killing.patience().giveUpAt());
    Verdict verdict = ((Settling) givenUp.next()).verdict();
    assertThat(verdict.survivors()).isEqualTo(2);
    assertThat(verdict.reason()).contains("2 of its processes were left: sh (1), sleep (2)");
    var ended = on(givenUp.next(), new Tick(), givenUp.next().due());
    assertThat(ended.effects()).containsExactly(new Release(), new Conclude(verdict));
  }

  @Test
  void aGraceOfZeroAndAFirstSignalKillNeedNoAsking() {
    for (SubprocessPolicy policy :
        List.of(
            new SubprocessPolicy(SECOND, 0, 0, StopSignal.TERM, true, false),
            new SubprocessPolicy(SECOND, SECOND, 0, StopSignal.KILL, true, false))) {
      var killed = policy.on(Samples.states().get("running"), new Cancelled("enough", false), NOW);
      assertThat(killed.next()).isInstanceOf(Killing.class);
      assertThat(killed.effects()).contains(new Signal(StopSignal.KILL, "cancelled: enough"));
    }
  }

  @Test
  void aCancelAtOnceIsRememberedWhileItStarts() {
    var unwanted = on(Samples.states().get("starting"), new Cancelled("enough", true), NOW);
    assertThat(on(unwanted.next(), new Started(NOW, ""), NOW + 1).effects())
        .contains(new Signal(StopSignal.KILL, "cancelled: enough"));
    var twice =
        on(
            on(Samples.states().get("starting"), new Cancelled("enough", false), NOW).next(),
            new Cancelled("now", true),
            NOW);
    assertThat(on(twice.next(), new Started(NOW, ""), NOW + 1).next()).isInstanceOf(Killing.class);
  }

  @Test
  void aStartThatIsNotWantedIsGivenUpSoonAndEndsWithinGraceAndTwoSeconds() {
    var unwanted =
        (Starting) on(Samples.states().get("starting"), new Cancelled("x", false), NOW).next();
    assertThat(unwanted.due()).isEqualTo(Due.after(NOW, SECOND));
    var stopping = (Stopping) on(unwanted, new Started(NOW, ""), NOW + SECOND - 1).next();
    var killing = (Killing) on(stopping, new Tick(), stopping.killAt()).next();
    assertThat(killing.patience().deadEnd()).isEqualTo(NOW + 7 * SECOND);
    assertThat(Samples.kind(on(unwanted, new Tick(), unwanted.due()).next()))
        .isEqualTo(OutcomeKind.CANCELLED);
  }

  @Test
  void aStartThatIsNeverAnsweredIsGivenUp() {
    Starting starting = (Starting) POLICY.launch(NOW).next();
    assertThat(starting.due()).isEqualTo(Due.after(NOW, 10 * SECOND));
    var ended = on(starting, new Tick(), starting.due());
    // It may have started at this very moment: it is killed before it is let go.
    assertThat(names(ended.effects())).containsExactly("Signal", "Release", "Conclude");
    assertThat(((Signal) ended.effects().get(0)).signal()).isEqualTo(StopSignal.KILL);
    assertThat(Samples.kind(ended.next())).isEqualTo(OutcomeKind.TIMED_OUT);
    SubprocessPolicy endless = new SubprocessPolicy(0, SECOND, 0, StopSignal.TERM, true, false);
    Starting patient = (Starting) endless.launch(NOW).next();
    assertThat(patient.due()).isEqualTo(Due.after(NOW, SubprocessPolicy.START_LIMIT));
    assertThat(Samples.kind(endless.on(patient, new Tick(), patient.due()).next()))
        .isEqualTo(OutcomeKind.NOT_STARTED);
  }

  @Test
  void survivorsAreAskedThenKilledWithinGraceAndTwoSecondsOfTheExit() {
    var left = on(Samples.states().get("running"), new Exited(0), NOW);
    assertThat(left.effects()).containsExactly(new Survey(2));
    long seen = NOW + SECOND - 1;
    var asked = on(left.next(), new Surveyed(Samples.members(1)), seen);
    assertThat(asked.effects()).contains(new Signal(StopSignal.TERM, "it left 1 members behind"));
    Stopping stopping = (Stopping) asked.next();
    assertThat(stopping.killAt()).isEqualTo(Due.after(seen, 5 * SECOND));
    var killing = (Killing) on(stopping, new Tick(), stopping.killAt()).next();
    assertThat(killing.patience().deadEnd()).isEqualTo(NOW + 7 * SECOND);
    Settling settling =
        (Settling) on(killing, new Surveyed(Samples.empty(2)), NOW + 6 * SECOND).next();
    assertThat(settling.verdict().kind()).isEqualTo(OutcomeKind.SUCCEEDED);
    assertThat(settling.verdict().reason())
        .isEqualTo("left with status 0; it left 1 members behind, which was ended by KILL");
  }

  @Test
  void whatIsLeftBehindUnseenIsAskedBeforeItIsKilled() {
    Stopping left = (Stopping) on(Samples.states().get("running"), new Exited(0), NOW).next();
    assertThat(left.killAt()).isEqualTo(Due.after(NOW, SECOND));
    var asked = on(left, new Tick(), left.killAt());
    assertThat(asked.effects())
        .contains(new Signal(StopSignal.TERM, "it left behind what could not be seen in time"));
  }

  @Test
  void survivorsThatMayStayAreCountedAndLeftAlone() {
    SubprocessPolicy keeps = new SubprocessPolicy(0, SECOND, 0, StopSignal.TERM, false, false);
    SubprocessState left = keeps.on(Samples.states().get("running"), new Exited(0), NOW).next();
    var settling = keeps.on(left, new Surveyed(Samples.members(2)), NOW);
    assertThat(names(settling.effects())).containsExactly("Settle");
    assertThat(((Settling) settling.next()).verdict().survivors()).isEqualTo(2);
    assertThat(keeps.on(left, new Cancelled("x", true), NOW)).isEqualTo(Transition.stay(left));
    assertThat(names(keeps.on(left, new Tick(), ((Stopping) left).killAt()).effects()))
        .containsExactly("Settle");
  }

  @Test
  void oneEmptyLookIsNotEnough() {
    Stopping left = Samples.stopping(LEFT, OptionalInt.of(0), false, false);
    var again = on(left, new Surveyed(Samples.empty(1)), NOW);
    assertThat(again.next()).isInstanceOf(Stopping.class);
    assertThat(again.effects()).isEmpty();
    assertThat(again.next().due()).isEqualTo(Due.after(NOW, SubprocessPolicy.FIRST_PAUSE));
  }

  @Test
  void theEndOfItsInputGivesItTheGraceToLeave() {
    Running running = new Running(VITALS, Due.NEVER, false, Due.NEVER);
    Running leaving = (Running) on(running, new InputEnded(), NOW).next();
    assertThat(leaving.deadline()).isEqualTo(Due.after(NOW, 5 * SECOND));
    var asked = on(leaving, new Tick(), leaving.deadline());
    assertThat(((Stopping) asked.next()).stop().cause()).isEqualTo(StopCause.INPUT_ENDED);
    Running near = new Running(VITALS, NOW + SECOND, false, Due.NEVER);
    assertThat(((Running) on(near, new InputEnded(), NOW).next()).leaving()).isFalse();
  }

  @Test
  void memoryIsReadOftenEnoughForOneGibibyteASecond() {
    assertThat(POLICY.nextReading(0, NOW) - NOW).isEqualTo(97_656_250L);
    assertThat(POLICY.nextReading(99 * MEBIBYTE, NOW) - NOW).isEqualTo(10_000_000L);
    assertThat(POLICY.nextReading(300 * MEBIBYTE, NOW) - NOW).isEqualTo(10_000_000L);
    SubprocessPolicy roomy =
        new SubprocessPolicy(0, SECOND, 5000 * MEBIBYTE, StopSignal.TERM, true, false);
    assertThat(roomy.nextReading(0, NOW) - NOW).isEqualTo(SECOND);
    SubprocessPolicy unlimited = new SubprocessPolicy(0, SECOND, 0, StopSignal.TERM, true, false);
    assertThat(unlimited.nextReading(0, NOW)).isEqualTo(Due.NEVER);
    assertThat(unlimited.isOver(Long.MAX_VALUE)).isFalse();
  }

  @Test
  void theOutputsGetWhatTimeIsLeftAndNoMore() {
    Stopping late = Samples.stopping(LATE, OptionalInt.of(0), false, true);
    long now = late.latest() - 300_000_000L;
    var settling = on(late, new Surveyed(Samples.empty(2)), now);
    assertThat(settling.effects())
        .containsExactly(new Settle(SubprocessPolicy.QUIET, 200_000_000L));
    assertThat(settling.next().due()).isEqualTo(late.latest());
  }

  @Test
  void reasonsSayWhatHappenedAndHowItEnded() {
    String reasons =
        List.of(
                new Verdicts(LATE, VITALS, OptionalInt.of(143), 0).after(true, StopSignal.TERM),
                new Verdicts(LATE, VITALS, OptionalInt.of(137), 0).afterKill(true, StopSignal.TERM),
                new Verdicts(LATE, VITALS, OptionalInt.of(0), 0).afterKill(false, StopSignal.TERM),
                new Verdicts(LEFT, VITALS, OptionalInt.of(139), 0).after(false, StopSignal.TERM),
                new Verdicts(LEFT, VITALS, OptionalInt.of(2), 0).after(false, StopSignal.TERM))
            .stream()
            .map(v -> v.kind().word() + " " + v.reason())
            .collect(Collectors.joining("\n"));
    assertThat(reasons)
        .isEqualTo(
            """
            timed-out ran 10 s, allowed 10 s; ended by TERM
            timed-out ran 10 s, allowed 10 s; ended by KILL
            timed-out ran 10 s, allowed 10 s; left when asked, what it left behind was ended by KILL
            signalled ended by signal SEGV (status 139)
            failed left with status 2""");
  }

  @Test
  void endedAnswersNothingAnyMore() {
    Ended ended = (Ended) Samples.states().get("ended");
    Samples.events()
        .forEach((n, event) -> assertThat(on(ended, event, NOW)).isEqualTo(Transition.stay(ended)));
  }
}

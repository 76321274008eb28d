package io.plimsoll.core.subprocess;

import static io.plimsoll.core.subprocess.Samples.LATE;
import static io.plimsoll.core.subprocess.Samples.LEFT;
import static io.plimsoll.core.subprocess.Samples.MEBIBYTE;
import static io.plimsoll.core.subprocess.Samples.NOW;
import static io.plimsoll.core.subprocess.Samples.POLICY;
import static io.plimsoll.core.subprocess.Samples.SECOND;
import static io.plimsoll.core.subprocess.Samples.VITALS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plimsoll.command.OutcomeKind;
import io.plimsoll.command.StopSignal;
import io.plimsoll.core.Due;
import io.plimsoll.core.Transition;
import io.plimsoll.core.subprocess.SubprocessEffect.Signal;
import io.plimsoll.core.subprocess.SubprocessEffect.Survey;
import io.plimsoll.core.subprocess.SubprocessEvent.Cancelled;
import io.plimsoll.core.subprocess.SubprocessEvent.Exited;
import io.plimsoll.core.subprocess.SubprocessEvent.InputEnded;
import io.plimsoll.core.subprocess.SubprocessEvent.Surveyed;
import io.plimsoll.core.subprocess.SubprocessEvent.Tick;
import io.plimsoll.core.subprocess.SubprocessState.Killing;
import io.plimsoll.core.subprocess.SubprocessState.Running;
import io.plimsoll.core.subprocess.SubprocessState.Settling;
import io.plimsoll.core.subprocess.SubprocessState.Stopping;
import io.plimsoll.port.ProcessObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a running command turns to its end, is asked, and is killed. */
class EndOfRunTest {

  private static final Running RUNNING = new Running(VITALS, NOW + 9 * SECOND, false, NOW + SECOND);

  private static Transition<SubprocessState, SubprocessEffect> on(
      SubprocessState state, SubprocessEvent event, long now) {
    return POLICY.on(state, event, now);
  }

  private static List<Long> millisOfPauses(SubprocessPolicy policy, SubprocessState from) {
    List<Long> pauses = new ArrayList<>();
    SubprocessState state = from;
    long now = NOW;
    for (int look = 0; look < 9; look++) {
      state =
          policy
              .on(state, new Surveyed(new ProcessObserver.Survey(1, 0, 0, 1, "sh (1)")), now)
              .next();
      long next = state instanceof Stopping s ? s.nextLook() : ((Killing) state).nextLook();
      pauses.add((next - now) / 1_000_000);
      now = next;
    }
    return pauses;
  }

  /** While the command itself runs its exit says when to look. */
  @ParameterizedTest
  @CsvSource({"true, 1, 500", "false, 50, 50"})
  void whoIsLeftOfACommandThatHasExitedIsLookedForAtOnce(
      boolean exited, long afterTermMillis, long afterKillMillis) {
    SubprocessPolicy unlimited =
        new SubprocessPolicy(10 * SECOND, SECOND, 0, StopSignal.TERM, true, true);
    OptionalInt exit = exited ? OptionalInt.of(0) : OptionalInt.empty();
    var asked = unlimited.stop(LEFT, VITALS, exit, Due.NEVER, NOW);
    assertThat(((Stopping) asked.next()).nextLook())
        .isEqualTo(NOW + Duration.ofMillis(afterTermMillis).toNanos());
    var killed = unlimited.kill(LEFT, VITALS, exit, Due.NEVER, NOW);
    assertThat(((Killing) killed.next()).nextLook())
        .isEqualTo(NOW + Duration.ofMillis(afterKillMillis).toNanos());
    assertThat(killed.effects().contains(new Survey(SubprocessPolicy.LOOKS))).isEqualTo(exited);
  }

  @Test
  void theEndOfItsInputCountsOnceAndOnlyWhereItWasAskedFor() {
    SubprocessPolicy deaf =
        new SubprocessPolicy(10 * SECOND, SECOND, 0, StopSignal.TERM, true, false);
    assertThat(deaf.on(RUNNING, new InputEnded(), NOW)).isEqualTo(Transition.stay(RUNNING));
    Running leaving = (Running) on(RUNNING, new InputEnded(), NOW).next();
    assertThat(leaving.deadline()).isEqualTo(Due.after(NOW, 5 * SECOND));
    assertThat(on(leaving, new InputEnded(), NOW + SECOND)).isEqualTo(Transition.stay(leaving));
  }

  @Test
  void theEndOfItsInputGivesNoMoreTimeThanTheTimeoutLeft() {
    Running near = new Running(VITALS, NOW + SECOND, false, Due.NEVER);
    Running still = (Running) on(near, new InputEnded(), NOW).next();
    assertThat(still.deadline()).isEqualTo(NOW + SECOND);
    var late = on(still, new Tick(), still.deadline());
    assertThat(((Stopping) late.next()).stop().cause()).isEqualTo(StopCause.TIMED_OUT);
  }

  @Test
  void atItsMemoryLimitItMayLiveAndPastItNot() {
    assertThat(POLICY.isOver(100 * MEBIBYTE)).isFalse();
    assertThat(POLICY.isOver(100 * MEBIBYTE + 1)).isTrue();
  }

  @Test
  void aTreePastItsMemoryLimitWhileItLeavesIsNamedForWhatItIs() {
    SubprocessEvent over = new Surveyed(Samples.members(200));
    Killing asked =
        (Killing) on(Samples.stopping(LATE, OptionalInt.empty(), false, true), over, NOW).next();
    assertThat(asked.stop())
        .isEqualTo(new Stop(StopCause.OVER_MEMORY, "its tree held 200m, allowed 100m"));
    Killing left =
        (Killing) on(Samples.stopping(LEFT, OptionalInt.of(0), false, false), over, NOW).next();
    assertThat(left.stop()).isEqualTo(new Stop(StopCause.EXITED, "it left 200 members behind"));
  }

  @Test
  void afterItsExitLooksComeEverMoreSlowlyButNeverMoreThan50MillisecondsApart() {
    SubprocessPolicy roomy = new SubprocessPolicy(0, 5 * SECOND, 0, StopSignal.TERM, true, false);
    SubprocessState asked = roomy.on(RUNNING, new Cancelled("enough", false), NOW).next();
    SubprocessState killed = roomy.on(RUNNING, new Cancelled("enough", true), NOW).next();
    for (SubprocessState state : List.of(asked, killed)) {
      SubprocessState exited = roomy.on(state, new Exited(0), NOW).next();
      assertThat(millisOfPauses(roomy, exited))
          .containsExactly(2L, 4L, 8L, 16L, 32L, 50L, 50L, 50L, 50L);
    }
  }

  /** The exit is told, so that a look before it says little; but a KILL may have been lost. */
  @Test
  void beforeItsExitLooksAre50MillisecondsApart() {
    SubprocessPolicy roomy = new SubprocessPolicy(0, 5 * SECOND, 0, StopSignal.TERM, true, false);
    for (boolean atOnce : List.of(false, true)) {
      SubprocessState state = roomy.on(RUNNING, new Cancelled("enough", atOnce), NOW).next();
      assertThat(state.due()).isEqualTo(NOW + SECOND / 20);
      assertThat(millisOfPauses(roomy, state)).containsOnly(50L);
    }
  }

  @Test
  void aTreeWithAMemoryLimitIsReadSoonWhileItLeaves() {
    SubprocessState leaving = on(RUNNING, new Cancelled("enough", false), NOW).next();
    assertThat(leaving.due()).isEqualTo(NOW + SECOND / 100);
  }

  @Test
  void aCancelAtOnceEndsTheGraceForTheReasonThatItIsLeaving() {
    Stopping asked = Samples.stopping(LATE, OptionalInt.empty(), false, true);
    assertThat(on(asked, new Cancelled("enough", true), NOW).effects())
        .contains(new Signal(StopSignal.KILL, "ran 10 s, allowed 10 s"));
    Stopping left = Samples.stopping(LEFT, OptionalInt.of(0), false, false);
    assertThat(on(left, new Cancelled("enough", true), NOW).effects())
        .contains(new Signal(StopSignal.KILL, "it left behind what could not be seen in time"));
  }

  @Test
  void survivorsMayStayOnlyAfterACommandThatLeftByItself() {
    SubprocessPolicy keeps = new SubprocessPolicy(0, SECOND, 0, StopSignal.TERM, false, false);
    Stopping asked = Samples.stopping(LATE, OptionalInt.of(0), false, true);
    assertThat(keeps.on(asked, new Tick(), asked.killAt()).next()).isInstanceOf(Killing.class);
    assertThat(keeps.on(asked, new Cancelled("enough", true), NOW).next())
        .isInstanceOf(Killing.class);
  }

  @Test
  void survivorsThatLeaveWhenAskedAreNamedInTheReason() {
    SubprocessState left = on(RUNNING, new Exited(0), NOW).next();
    SubprocessState asked = on(left, new Surveyed(Samples.members(1)), NOW).next();
    Settling settling = (Settling) on(asked, new Surveyed(Samples.empty(2)), NOW + 1).next();
    assertThat(settling.verdict().reason())
        .isEqualTo("left with status 0; it left 1 members behind, which was ended by TERM");
  }

  @ParameterizedTest
  @CsvSource({"3,3,TERM", "143,-1,TERM", "130,-1,INT", "-1,-1,TERM"})
  void aStatusOfItsOwnIsKeptAndASignalIsNoStatus(int exit, int kept, StopSignal by) {
    OptionalInt status = exit < 0 ? OptionalInt.empty() : OptionalInt.of(exit);
    Verdict verdict = new Verdicts(LATE, VITALS, status, 0).after(true, StopSignal.TERM);
    assertThat(verdict.kind()).isEqualTo(OutcomeKind.TIMED_OUT);
    assertThat(verdict.exitCode()).isEqualTo(kept < 0 ? OptionalInt.empty() : status);
    assertThat(verdict.signal()).contains(by);
  }

  @Test
  void whatWillNotDieIsGivenUpEarlyEnoughToReadItsOutputs() {
    Killing killing = (Killing) on(RUNNING, new Cancelled("enough", true), NOW).next();
    Patience patience = killing.patience();
    assertThat(patience.giveUpAt()).isEqualTo(Due.after(NOW, Patience.KILL_LIMIT));
    assertThat(patience.deadEnd()).isEqualTo(Due.after(NOW, SubprocessPolicy.AFTER_GRACE));
    SubprocessState seen = on(killing, new Surveyed(Samples.members(2)), NOW).next();
    Settling settling = (Settling) on(seen, new Tick(), patience.giveUpAt()).next();
    assertThat(settling.verdict().survivors()).isEqualTo(2);
    assertThat(settling.due()).isEqualTo(patience.deadEnd());
  }

  /**
   * A machine that takes down hundreds of trees at once needs longer than one stuck process gets.
   */
  @Test
  void whatIsDyingIsWaitedForWhileTheMachineIsBusy() {
    Killing killing = (Killing) on(RUNNING, new Cancelled("enough", true), NOW).next();
    SubprocessState state = on(killing, new Surveyed(deaf(2, 0)), NOW).next();
    long now = killing.patience().giveUpAt();
    int asked = 0;
    for (; now != killing.patience().longest(); asked++) {
      var next = on(state, new Tick(), now);
      assertThat(next.effects())
          .containsExactly(new Signal(StopSignal.KILL, "cancelled: enough"), new Survey(2));
      state = next.next();
      Patience patience = ((Killing) state).patience();
      assertThat(patience.giveUpAt() - now).isBetween(1L, Patience.MORE);
      assertThat(patience.deadEnd() - patience.giveUpAt()).isPositive();
      now = patience.giveUpAt();
    }
    assertThat(asked).isBetween(16, 17);
    assertThat(now - NOW).isCloseTo(Duration.ofMillis(9_500).toNanos(), within(1L));
    assertThat(on(state, new Surveyed(Samples.empty(2)), now).next()).isInstanceOf(Killing.class);
    SubprocessState gone = on(state, new Exited(137), now).next();
    Settling ended = (Settling) on(gone, new Surveyed(Samples.empty(2)), now).next();
    assertThat(ended.verdict().survivors()).isZero();
    assertThat(ended.due() - now).isPositive();
    Settling left = (Settling) on(state, new Tick(), now).next();
    assertThat(left.verdict().survivors()).isEqualTo(2);
  }

  @Test
  void whoWasNotLookedAtSinceTheKillIsWaitedForAsLong() {
    SubprocessState state = on(RUNNING, new Cancelled("enough", true), NOW).next();
    long longest = ((Killing) state).patience().longest();
    while (Due.earlier(((Killing) state).patience().giveUpAt(), longest) != longest) {
      state = on(state, new Tick(), ((Killing) state).patience().giveUpAt()).next();
    }
    assertThat(on(state, new Tick(), ((Killing) state).patience().giveUpAt()).next())
        .isInstanceOf(Settling.class);
  }

  @Test
  void nobodyIsWaitedForWhereNobodyIsLeft() {
    Killing killing = (Killing) on(RUNNING, new Cancelled("enough", true), NOW).next();
    SubprocessState empty = on(killing, new Surveyed(Samples.empty(2)), NOW).next();
    Settling settling = (Settling) on(empty, new Tick(), killing.patience().giveUpAt()).next();
    assertThat(settling.verdict().survivors()).isZero();
  }

  @Test
  void whoIsNotDyingIsNotWaitedForWhateverTheOthersDo() {
    Killing killing = (Killing) on(RUNNING, new Cancelled("enough", true), NOW).next();
    SubprocessState some = on(killing, new Surveyed(deaf(2, 1)), NOW).next();
    assertThat(on(some, new Tick(), killing.patience().giveUpAt()).next())
        .isInstanceOf(Settling.class);
    SubprocessState all = on(some, new Surveyed(deaf(2, 0)), NOW + 1).next();
    assertThat(on(all, new Tick(), killing.patience().giveUpAt()).next())
        .isInstanceOf(Killing.class);
  }

  /** A runtime that stood still finds its deadlines over, and the answers behind them. */
  @Test
  void aDeadlineThatIsSeenLateGivesUpOnNobodyUnasked() {
    Killing killed = (Killing) on(RUNNING, new Cancelled("enough", true), NOW).next();
    SubprocessState killing = on(killed, new Surveyed(Samples.members(1)), NOW).next();
    long due = killed.patience().giveUpAt();
    assertThat(on(killing, new Tick(), due + Patience.LATE - 1).next())
        .isInstanceOf(Settling.class);
    long woken = due + 60 * SECOND;
    var asked = on(killing, new Tick(), woken);
    assertThat(asked.effects())
        .containsExactly(new Signal(StopSignal.KILL, "cancelled: enough"), new Survey(2));
    assertThat(asked.next().due()).isEqualTo(Due.after(woken, Patience.MORE));
    Settling unanswered = (Settling) on(asked.next(), new Tick(), woken + Patience.MORE).next();
    assertThat(unanswered.due() - (woken + Patience.MORE)).isPositive();

    var late = on(unanswered, new Tick(), unanswered.due() + Patience.LATE);
    assertThat(late.next().due()).isEqualTo(unanswered.due() + Patience.LATE + Patience.MORE);
    assertThat(on(late.next(), new Tick(), late.next().due()).next())
        .isInstanceOf(SubprocessState.Ended.class);
  }

  private static ProcessObserver.Survey deaf(int members, int deaf) {
    return new ProcessObserver.Survey(members, deaf, 0, 0, members, members + " members");
  }

  @Test
  void aKilledTreeIsGoneOnlyAfterTwoLooksInARowThatFindNobody() {
    Killing killing = Samples.killing(OptionalInt.of(137), false);
    assertThat(on(killing, new Surveyed(Samples.empty(1)), NOW).next()).isInstanceOf(Killing.class);
    ProcessObserver.Survey contradictory = new ProcessObserver.Survey(1, 2, 0, 1, "sh (1)");
    assertThat(on(killing, new Surveyed(contradictory), NOW).next()).isInstanceOf(Killing.class);
    assertThat(on(killing, new Surveyed(Samples.empty(2)), NOW).next())
        .isInstanceOf(Settling.class);
  }

  @Test
  void aLookThatIsNotAnsweredIsKilledAndAskedForAgain() {
    Killing killing = (Killing) on(RUNNING, new Cancelled("enough", true), NOW).next();
    var again = on(killing, new Tick(), killing.nextLook());
    assertThat(again.effects())
        .containsExactly(new Signal(StopSignal.KILL, "cancelled: enough"), new Survey(2));
    assertThat(again.next().due())
        .isEqualTo(Due.after(killing.nextLook(), SubprocessPolicy.ASK_AGAIN));
    assertThat(on(killing, new Tick(), killing.nextLook() - 1)).isEqualTo(Transition.stay(killing));
  }
}

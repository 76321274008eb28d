package io.plimsoll.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.command.OutcomeKind;
import io.plimsoll.command.StopSignal;
import io.plimsoll.core.Transition;
import io.plimsoll.core.memory.MemoryEffect;
import io.plimsoll.core.memory.MemoryState;
import io.plimsoll.core.subprocess.SubprocessEffect;
import io.plimsoll.core.subprocess.SubprocessState;
import io.plimsoll.core.subprocess.Verdict;
import io.plimsoll.memory.Measure;
import io.plimsoll.memory.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Which decisions look different: by where they lead and what is done, not by words and figures.
 */
class ShownTest {

  private static final SubprocessState QUEUED = new SubprocessState.Queued(1);

  private static Shown shown(Object... effects) {
    return Shown.of(new Transition<>(QUEUED, List.of(effects)));
  }

  private static SubprocessEffect concluded(OutcomeKind kind, String words) {
    return new SubprocessEffect.Conclude(Verdict.neverRan(kind, words, Optional.empty(), 1));
  }

  @Test
  void wordsAndFiguresAreNoDifference() {
    same(
        new SubprocessEffect.Signal(StopSignal.TERM, "ran 2 s"),
        new SubprocessEffect.Signal(StopSignal.TERM, "ran 3 s"));
    same(concluded(OutcomeKind.CANCELLED, "a"), concluded(OutcomeKind.CANCELLED, "b"));
    same(new SubprocessEffect.Settle(1, 2), new SubprocessEffect.Settle(3, 4));
    same(
        new MemoryEffect.EnterStage(Stage.SHED, Measure.HEAP, "a"),
        new MemoryEffect.EnterStage(Stage.SHED, Measure.HEAP, "b"));
    same(
        new MemoryEffect.KillTree("s-1", "a", false), new MemoryEffect.KillTree("s-1", "b", false));
    same(new MemoryEffect.Exit("a", true), new MemoryEffect.Exit("b", true));
    same(new MemoryEffect.Shed(0.5), new MemoryEffect.Shed(0.5));
  }

  private static void same(Object one, Object other) {
    assertThat(shown(one)).isEqualTo(shown(other));
  }

  @Test
  void whatIsDoneOtherwiseIsADifference() {
    differs(
        new SubprocessEffect.Signal(StopSignal.TERM, "a"),
        new SubprocessEffect.Signal(StopSignal.INT, "a"));
    differs(concluded(OutcomeKind.CANCELLED, "a"), concluded(OutcomeKind.SHED, "a"));
    differs(new SubprocessEffect.Release(), new SubprocessEffect.CloseInput());
    differs(
        new MemoryEffect.EnterStage(Stage.SHED, Measure.HEAP, "a"),
        new MemoryEffect.EnterStage(Stage.REFUSE, Measure.HEAP, "a"));
    differs(
        new MemoryEffect.EnterStage(Stage.SHED, Measure.HEAP, "a"),
        new MemoryEffect.EnterStage(Stage.SHED, Measure.TREES, "a"));
    differs(
        new MemoryEffect.KillTree("s-1", "a", false), new MemoryEffect.KillTree("s-2", "a", false));
    differs(
        new MemoryEffect.KillTree("s-1", "a", false), new MemoryEffect.KillTree("s-1", "a", true));
    differs(new MemoryEffect.Exit("a", false), new MemoryEffect.Exit("a", true));
    differs(new MemoryEffect.Shed(0.5), new MemoryEffect.Shed(0.25));
    differs(new MemoryEffect.AdmitTrial(), new MemoryEffect.AdmitAll());
  }

  private static void differs(Object one, Object other) {
    assertThat(shown(one)).isNotEqualTo(shown(other));
  }

  @Test
  void lookingAgainIsNotWhatIsDone() {
    assertThat(shown(new SubprocessEffect.Survey(2))).isEqualTo(shown());
    assertThat(shown(new MemoryEffect.NextReadingIn(Duration.ofMillis(5)))).isEqualTo(shown());
    assertThat(shown(new SubprocessEffect.Survey(2), new SubprocessEffect.Release()))
        .isEqualTo(shown(new SubprocessEffect.Release()));
    assertThat(shown(new SubprocessEffect.Release())).isNotEqualTo(shown());
  }

  @Test
  void whereItLeadsIsThePhaseOrTheStage() {
    assertThat(Shown.of((Object) QUEUED))
        .isEqualTo(Shown.of((Object) new SubprocessState.Queued(2)));
    assertThat(Shown.of((Object) QUEUED))
        .isNotEqualTo(
            Shown.of(
                (Object)
                    new SubprocessState.Ended(
                        Verdict.neverRan(OutcomeKind.SHED, "", Optional.empty(), 1))));
    assertThat(Shown.of((Object) MemoryState.start())).isEqualTo(Stage.NORMAL);
  }
}

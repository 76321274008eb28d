package io.plimsoll.core.subprocess;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.command.OutcomeKind;
import io.plimsoll.command.StopSignal;
import io.plimsoll.core.subprocess.SubprocessEffect.CloseInput;
import io.plimsoll.core.subprocess.SubprocessEffect.Conclude;
import io.plimsoll.core.subprocess.SubprocessEffect.Launch;
import io.plimsoll.core.subprocess.SubprocessEffect.Release;
import io.plimsoll.core.subprocess.SubprocessEffect.Settle;
import io.plimsoll.core.subprocess.SubprocessEffect.Signal;
import io.plimsoll.core.subprocess.SubprocessEffect.Survey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What others see of a life: its phases, and its effects, each as what it is. */
class LifeShownTest {

  private static final Verdict VERDICT =
      Verdict.neverRan(OutcomeKind.CANCELLED, "cancelled", Optional.empty(), 0);

  /** Writes down which case was asked with what. */
  private static final class Recorder implements SubprocessEffect.Cases {
    final List<String> asked = new ArrayList<>();

    @Override
    public void launch(Launch effect) {
      asked.add("launch " + effect);
    }

    @Override
    public void closeInput(CloseInput effect) {
      asked.add("closeInput " + effect);
    }

    @Override
    public void signal(Signal effect) {
      asked.add("signal " + effect);
    }

    @Override
    public void survey(Survey effect) {
      asked.add("survey " + effect);
    }

    @Override
    public void settle(Settle effect) {
      asked.add("settle " + effect);
    }

    @Override
    public void release(Release effect) {
      asked.add("release " + effect);
    }

    @Override
    public void conclude(Conclude effect) {
      asked.add("conclude " + effect);
    }
  }

  @Test
  void everyStateShowsItsPhaseInAWord() {
    String shown =
        Samples.states().entrySet().stream()
            .map(state -> state.getKey() + ": " + state.getValue().phase().word())
            .collect(Collectors.joining("\n"));
    assertThat(shown)
        .isEqualTo(
            """
            queued: queued
            starting: starting
            starting unwanted: starting
            running: running
            stopping left: stopping
            stopping asked: stopping
            stopping empty: stopping
            killing: killing
            killing empty: killing
            settling: stopping
            ended: ended""");
  }

  @Test
  void whatWasKilledShowsAsKilledUntilItsOutputsAreRead() {
    assertThat(new SubprocessState.Settling(VERDICT, 0, true).phase()).isEqualTo(Phase.KILLING);
  }

  @Test
  void everyEffectIsCarriedOutAsWhatItIs() {
    Recorder recorder = new Recorder();
    List<SubprocessEffect> effects =
        List.of(
            new Launch(),
            new CloseInput(),
            new Signal(StopSignal.TERM, "late"),
            new Survey(2),
            new Settle(3, 4),
            new Release(),
            new Conclude(VERDICT));
    effects.forEach(effect -> effect.match(recorder));
    assertThat(recorder.asked)
        .containsExactly(
            "launch Launch[]",
            "closeInput CloseInput[]",
            "signal Signal[signal=TERM, words=late]",
            "survey Survey[looks=2]",
            "settle Settle[quietNanos=3, capNanos=4]",
            "release Release[]",
            "conclude Conclude[verdict=" + VERDICT + "]");
  }
}

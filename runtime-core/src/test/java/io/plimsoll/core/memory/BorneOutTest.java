package io.plimsoll.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.memory.MemoryEffect.AskConfirmation;
import io.plimsoll.core.memory.MemoryEffect.EnterStage;
import io.plimsoll.memory.Measure;
import io.plimsoll.memory.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What stands after many collections of parts is garbage until one of the whole heap says not. */
class BorneOutTest {

  private final Drive drive = new Drive().roomy(8);

  private List<AskConfirmation> asked() {
    return Drive.of(AskConfirmation.class, drive.all);
  }

  private Stage stage() {
    return drive.state.stage();
  }

  /** It is asked; the answer is awaited. */
  private void inDoubt(double part) {
    drive.heap(part).unproven().read(3);
    assertThat(asked()).hasSize(1);
    assertThat(stage()).isEqualTo(Stage.NORMAL);
  }

  @Test
  void itIsAskedAboutBeforeTheFirstStageIsEntered() {
    inDoubt(0.76);
    assertThat(asked().get(0).words())
        .isEqualTo(
            "heap live 724.8 MiB of 953.7 MiB (0.76) after each of the last collections;"
                + " line 0.75");
    drive.read(50);
    assertThat(stage()).isEqualTo(Stage.NORMAL);
    drive.take(drive.confirmed(Drive.bytes(0.755)));
    drive.sure(0.755).read(2);
    assertThat(stage()).isEqualTo(Stage.NORMAL);
    drive.read();
    assertThat(stage()).isEqualTo(Stage.SHED);
  }

  @Test
  void whatIsBorneOutForOneStageIsAskedAboutForTheNext() {
    drive.heap(0.82).sure(0.7999).read(3);
    assertThat(stage()).isEqualTo(Stage.SHED);
    assertThat(asked()).hasSize(1);
    assertThat(asked().get(0).words()).endsWith("line 0.8");
    drive.sure(0.80).read();
    assertThat(stage()).isEqualTo(Stage.REFUSE);
    assertThat(asked()).hasSize(1);
  }

  @Test
  void whereNobodyCollectsItManyReadingsAreEnough() {
    inDoubt(0.82);
    assertThat(Drive.of(EnterStage.class, drive.take(new MemoryEvent.ConfirmFailed()))).isEmpty();
    assertThat(Drive.stages(drive.read(), Measure.HEAP)).containsExactly(Stage.SHED, Stage.REFUSE);
  }

  @Test
  void aProofAfterThatCountsAgain() {
    drive.heap(0.5).read();
    drive.take(new MemoryEvent.ConfirmFailed());
    drive.shows(0.5, Duration.ZERO).read();
    inDoubt(0.82);
  }

  @Test
  void anAnswerThatCameAfterThatCountsAgain() {
    drive.heap(0.5).read();
    drive.take(new MemoryEvent.ConfirmFailed());
    drive.take(drive.confirmed(Drive.bytes(0.5)));
    inDoubt(0.82);
  }

  /** Whoever was to have it collected may be gone. */
  @Test
  void anAnswerThatIsLostIsNone() {
    inDoubt(0.76);
    drive.read(60);
    assertThat(asked()).hasSize(2);
    assertThat(stage()).isEqualTo(Stage.NORMAL);
    drive.read();
    assertThat(stage()).isEqualTo(Stage.SHED);
  }

  @Test
  void whereNobodyCollectsItHeIsNotAskedAgainForAMinute() {
    inDoubt(0.76);
    drive.take(new MemoryEvent.ConfirmFailed());
    drive.heap(0.82).unproven().read(59);
    assertThat(asked()).hasSize(1);
  }

  /** Nobody collected it, and is asked again; what he says is awaited before everything ends. */
  @Test
  void whoIsAskedAgainIsAwaitedBeforeTheEnd() {
    drive.heap(0.5, 0.88, 0.9).read(3);
    drive.take(new MemoryEvent.ConfirmFailed());
    drive.heap(0.5).read(61);
    assertThat(Drive.stages(drive.heap(0.9).unproven().read(3), Measure.HEAP))
        .containsExactly(Stage.SHED, Stage.REFUSE);
    assertThat(asked()).hasSize(2);
    assertThat(drive.state.asking().refused()).isTrue();
    drive.read(9);
    assertThat(drive.state.left()).isFalse();
    drive.take(new MemoryEvent.ConfirmFailed());
    drive.read();
    assertThat(drive.state.left()).isTrue();
  }

  @Test
  void whoMayBeAskedAgainIsAskedBeforeTheEnd() {
    drive.heap(0.5, 0.88, 0.9).read(3);
    drive.take(new MemoryEvent.ConfirmFailed());
    drive.heap(0.5, 0.5, 0.9).read(61);
    drive.heap(0.9).unproven().read(2);
    assertThat(asked()).hasSize(1);
    drive.read();
    assertThat(asked()).hasSize(2);
    assertThat(drive.state.left()).isFalse();
  }

  @Test
  void whereHardlyMoreIsUsedThanWasProvenNothingEndsThoughNobodyCollectsIt() {
    drive.heap(0.876, 0.876, 0.876).shows(0.874, Duration.ZERO).read();
    drive.take(new MemoryEvent.ConfirmFailed());
    drive.read(9);
    assertThat(drive.state.left()).isFalse();
    drive.heap(0.885, 0.885, 0.885).read(3);
    drive.take(new MemoryEvent.ConfirmFailed());
    drive.read();
    assertThat(drive.state.left()).isTrue();
  }

  @Test
  void anAnswerThatSaysNothingNewIsOneAllTheSame() {
    drive.heap(0.5).shows(0.5, Duration.ZERO).read();
    drive.take(new MemoryEvent.ConfirmFailed());
    assertThat(drive.state.asking().refused()).isTrue();
    drive.now -= Duration.ofSeconds(2).toNanos();
    drive.take(drive.confirmed(Drive.bytes(0.5)));
    assertThat(drive.state.asking().refused()).isFalse();
  }

  @Test
  void whoRefusedIsNotAskedSoonerThoughMoreThanTheFirstLineWasProven() {
    drive.heap(0.5, 0.88, 0.9).read(3);
    drive.take(drive.confirmed(Drive.bytes(0.78)));
    drive.read(3);
    assertThat(asked()).hasSize(2);
    drive.take(new MemoryEvent.ConfirmFailed());
    drive.read(50);
    assertThat(asked()).hasSize(2);
  }

  @Test
  void growthToTheFirstLineIsNotInVain() {
    drive.heap(0.76).unproven().read(3);
    drive.take(drive.confirmed(Drive.bytes(0.50)));
    drive.read();
    drive.take(drive.confirmed(Drive.bytes(0.50)));
    assertThat(drive.state.asking().vain()).isEqualTo(1);
    drive.read();
    drive.take(drive.confirmed(Drive.bytes(0.75)));
    assertThat(drive.state.asking().vain()).isZero();
  }

  private List<Long> askedAt(double part, int seconds, double proven) {
    List<Long> at = new ArrayList<>();
    drive.heap(part).unproven();
    for (long second = 1; second <= seconds; second++) {
      if (!Drive.of(AskConfirmation.class, drive.read()).isEmpty()) {
        at.add(second);
        drive.take(drive.confirmed(Drive.bytes(proven)));
        drive.sure(proven);
      }
    }
    return at;
  }

  /** Three readings after each proof there is doubt again; each in vain doubles the pause. */
  @Test
  void itIsAskedAboutLessAndLessOften() {
    assertThat(askedAt(0.76, 250, 0.5))
        .containsExactly(3L, 6L, 9L, 13L, 21L, 37L, 69L, 129L, 189L, 249L);
  }

  /** What it has grown by below the first line is no reason to ask more often. */
  @Test
  void growthBelowTheFirstLineIsInVainToo() {
    drive.heap(0.76).unproven().read(3);
    drive.take(drive.confirmed(Drive.bytes(0.50)));
    drive.now++;
    drive.take(drive.confirmed(Drive.bytes(0.7499)));
    assertThat(drive.state.asking().vain()).as("nothing was read").isZero();
    drive.heap(0.76).unproven().read(3);
    drive.take(drive.confirmed(Drive.bytes(0.50)));
    drive.read();
    drive.take(drive.confirmed(Drive.bytes(0.7499)));
    assertThat(drive.state.asking().vain()).isEqualTo(2);
    drive.read();
    drive.take(drive.confirmed(Drive.bytes(0.76)));
    assertThat(drive.state.asking().vain()).isZero();
  }

  @Test
  void belowTheFirstLineItIsNotAskedAboutSoonerThanAfterAMinute() {
    drive.heap(0.76).unproven().read(3);
    drive.take(drive.confirmed(Drive.bytes(0.5)));
    // Near the last line with garbage, but not what stands after collections.
    drive.heap(0.7499, 0.76, 0.99).sure(0.5).read(58);
    assertThat(asked()).hasSize(1);
    drive.heap(0.75, 0.76, 0.99).read();
    assertThat(asked()).hasSize(2);
  }

  @Test
  void aProofAboveWhatWasLeftSinceIsOld() {
    inDoubt(0.76);
    drive.take(drive.confirmed(Drive.bytes(0.76)));
    drive.sure(0.76).read(3);
    assertThat(stage()).isEqualTo(Stage.SHED);
    drive.heap(0.2).sure(0.2).read(70);
    assertThat(stage()).isEqualTo(Stage.NORMAL);
    drive.heap(0.77).unproven().read(3);
    assertThat(asked()).hasSize(2);
  }

  @Test
  void garbageEntersNoStageWhileItCanBeCollected() {
    assertThat(askedAt(0.9, 600, 0.5)).hasSizeGreaterThan(10);
    assertThat(Drive.of(EnterStage.class, drive.all)).isEmpty();
  }
}

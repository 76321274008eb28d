package io.plimsoll.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.memory.MemoryEffect.AskConfirmation;
import io.plimsoll.core.memory.MemoryEffect.EnterStage;
import io.plimsoll.core.memory.MemoryEffect.Exit;
import io.plimsoll.core.memory.MemoryEffect.KillTree;
import io.plimsoll.core.memory.MemoryEffect.NextReadingIn;
import io.plimsoll.core.memory.MemoryState.Victim;
import io.plimsoll.memory.Measure;
import io.plimsoll.memory.Stage;
import io.plimsoll.memory.TreeReading;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What one decision leaves alone: what was decided before, and by the other measure. */
class JudgingTest {

  private final Drive drive = new Drive();
  private final Drive watching = new Drive(MemoryPolicy.usual().watching());

  @Test
  void whatWasReadBeforeACollectionOfTheWholeHeapCountsNoMore() {
    drive.roomy(8).heap(0.76).read(2);
    drive.take(drive.confirmed(Drive.bytes(0.5)));
    drive.read(2);
    assertThat(drive.state.stage()).isEqualTo(Stage.NORMAL);
    drive.read();
    assertThat(drive.state.stage()).isEqualTo(Stage.SHED);
  }

  @Test
  void whatWasReadLastIsStillKnownAfterEverythingWasTold() {
    drive.roomy(8).heap(0.9).read(3);
    drive.take(drive.confirmed(Drive.bytes(0.9)));
    assertThat(drive.state.left()).isTrue();
    assertThat(drive.state.heap().recent()).hasSize(3);
  }

  /** It is not the commands that outgrow what they are given to leave. */
  @Test
  void aHeapThatGrowsFastLeavesTheCommandsTheirGrace() {
    drive.roomy(8).heap(0.7).sure(0.7).read(3);
    drive.heap(0.95).sure(0.95).read(3);
    assertThat(Drive.of(Exit.class, drive.all))
        .singleElement()
        .satisfies(exit -> assertThat(exit.atOnce()).isFalse());
  }

  @Test
  void nothingIsDecidedAfterTheHeapHasEndedEverything() {
    drive.roomy(8).heap(0.9).sure(0.9).tree("a", 7, 1, 0).read(2);
    List<MemoryEffect> ended = drive.read();
    assertThat(ended).last().isInstanceOf(Exit.class);
    assertThat(Drive.of(NextReadingIn.class, ended)).isEmpty();
    assertThat(Drive.stages(ended, Measure.TREES)).isEmpty();
  }

  @Test
  void noStageOfTheTreesIsLeftAfterTheHeapHasEndedEverything() {
    drive.roomy(8).heap(0.1).outside(6.1).read(3);
    assertThat(drive.state.trees().stage()).isEqualTo(Stage.SHED);
    drive.outside(0).read(28);
    drive.heap(0.9).read(2);
    List<MemoryEffect> ended = drive.sure(0.9).read();
    assertThat(ended).last().isInstanceOf(Exit.class);
    assertThat(Drive.stages(ended, Measure.TREES)).isEmpty();
  }

  @Test
  void theFirstCollectionMayBeAskedForAtAnyTime() {
    drive.now = Duration.ofHours(1).toNanos();
    List<MemoryEffect> effects = drive.heap(0, 0, 0.99).read();
    assertThat(Drive.of(AskConfirmation.class, effects)).hasSize(1);
  }

  @Test
  void nothingIsDecidedAfterTheTreesHaveEndedEverything() {
    drive.tree("a", 0.84, 1, 0).read(3);
    drive.tree("a", 0.97, 1, 0);
    List<MemoryEffect> ended = drive.readAfter(Duration.ofMillis(100));
    assertThat(ended).last().isInstanceOf(Exit.class);
    assertThat(Drive.of(KillTree.class, ended)).isEmpty();
    assertThat(Drive.of(NextReadingIn.class, ended)).isEmpty();
  }

  @Test
  void whatTheFirstCollectionShowsIsNoGrowth() {
    drive.roomy(8).heap(0, 0, 0.5).read();
    drive.heap(0.9).sure(0.9).readAfter(Duration.ofMillis(50));
    assertThat(Drive.acts(drive.all)).isEmpty();
  }

  @Test
  void theMeasureThatComesLaterToAStageDoesNotActAgain() {
    drive.take(new MemoryEvent.ConfirmFailed());
    drive.heap(0.76).sure(0.1).read(3);
    List<MemoryEffect> later = drive.heap(0.76).outside(0.66).read(3);
    assertThat(Drive.acts(later)).hasSize(1).first().isInstanceOf(EnterStage.class);
    assertThat(Drive.stages(later, Measure.TREES)).containsExactly(Stage.SHED);
  }

  @Test
  void whoOnlyWatchesNamesATreeOnceWhileTheStageLasts() {
    watching.tree("a", 0.86, 1, 0).read(100);
    assertThat(Drive.of(KillTree.class, watching.all)).hasSize(1);
  }

  @Test
  void whoOnlyWatchesNamesATreeAgainWhenTheStageIsEnteredAgain() {
    watching.tree("a", 0.86, 1, 0).read(3);
    watching.tree("a", 0.72, 1, 0).read(40);
    assertThat(watching.state.stage()).isEqualTo(Stage.REFUSE);
    watching.tree("a", 0.86, 1, 0).read(3);
    assertThat(Drive.of(KillTree.class, watching.all)).hasSize(2);
  }

  @Test
  void aTrialOpensNotBeforeTheDwell() {
    drive.roomy(8).heap(0.82).sure(0.82).read(3);
    drive.heap(0.68).read(31);
    assertThat(drive.state.gate().admission()).isEqualTo(MemoryState.Admission.TRIAL);
    assertThat(Drive.acts(drive.read(29))).isEmpty();
    assertThat(Drive.acts(drive.read())).containsExactly(new MemoryEffect.AdmitAll());
  }

  @Test
  void aTreeThatHasEndedIsNotWaitedForThoughItIsStillListed() {
    List<TreeReading> listed = List.of(new TreeReading("a", 1, 1, 0, true));
    Victim victim = new Victim("a", false, 0);
    assertThat(victim.after(listed)).contains(victim);
    Victim ended = victim.ended("a");
    assertThat(ended.after(listed)).contains(new Victim("a", true, 1));
    assertThat(ended.after(listed).orElseThrow().after(listed)).isEmpty();
  }
}

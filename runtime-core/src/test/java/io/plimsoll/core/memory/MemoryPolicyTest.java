package io.plimsoll.core.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.core.memory.MemoryEffect.AdmitAll;
import io.plimsoll.core.memory.MemoryEffect.AdmitTrial;
import io.plimsoll.core.memory.MemoryEffect.AskConfirmation;
import io.plimsoll.core.memory.MemoryEffect.EnterStage;
import io.plimsoll.core.memory.MemoryEffect.Exit;
import io.plimsoll.core.memory.MemoryEffect.RefuseAdmission;
import io.plimsoll.core.memory.MemoryEffect.Restore;
import io.plimsoll.core.memory.MemoryEffect.Shed;
import io.plimsoll.memory.Measure;
import io.plimsoll.memory.Stage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The stages, up and down, by the heap. */
class MemoryPolicyTest {

  private final Drive drive = new Drive().roomy(8);

  @Test
  void nothingHappensBelowTheFirstLine() {
    assertThat(Drive.acts(drive.heap(0.74).read(100))).isEmpty();
    assertThat(drive.state.stage()).isEqualTo(Stage.NORMAL);
  }

  @Test
  void threeReadingsInARowEnterAStageAndTwoDoNot() {
    drive.heap(0.76).read(2);
    drive.heap(0.74).read();
    drive.heap(0.76).read(2);
    assertThat(Drive.acts(drive.all)).isEmpty();
    List<MemoryEffect> third = drive.read();
    assertThat(Drive.acts(third))
        .containsExactly(
            new EnterStage(
                Stage.SHED,
                Measure.HEAP,
                "heap live 724.8 MiB of 953.7 MiB (0.76), line 0.75, 3 readings"),
            new Shed(0.5));
  }

  @Test
  void aJumpPassesThroughEachStageWithItsEffect() {
    List<MemoryEffect> jump = drive.heap(0.82).read(3);
    assertThat(Drive.acts(jump).stream().map(Object::getClass).toList())
        .isEqualTo(List.of(EnterStage.class, Shed.class, EnterStage.class, RefuseAdmission.class));
    assertThat(Drive.stages(jump, Measure.HEAP)).containsExactly(Stage.SHED, Stage.REFUSE);
  }

  @Test
  void eachStageNeedsItsOwnThreeReadings() {
    drive.heap(0.76).read();
    drive.heap(0.81).read(2);
    assertThat(drive.state.stage()).isEqualTo(Stage.SHED);
    drive.read();
    assertThat(drive.state.stage()).isEqualTo(Stage.REFUSE);
  }

  @Test
  void aStageIsLeftAfterTheDwellOneStepAtATime() {
    drive.heap(0.82).sure(0.82).read(3);
    List<MemoryEffect> calm = drive.heap(0.5).read(30);
    assertThat(Drive.acts(calm)).isEmpty();
    assertThat(Drive.acts(drive.read()))
        .containsExactly(
            new EnterStage(
                Stage.SHED,
                Measure.HEAP,
                "heap live 476.8 MiB of 953.7 MiB (0.50), below 0.7 for 30.0 s"),
            new AdmitTrial());
    assertThat(Drive.acts(drive.read(29))).isEmpty();
    assertThat(Drive.acts(drive.read()))
        .containsExactly(
            new EnterStage(
                Stage.NORMAL,
                Measure.HEAP,
                "heap live 476.8 MiB of 953.7 MiB (0.50), below 0.65 for 30.0 s"),
            new Restore(),
            new AdmitAll());
  }

  @Test
  void betweenItsLinesAStageStays() {
    drive.heap(0.76).read(3);
    drive.heap(0.70).read(200);
    assertThat(drive.state.stage()).isEqualTo(Stage.SHED);
  }

  @Test
  void oneReadingAboveTheLowerLineBeginsTheDwellAnew() {
    drive.heap(0.76).read(3);
    drive.heap(0.5).read(29);
    drive.heap(0.66).read();
    drive.heap(0.5).read(30);
    assertThat(drive.state.stage()).isEqualTo(Stage.SHED);
    drive.read();
    assertThat(drive.state.stage()).isEqualTo(Stage.NORMAL);
  }

  @Test
  void aCollectionIsAskedForAgainOnceMoreIsLeftByATwentieth() {
    drive.heap(0.5, 0.88, 0.9).read(3);
    assertThat(Drive.of(AskConfirmation.class, drive.all)).hasSize(1);
    drive.heap(0.5, 0.94, 0.95).read(3);
    assertThat(Drive.of(AskConfirmation.class, drive.all)).as("not answered yet").hasSize(1);
    drive.take(drive.confirmed(Drive.bytes(0.70)));
    drive.heap(0.5, 0.92, 0.93).read(3);
    assertThat(Drive.of(AskConfirmation.class, drive.all)).as("not by enough").hasSize(1);
    drive.heap(0.5, 0.93, 0.94).read(3);
    assertThat(Drive.of(AskConfirmation.class, drive.all)).hasSize(2);
    drive.take(drive.confirmed(Drive.bytes(0.9)));
    assertThat(Drive.of(Exit.class, drive.all)).hasSize(1);
  }

  /**
   * In trouble, proven again and again to hold this much, it is asked for again when that much is
   * left.
   */
  private void asksAgain(double proven, double tooLittle, double enough) {
    drive.heap(0.5, 0.88, 0.9).read(3);
    for (int i = 0; i < 4; i++) {
      drive.now++;
      drive.take(drive.confirmed(Drive.bytes(proven)));
    }
    drive.heap(0.5, tooLittle, 0.9).read(3);
    assertThat(Drive.of(AskConfirmation.class, drive.all)).as("not by enough").hasSize(1);
    drive.heap(0.5, enough, 0.9).read();
    assertThat(Drive.of(AskConfirmation.class, drive.all)).hasSize(2);
  }

  @Test
  void oneThatWasProvenJustBelowTheLineIsAskedForSooner() {
    asksAgain(0.86, 0.894, 0.896);
  }

  @Test
  void oneThatWasProvenAtTheLineIsNotAskedForAtEveryTrifle() {
    asksAgain(0.874, 0.889, 0.891);
  }

  @Test
  void sheddingHalvesWhileItLastsAndStopsAtTheFloor() {
    List<MemoryEffect> effects = drive.heap(0.76).read(300);
    assertThat(Drive.of(Shed.class, effects))
        .containsExactly(new Shed(0.5), new Shed(0.25), new Shed(0.125), new Shed(0.1));
  }

  @Test
  void sheddingHalvesNoMoreOnceItHelped() {
    drive.heap(0.76).read(3);
    assertThat(Drive.of(Shed.class, drive.heap(0.70).read(300))).isEmpty();
  }

  @Test
  void aTrialThatGoesWellOpensAfterTheDwell() {
    drive.heap(0.82).sure(0.82).read(3);
    drive.heap(0.68).read(31);
    assertThat(drive.state.gate().admission()).isEqualTo(MemoryState.Admission.TRIAL);
    List<MemoryEffect> after = drive.read(30);
    assertThat(Drive.acts(after)).containsExactly(new AdmitAll());
    assertThat(drive.state.stage()).isEqualTo(Stage.SHED);
  }

  @Test
  void aTrialThatGoesBadlyIsRefusedAgain() {
    drive.heap(0.82).sure(0.82).read(3);
    drive.heap(0.68).read(31);
    List<MemoryEffect> again = drive.heap(0.81).read(3);
    assertThat(Drive.of(RefuseAdmission.class, again)).hasSize(1);
  }

  @Test
  void whatTheHeapHoldsIsConfirmedBeforeEverythingEnds() {
    List<MemoryEffect> full = drive.heap(0.90).read(3);
    assertThat(Drive.of(AskConfirmation.class, full)).hasSize(1);
    assertThat(Drive.of(Exit.class, full)).isEmpty();
    assertThat(drive.state.stage()).isEqualTo(Stage.REFUSE);
    List<MemoryEffect> ended = drive.take(drive.confirmed(Drive.bytes(0.89)));
    assertThat(ended)
        .containsExactly(
            new EnterStage(Stage.EXIT, Measure.HEAP, exitWords()), new Exit(exitWords(), false));
    assertThat(drive.read(5)).isEmpty();
  }

  private static String exitWords() {
    return "heap live 848.8 MiB of 953.7 MiB (0.89), line 0.875, "
        + "confirmed by a collection of the whole heap";
  }

  @Test
  void garbageEndsNothingAndIsAskedAboutOnceAMinute() {
    drive.heap(0.74, 0.90, 0.95).read(3);
    drive.take(drive.confirmed(Drive.bytes(0.5)));
    drive.heap(0.6, 0.90, 0.95).sure(0.5).read(55);
    assertThat(Drive.of(AskConfirmation.class, drive.all)).hasSize(1);
    drive.read(10);
    assertThat(Drive.of(AskConfirmation.class, drive.all)).hasSize(2);
    assertThat(drive.state.stage()).isEqualTo(Stage.NORMAL);
  }

  @Test
  void aCollectionOfTheWholeHeapThatCameByItselfConfirms() {
    List<MemoryEffect> ended = drive.heap(0.9).sure(0.9).read(3);
    assertThat(Drive.stages(ended, Measure.HEAP))
        .containsExactly(Stage.SHED, Stage.REFUSE, Stage.EXIT);
    assertThat(Drive.of(AskConfirmation.class, ended)).isEmpty();
  }

  @Test
  void oneReadingIsEnoughWhereGrowthLeavesNoTimeForThree() {
    drive.heap(0.78).sure(0.78).read();
    drive.heap(0.93).sure(0.93).readAfter(Duration.ofMillis(100));
    assertThat(Drive.of(Exit.class, drive.all)).hasSize(1);
    assertThat(Drive.stages(drive.all, Measure.HEAP))
        .containsExactly(Stage.SHED, Stage.REFUSE, Stage.EXIT);
  }

  @Test
  void oneReadingIsNotEnoughWhereGrowthLeavesTime() {
    drive.heap(0.86).sure(0.86).read();
    drive.heap(0.88).sure(0.88).read();
    assertThat(Drive.of(Exit.class, drive.all)).isEmpty();
  }

  @Test
  void whereNoCollectionCanBeHadSixteenOthersCount() {
    drive.heap(0.9).read(3);
    drive.take(new MemoryEvent.ConfirmFailed());
    List<MemoryEffect> ended = drive.read();
    assertThat(Drive.of(Exit.class, ended).get(0).words())
        .contains("none less after any of 16 collections");
  }

  @Test
  void whereNoCollectionCanBeHadGarbageEndsNothing() {
    drive.heap(0.7, 0.9, 0.95).read(3);
    drive.take(new MemoryEvent.ConfirmFailed());
    drive.read(300);
    assertThat(Drive.of(Exit.class, drive.all)).isEmpty();
  }

  @Test
  void anAnswerThatIsLostIsAskedForAgain() {
    drive.heap(0.9).read(62);
    assertThat(Drive.of(AskConfirmation.class, drive.all)).hasSize(1);
    drive.read(10);
    assertThat(Drive.of(AskConfirmation.class, drive.all)).hasSize(2);
  }

  @Test
  void aHeapFullOfGarbageIsAskedAboutBeforeItsFirstCollection() {
    List<MemoryEffect> effects = drive.heap(0, 0, 0.99).read();
    assertThat(Drive.of(AskConfirmation.class, effects)).hasSize(1);
    assertThat(drive.take(drive.confirmed(Drive.bytes(0.2)))).isEmpty();
  }

  @Test
  void refusedWorkIsNotKeptOutByGarbage() {
    drive.heap(0.82).read(3);
    assertThat(Drive.of(AskConfirmation.class, drive.heap(0.75).read(5))).hasSize(1);
  }

  @Test
  void readingsComeOncePerSecondAndSoonerAsALineNears() {
    assertThat(Drive.pause(drive.heap(0.5).outside(0.02).tree("a", 0, 0, 0).read()))
        .isLessThanOrEqualTo(Duration.ofSeconds(1));
    Drive big = new Drive().roomy(8);
    big.heap(0.30, 0.30, 0.1).read();
    // 0.3 a second, and 0.15 to the next line.
    assertThat(Drive.pause(big.heap(0.60, 0.60, 0.1).read()))
        .isBetween(Duration.ofMillis(499), Duration.ofMillis(501));
    // 3 a second: the shortest pause.
    assertThat(Drive.pause(big.heap(0.74, 0.74, 0.1).readAfter(Duration.ofMillis(47))))
        .isEqualTo(Duration.ofMillis(20));
  }

  @Test
  void aHeapThatFillsWithGarbageIsReadSoonerToo() {
    // A quarter of the heap is left; at 1 GiB a second that lasts 233 ms.
    assertThat(Drive.pause(drive.heap(0.3, 0.3, 0.75).read()))
        .isBetween(Duration.ofMillis(232), Duration.ofMillis(234));
  }

  @Test
  void treesAreReadSoOftenThatSuddenGrowthIsSeen() {
    Duration pause = Drive.pause(new Drive().heap(0.1).outside(0.5).read());
    // Half of the limit is left; at 1 GiB a second that lasts 466 ms.
    assertThat(pause).isBetween(Duration.ofMillis(465), Duration.ofMillis(467));
  }

  @Test
  void timeMayWrapAround() {
    drive.now = Long.MAX_VALUE - Duration.ofSeconds(10).toNanos();
    aStageIsLeftAfterTheDwellOneStepAtATime();
  }

  @Test
  void figuresThatMakeNoSenseAreRefusedWithARemedy() {
    assertThatThrownBy(() -> new Line(0.7, 0.8)).hasMessageContaining("try 0.8 and 0.7");
    MemoryPolicy usual = MemoryPolicy.usual();
    assertThatThrownBy(
            () ->
                new MemoryPolicy(
                    usual.refuse(), usual.shed(), usual.kill(), usual.exit(), 3, 0, 0, 0, true))
        .hasMessageContaining("must rise");
    assertThatThrownBy(
            () ->
                new MemoryPolicy(
                    usual.shed(), usual.refuse(), usual.kill(), usual.exit(), 0, 0, 0, 0, true))
        .hasMessageContaining("must be 1 to 60");
  }
}

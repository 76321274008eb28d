package io.plimsoll.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.memory.MemoryEffect.AskConfirmation;
import io.plimsoll.core.memory.MemoryEffect.EnterStage;
import io.plimsoll.core.memory.MemoryEffect.Exit;
import io.plimsoll.core.memory.MemoryEffect.Shed;
import io.plimsoll.memory.Measure;
import io.plimsoll.memory.Stage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What follows from figures that stand right at a line. */
class VerdictsTest {

  private final Drive drive = new Drive().roomy(8);

  private List<AskConfirmation> asked() {
    return Drive.of(AskConfirmation.class, drive.all);
  }

  private List<Exit> exits() {
    return Drive.of(Exit.class, drive.all);
  }

  private static MemoryPolicy after(int readings) {
    MemoryPolicy usual = MemoryPolicy.usual();
    return new MemoryPolicy(
        usual.shed(),
        usual.refuse(),
        usual.kill(),
        usual.exit(),
        readings,
        usual.dwellNanos(),
        usual.confirmNanos(),
        usual.killFloor(),
        true);
  }

  @Test
  void aHeapThatIsSurelyRightAtTheLastLineEndsEverything() {
    drive.heap(0.875).sure(0.875).read(3);
    assertThat(exits()).hasSize(1);
    assertThat(asked()).isEmpty();
  }

  @Test
  void sixteenCollectionsThatLeaveTheLastLineReachedEndEverything() {
    drive.heap(0.875).read(3);
    drive.take(new MemoryEvent.ConfirmFailed());
    drive.read();
    assertThat(exits()).hasSize(1);
  }

  @Test
  void aCollectionThatLeavesTheLastLineReachedConfirms() {
    drive.heap(0.875).read(3);
    drive.take(drive.confirmed(Drive.bytes(0.875)));
    assertThat(exits()).hasSize(1);
  }

  @Test
  void aCollectionThatLeavesOneByteLessDoesNotConfirm() {
    drive.heap(0.875).read(3);
    drive.take(drive.confirmed(Drive.bytes(0.875) - 1));
    assertThat(exits()).isEmpty();
  }

  @Test
  void treesRightAtTheLastLineEndEverything() {
    Drive trees = new Drive().outside(0.875);
    assertThat(Drive.of(Exit.class, trees.read(3))).hasSize(1);
  }

  @Test
  void whoOnlyWatchesDoesNotWaitForATreeThatWouldHelp() {
    Drive watching = new Drive(MemoryPolicy.usual().watching());
    watching.tree("a", 0.9, 1, 0).read(2);
    assertThat(Drive.of(Exit.class, watching.read())).hasSize(1);
  }

  @Test
  void withNothingReadSinceTheCollectionThereIsNoDoubt() {
    drive.heap(0.82).sure(0.82).read(3);
    drive.take(drive.confirmed(Drive.bytes(0.75)));
    assertThat(Drive.acts(drive.heap(0, 0, 0.5).read())).isEmpty();
    assertThat(drive.state.stage()).isEqualTo(Stage.REFUSE);
  }

  @Test
  void refusedWorkIsInDoubtFromTheLowerLineOn() {
    drive.heap(0.82).read(3);
    assertThat(asked()).isEmpty();
    drive.heap(0.699).read();
    assertThat(asked()).isEmpty();
    drive.heap(0.70).read();
    assertThat(asked()).hasSize(1);
  }

  @Test
  void refusedWorkIsInDoubtOnlyBelowTheUpperLine() {
    drive.heap(0.82).read(3);
    drive.heap(0.80).read();
    assertThat(asked()).isEmpty();
    drive.heap(0.799).read();
    assertThat(asked()).hasSize(1);
  }

  @Test
  void aHeapThatIsRightAtTheLastLineWithGarbageIsAskedAbout() {
    drive.heap(0.5, 0.875, 0.9).read(2);
    assertThat(asked()).isEmpty();
    drive.read();
    assertThat(asked()).hasSize(1);
  }

  @Test
  void aHeapThatIsFullToTheLastResortIsAskedAboutAtOnce() {
    drive.heap(0, 0, 0.979).read();
    assertThat(asked()).isEmpty();
    drive.heap(0, 0, MemoryPolicy.LAST_RESORT).read();
    assertThat(asked()).hasSize(1);
  }

  @Test
  void aMeasureRisesOnlyAboveTheStageThatItIsIn() {
    Verdicts verdicts = new Verdicts(after(1));
    Track heap =
        Track.of(Measure.HEAP)
            .saw(
                new Sight(Drive.bytes(0.78), Drive.bytes(0.78), Drive.bytes(0.78), Drive.LIMIT, 0),
                1);
    assertThat(verdicts.heap(heap, drive.reading(), true))
        .map(Verdicts.Rise::to)
        .contains(Stage.SHED);
    assertThat(verdicts.heap(heap.risen(Stage.SHED), drive.reading(), true)).isEmpty();
    assertThat(verdicts.heap(heap.risen(Stage.REFUSE), drive.reading(), true)).isEmpty();
  }

  @Test
  void oneReadingThatIsEnoughIsNamedAsOne() {
    Drive quick = new Drive(after(1)).roomy(8);
    assertThat(Drive.of(EnterStage.class, quick.heap(0.76).read()))
        .extracting(EnterStage::words)
        .containsExactly("heap live 724.8 MiB of 953.7 MiB (0.76), line 0.75, 1 reading");
  }

  @Test
  void aTreeThatWouldComeRightToTheLimitInItsGraceOutgrowsIt() {
    Verdicts verdicts = new Verdicts(MemoryPolicy.usual());
    assertThat(verdicts.outgrowsTheGrace(grown(0.25, 0.375))).isTrue();
    assertThat(verdicts.outgrowsTheGrace(grown(0.251, 0.375))).isFalse();
  }

  /** Trees that grew so within a second. */
  private static Track grown(double from, double to) {
    long second = Duration.ofSeconds(1).toNanos();
    return Track.of(Measure.TREES)
        .saw(new Sight(Drive.bytes(from), Drive.bytes(from), Drive.bytes(from), Drive.LIMIT, 0), 2)
        .saw(new Sight(Drive.bytes(to), Drive.bytes(to), Drive.bytes(to), Drive.LIMIT, second), 2);
  }

  @Test
  void aHeapRightAtTheFirstLineKeepsCachesShedding() {
    drive.heap(0.75).read(40);
    assertThat(Drive.of(Shed.class, drive.all)).containsExactly(new Shed(0.5), new Shed(0.25));
  }

  @Test
  void treesAloneKeepCachesSheddingToo() {
    Drive trees = new Drive();
    trees.heap(0.1).outside(0.76).read(40);
    assertThat(Drive.of(Shed.class, trees.all)).containsExactly(new Shed(0.5), new Shed(0.25));
  }
}

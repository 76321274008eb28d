package io.plimsoll.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.memory.MemoryEffect.AskConfirmation;
import io.plimsoll.core.memory.MemoryEffect.Exit;
import io.plimsoll.core.memory.MemoryEffect.KillTree;
import io.plimsoll.memory.Measure;
import io.plimsoll.memory.Stage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whom the load line ends, and when it ends everything, by the trees. */
class KillTest {

  private final Drive drive = new Drive();

  private static List<KillTree> kills(List<MemoryEffect> effects) {
    return Drive.of(KillTree.class, effects);
  }

  @Test
  void ofThoseThatAreEnoughTheOneWithTheLeastWorkGoes() {
    drive.tree("old", 0.4, 900, 0).tree("young", 0.3, 5, 0).tree("small", 0.16, 1, 3);
    List<MemoryEffect> effects = drive.read(3);
    assertThat(Drive.stages(effects, Measure.TREES))
        .containsExactly(Stage.SHED, Stage.REFUSE, Stage.KILL);
    assertThat(kills(effects)).extracting(KillTree::lease).containsExactly("small");
    assertThat(kills(effects).get(0).words())
        .isEqualTo(
            "runtime and trees 820.2 MiB of 953.7 MiB (0.86), line 0.85: it holds 152.6 MiB, ran"
                + " 1.0 s, is tried again; of those that are enough alone it loses the least work");
  }

  @Test
  void oneThatIsTriedAgainGoesBeforeAYoungerOneThatIsNot() {
    drive.tree("again", 0.43, 900, 1).tree("once", 0.43, 5, 0).read(3);
    assertThat(kills(drive.all)).extracting(KillTree::lease).containsExactly("again");
  }

  @Test
  void whereNoneIsEnoughTheOneThatHoldsMostGoes() {
    drive.outside(0.2);
    for (int i = 0; i < 11; i++) {
      drive.tree("t" + i, i == 7 ? 0.08 : 0.06, 100 - i, 0);
    }
    drive.read(3);
    assertThat(kills(drive.all)).extracting(KillTree::lease).containsExactly("t7");
    assertThat(kills(drive.all).get(0).words()).contains("none is enough alone, it holds most");
  }

  @Test
  void theNextGoesOnlyAfterTheLastIsGoneAndTwoReadingsCame() {
    drive.tree("a", 0.46, 1, 0).tree("b", 0.45, 2, 0).read(3);
    assertThat(kills(drive.read(20))).isEmpty();
    drive.take(new MemoryEvent.TreeGone("a"));
    drive.gone("a");
    drive.tree("c", 0.46, 3, 0);
    assertThat(kills(drive.read())).isEmpty();
    assertThat(kills(drive.read())).extracting(KillTree::lease).containsExactly("b");
  }

  @Test
  void aTreeThatIsListedNoMoreIsGoneToo() {
    drive.tree("a", 0.46, 1, 0).tree("b", 0.45, 2, 0).read(3);
    drive.gone("a");
    drive.tree("c", 0.46, 3, 0);
    assertThat(kills(drive.read())).isEmpty();
    assertThat(kills(drive.read())).hasSize(1);
  }

  @Test
  void theEndOfAnotherTreeIsNotTheVictims() {
    drive.tree("a", 0.46, 1, 0).tree("b", 0.45, 2, 0).read(3);
    drive.take(new MemoryEvent.TreeGone("b"));
    assertThat(kills(drive.read(5))).isEmpty();
  }

  @Test
  void nobodyElseGoesOnceItHelped() {
    drive.tree("a", 0.4, 1, 0).tree("b", 0.46, 2, 0).read(3);
    drive.take(new MemoryEvent.TreeGone("a"));
    drive.gone("a");
    assertThat(kills(drive.read(100))).isEmpty();
    assertThat(drive.state.stage()).isEqualTo(Stage.NORMAL);
  }

  @Test
  void whatIsBeingEndedAnywayCountsAsGone() {
    drive.tree("a", 0.4, 1, 0);
    drive.trees.add(new io.plimsoll.memory.TreeReading("b", Drive.bytes(0.46), 1, 0, true));
    assertThat(kills(drive.read(10))).isEmpty();
  }

  @Test
  void aFullHeapEndsNoTree() {
    drive.heap(0.9).tree("a", 0.02, 1, 0).read(3);
    drive.take(drive.confirmed(Drive.bytes(0.9)));
    assertThat(kills(drive.all)).isEmpty();
    assertThat(Drive.stages(drive.all, Measure.TREES)).isEmpty();
  }

  @Test
  void noTreeIsEndedForWhatTheRuntimeItselfHolds() {
    drive.outside(0.86).tree("a", 0.01, 1, 0).read(10);
    assertThat(kills(drive.all)).isEmpty();
    assertThat(drive.state.stage()).isEqualTo(Stage.KILL);
  }

  @Test
  void aTreeBelowTheFloorIsNotWorthIt() {
    drive.outside(0.845).tree("a", 0.009, 1, 0).read(10);
    assertThat(kills(drive.all)).isEmpty();
    drive.tree("a", 0.011, 1, 0).read(3);
    assertThat(kills(drive.all)).hasSize(1);
  }

  @Test
  void garbageOfTheRuntimeEndsNoTree() {
    drive.heap(0.74, 0.84, 0.95).outside(0.1).tree("a", 0.1, 1, 0).read(3);
    assertThat(Drive.of(AskConfirmation.class, drive.all)).hasSize(1);
    drive.take(drive.confirmed(Drive.bytes(0.4)));
    drive.heap(0.5, 0.6, 0.8).sure(0.4).read(50);
    assertThat(Drive.stages(drive.all, Measure.TREES)).isEmpty();
  }

  @Test
  void whatTheRuntimeSurelyHoldsCounts() {
    drive.heap(0.5).sure(0.5).tree("a", 0.36, 1, 0).read(3);
    assertThat(kills(drive.all)).hasSize(1);
  }

  @Test
  void everythingEndsWhereNoTreeHelps() {
    List<MemoryEffect> effects = drive.outside(0.88).read(3);
    assertThat(Drive.stages(effects, Measure.TREES))
        .containsExactly(Stage.SHED, Stage.REFUSE, Stage.KILL, Stage.EXIT);
    assertThat(Drive.of(Exit.class, effects).get(0).words()).contains("no tree helps by ending");
  }

  @Test
  void whileATreeIsBeingEndedItIsGivenTime() {
    drive.tree("a", 0.9, 1, 0).read(10);
    assertThat(Drive.of(Exit.class, drive.all)).isEmpty();
    assertThat(kills(drive.all)).hasSize(1);
  }

  @Test
  void everythingEndsBeforeTheLimitEvenWhileATreeIsBeingEnded() {
    drive.tree("a", 0.9, 1, 0).read(4);
    drive.tree("a", 0.97, 1, 0).readAfter(Duration.ofMillis(100));
    assertThat(Drive.of(Exit.class, drive.all)).hasSize(1);
    assertThat(Drive.of(Exit.class, drive.all).get(0).words()).contains("grows 667.6 MiB a second");
  }

  @Test
  void aTreeThatGrowsTooFastForItsGraceIsEndedAtOnce() {
    drive.tree("a", 0.86, 1, 0).read(2);
    drive.tree("a", 0.87, 1, 0).read();
    assertThat(kills(drive.all)).extracting(KillTree::atOnce).containsExactly(false);
    Drive fast = new Drive();
    fast.tree("a", 0.85, 1, 0).read(2);
    fast.tree("a", 0.89, 1, 0).read();
    assertThat(kills(fast.all)).extracting(KillTree::atOnce).containsExactly(true);
  }

  /** So many parts of the limit a second, read every twentieth of it, up to this part. */
  private List<MemoryEffect> grownTo(double part, double asecond) {
    drive.tree("a", part - asecond / 20, 1, 0).read();
    drive.tree("a", part, 1, 0);
    return drive.readAfter(Duration.ofMillis(50));
  }

  @Test
  void oneReadingIsEnoughWhereGrowthWouldCrossTheLimitBeforeTheOthers() {
    List<MemoryEffect> effects = grownTo(0.86, 0.7);
    assertThat(Drive.stages(effects, Measure.TREES))
        .containsExactly(Stage.SHED, Stage.REFUSE, Stage.KILL);
    assertThat(kills(effects)).extracting(KillTree::atOnce).containsExactly(true);
    assertThat(kills(effects).get(0).words()).contains("it holds 820.2 MiB");
    assertThat(Drive.of(MemoryEffect.EnterStage.class, effects).get(2).words())
        .isEqualTo(
            "runtime and trees 820.2 MiB of 953.7 MiB (0.86), line 0.85, grows 667.6 MiB a second:"
                + " over the limit before more could be seen");
    assertThat(Drive.of(Exit.class, effects)).isEmpty();
  }

  /** Two more readings come before the limit: the end of one is tried before the end of all. */
  @Test
  void overTheLastLineItIsGivenTheTimeThatIsLeft() {
    List<MemoryEffect> effects = grownTo(0.88, 0.7);
    assertThat(kills(effects)).hasSize(1);
    assertThat(Drive.of(Exit.class, effects)).isEmpty();
  }

  @Test
  void itIsNotBelowTheLine() {
    assertThat(Drive.acts(grownTo(0.849, 0.9))).isEmpty();
  }

  /** Four readings of a twentieth of a second: the others, and one for its end. */
  @Test
  void itIsNotWhereTheOthersComeInTime() {
    assertThat(Drive.acts(grownTo(0.86, 0.69))).isEmpty();
  }

  @Test
  void whoOnlyWatchesSaysSoToo() {
    Drive watching = new Drive(MemoryPolicy.usual().watching());
    watching.tree("a", 0.82, 1, 0).read();
    watching.tree("a", 0.86, 1, 0).readAfter(Duration.ofMillis(50));
    assertThat(kills(watching.all)).hasSize(1);
  }

  @Test
  void treesThatGrowTooFastForTheirGraceEndAtOnceWithAllTheRest() {
    drive.tree("a", 0.9, 1, 0).read(4);
    drive.tree("a", 0.97, 1, 0).readAfter(Duration.ofMillis(100));
    assertThat(Drive.of(Exit.class, drive.all)).extracting(Exit::atOnce).containsExactly(true);
  }

  @Test
  void treesThatStandStillMayLeaveByThemselvesAtTheEnd() {
    drive.outside(0.88).read(3);
    assertThat(Drive.of(Exit.class, drive.all)).extracting(Exit::atOnce).containsExactly(false);
  }

  /** Where the heap ends everything, trees are not to blame. */
  @Test
  void treesMayLeaveByThemselvesWhereTheHeapIsFull() {
    drive.roomy(8).heap(0.9).tree("a", 0.1, 1, 0).read(3);
    drive.tree("a", 0.9, 1, 0).readAfter(Duration.ofMillis(100));
    drive.take(drive.confirmed(Drive.bytes(0.9)));
    assertThat(Drive.of(Exit.class, drive.all)).extracting(Exit::atOnce).containsExactly(false);
  }

  /** Read more often than trees are looked at, they would seem to stand still, and then to leap. */
  @Test
  void readingsForWhichNobodyLookedSayNothingOfTrees() {
    drive.tree("a", 0.86, 1, 0).read(2);
    for (int i = 0; i < 10; i++) {
      drive.readAfter(Duration.ofMillis(20), MemoryEvent.Subject.HEAP);
    }
    assertThat(drive.state.trees().recent()).hasSize(2);
    assertThat(drive.state.trees().stage()).isEqualTo(Stage.NORMAL);
    assertThat(Drive.pause(drive.readAfter(Duration.ofMillis(20), MemoryEvent.Subject.HEAP)))
        .isPositive();
    assertThat(kills(drive.read())).hasSize(1);
  }

  @Test
  void readingsOfTreesSayNothingOfTheHeap() {
    drive.roomy(8).heap(0.82).read(2);
    for (int i = 0; i < 10; i++) {
      drive.readAfter(Duration.ofMillis(20), MemoryEvent.Subject.TREES);
    }
    assertThat(drive.state.heap().recent()).hasSize(2);
    assertThat(drive.state.heap().stage()).isEqualTo(Stage.NORMAL);
    drive.read();
    assertThat(drive.state.heap().stage()).isEqualTo(Stage.REFUSE);
  }

  @Test
  void nobodyElseGoesByReadingsForWhichNobodyLooked() {
    drive.tree("a", 0.46, 1, 0).tree("b", 0.45, 2, 0).read(3);
    drive.take(new MemoryEvent.TreeGone("a"));
    drive.gone("a");
    drive.tree("c", 0.46, 3, 0);
    drive.readAfter(Duration.ofMillis(20), MemoryEvent.Subject.HEAP);
    drive.readAfter(Duration.ofMillis(20), MemoryEvent.Subject.HEAP);
    assertThat(kills(drive.read())).isEmpty();
    assertThat(kills(drive.read())).hasSize(1);
  }

  @Test
  void whoOnlyWatchesNamesWhomItWouldEndAndGoesOnJudging() {
    Drive watching = new Drive(MemoryPolicy.usual().watching());
    watching.tree("a", 0.9, 1, 0).read(100);
    assertThat(kills(watching.all)).hasSize(1);
    assertThat(Drive.of(Exit.class, watching.all)).hasSize(1);
    watching.gone("a");
    watching.read(130);
    assertThat(watching.state.stage()).isEqualTo(Stage.NORMAL);
  }
}

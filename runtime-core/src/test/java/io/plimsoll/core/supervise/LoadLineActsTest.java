package io.plimsoll.core.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.plimsoll.core.memory.MemoryPolicy;
import io.plimsoll.growth.Grown;
import io.plimsoll.memory.HeapClass;
import io.plimsoll.memory.HeapProof;
import io.plimsoll.memory.Holder;
import io.plimsoll.memory.Measure;
import io.plimsoll.memory.Stage;
import io.plimsoll.memory.TreeReading;
import io.plimsoll.testkit.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a load line of 1,000 MB has done, each act by itself. */
class LoadLineActsTest {

  private static final long MB = Ship.MB;

  private final VirtualTime time = new VirtualTime(Long.MAX_VALUE - 987_654_321L, Instant.EPOCH);
  private final Ship ship = new Ship();
  private final LoadLine line =
      new LoadLine(MemoryPolicy.usual(), ship, ship, time, time, this::handle);

  private void handle(Happening happening) {
    ((Happening.Memory) happening).what().accept(line);
  }

  private static TreeReading tree(String lease, long megabytes, long seconds) {
    return new TreeReading(
        lease, megabytes * MB, Duration.ofSeconds(seconds).toNanos(), 0, megabytes == 0);
  }

  private List<String> ended() {
    return ship.done.stream().filter(what -> what.startsWith("end ")).toList();
  }

  @Test
  void cachesHaveAllOfTheirBoundsAgain() {
    line.shed(0.25);
    line.relieve();
    assertThat(ship.done).containsExactly("keep 0.25", "keep 1.0");
  }

  @Test
  void theGateIsShutThenTriedThenOpen() {
    line.refuse("full");
    line.trial();
    line.admit();
    assertThat(ship.done).containsExactly("shut", "trial", "open");
  }

  @Test
  void everyStageThatIsComeToIsCounted() {
    List<Stage> counted = new ArrayList<>();
    line.countedBy(counted::add);
    line.announce(Stage.SHED, Measure.HEAP, "fuller");
    line.announce(Stage.NORMAL, Measure.HEAP, "emptier");
    assertThat(counted).containsExactly(Stage.SHED, Stage.NORMAL);
  }

  @Test
  void aStageThatNobodyCountsIsComeToAllTheSame() {
    assertThatCode(() -> line.announce(Stage.SHED, Measure.HEAP, "fuller"))
        .doesNotThrowAnyException();
  }

  @Test
  void whoLeavesShutsTheGateBeforeAnythingEnds() {
    line.exit("over", false);
    assertThat(ship.done).containsExactly("shut", "leave", "end all: over");
    time.advance(Duration.ofSeconds(10).minusNanos(1));
    assertThat(ship.done).hasSize(3);
    time.advance(Duration.ofNanos(1));
    assertThat(ship.done).endsWith("end all: over", "end all at once: over").hasSize(4);
  }

  @Test
  void whoMustGoAtOnceIsNotWaitedFor() {
    line.exit("over", true);
    time.advance(Duration.ofSeconds(20));
    assertThat(ship.done).containsExactly("shut", "leave", "end all at once: over");
  }

  /** A reading was asked for after this time, and comes. */
  private void readAfter(Duration pause) {
    line.readIn(pause);
    time.advance(pause);
  }

  private static final Duration SOON = Duration.ofMillis(60);

  private long looks() {
    return ship.done.stream().filter("look"::equals).count();
  }

  @Test
  void treesAreLookedAtWhereTheirOwnReadingsAreTooSeldom() {
    readAfter(Duration.ofSeconds(1));
    assertThat(ship.readings).isEqualTo(1);
    assertThat(ship.done).isEmpty();
    readAfter(SOON);
    assertThat(ship.done).containsExactly("look");
  }

  @Test
  void treesAreJudgedWhenAllWereLookedAtAndNotBefore() {
    ship.trees = List.of(tree("a", 860, 1));
    ship.toLookAt = 2;
    for (int i = 1; i <= 3; i++) {
      assertThat(line.stage()).isEqualTo(Stage.NORMAL);
      readAfter(SOON);
      assertThat(looks()).isEqualTo(i);
      int readings = ship.readings;
      ship.looked.run();
      time.advance(Duration.ZERO);
      assertThat(ship.readings).isEqualTo(readings);
      ship.looked.run();
      time.advance(Duration.ZERO);
      assertThat(ship.readings).isEqualTo(readings + 1);
    }
    assertThat(line.stage()).isEqualTo(Stage.KILL);
  }

  @Test
  void whereThereIsNothingToLookAtTheRuntimeItselfIsJudged() {
    readAfter(SOON);
    time.advance(Duration.ZERO);
    assertThat(ship.readings).isEqualTo(2);
  }

  /** One that ended meanwhile never answers; the others are judged by what is known. */
  @Test
  void aLookThatIsNotOverWhenTheNextIsDueIsWaitedForNoLonger() {
    ship.toLookAt = 1;
    readAfter(SOON);
    time.advance(Duration.ZERO);
    assertThat(ship.readings).isEqualTo(1);
    readAfter(SOON);
    time.advance(Duration.ZERO);
    assertThat(looks()).isEqualTo(2);
    assertThat(ship.readings).isEqualTo(3);
  }

  /** The heap is read more often near the line; to look at trees goes through all processes. */
  @Test
  void treesAreNotLookedAtAtEachReadingOfTheHeap() {
    readAfter(Duration.ofMillis(20));
    assertThat(looks()).isEqualTo(1);
    readAfter(Duration.ofMillis(49));
    assertThat(looks()).isEqualTo(1);
    readAfter(Duration.ofMillis(1));
    assertThat(looks()).isEqualTo(2);
  }

  @Test
  void aReadingIsBroughtForwardAndNeverPutOff() {
    line.readIn(Duration.ofMillis(500));
    line.readIn(Duration.ofMillis(600));
    line.readIn(Duration.ofMillis(100));
    time.advance(Duration.ofMillis(100).minusNanos(1));
    assertThat(ship.readings).isZero();
    time.advance(Duration.ofNanos(1));
    assertThat(ship.readings).isPositive();
    int readings = ship.readings;
    line.readIn(Duration.ofMillis(800));
    time.advance(Duration.ofMillis(700));
    assertThat(ship.readings).as("those put off do not come").isEqualTo(readings);
  }

  @Test
  void theNextReadingComesWhenItWasAskedFor() {
    line.readIn(Duration.ofSeconds(1));
    time.advance(Duration.ofSeconds(1).minusNanos(1));
    assertThat(ship.readings).isZero();
    time.advance(Duration.ofNanos(1));
    assertThat(ship.readings).isEqualTo(1);
  }

  @Test
  void theSoonerOfTwoReadingsComesWhicheverWasAskedForFirst() {
    line.readIn(Duration.ofMillis(100));
    line.readIn(Duration.ofMillis(500));
    time.advance(Duration.ofMillis(100));
    assertThat(ship.readings).isPositive();
  }

  /** The first was to tell of trees too, and has them looked at by nobody. */
  @Test
  void ofTwoReadingsAtOneTimeTheFirstComes() {
    line.readIn(Duration.ofSeconds(1));
    time.advance(Duration.ofMillis(500));
    line.readIn(Duration.ofMillis(500));
    time.advance(Duration.ofMillis(500));
    assertThat(ship.readings).isEqualTo(1);
    assertThat(looks()).isZero();
  }

  @Test
  void whatTreesShowPutsOffNoReadingOfTheHeap() {
    ship.toLookAt = 1;
    readAfter(SOON);
    line.readIn(Duration.ofMillis(100));
    ship.looked.run();
    time.advance(Duration.ZERO);
    assertThat(ship.readings).isEqualTo(2);
    time.advance(Duration.ofMillis(100));
    assertThat(ship.readings).isEqualTo(3);
  }

  @Test
  void theFirstReadingComesAfterWhatAShortCommandTakes() {
    line.begin();
    time.advance(Duration.ofMillis(200).minusNanos(1));
    assertThat(ship.readings).isZero();
    time.advance(Duration.ofNanos(1));
    assertThat(ship.readings).as("to judge, and to count").isEqualTo(2);
  }

  @Test
  void aReadingThatWasAskedForBeforeTheStopIsNotMade() {
    line.begin();
    assertThat(time.timersSet()).as("of the load line, and of what counts").isEqualTo(2);
    line.stop();
    time.advance(Duration.ofMinutes(1));
    assertThat(ship.readings).isZero();
  }

  @Test
  void whatGrowsIsCountedNoMoreAfterTheStopOrTheEnd() {
    line.begin();
    time.advance(Duration.ofSeconds(5));
    assertThat(ship.counted).isEqualTo(2);
    line.exit("over", false);
    time.advance(Duration.ofSeconds(10));
    assertThat(ship.counted).isEqualTo(2);
  }

  /** In a millisecond it is counted, and not read to be judged. */
  private void isCountedSoon() {
    line.begin();
    time.advance(Duration.ofMillis(2_300));
    line.readIn(Duration.ofMillis(100)); // so that the next but one is not made with what counts
    time.advance(Duration.ofMillis(899));
  }

  /** A heap that is as full is read again within 20 ms once it is judged. */
  @Test
  void whatIsCountedWithoutAProofIsNotJudgedByTheLoadLine() {
    isCountedSoon();
    ship.live = 990 * MB;
    time.advance(Duration.ofMillis(1));
    assertThat(ship.counted).isEqualTo(2);
    int readings = ship.readings;
    time.advance(Duration.ofMillis(100));
    assertThat(ship.readings).isEqualTo(readings);
    assertThat(line.stage()).isEqualTo(Stage.NORMAL);
    time.advance(Duration.ofSeconds(1));
    assertThat(line.stage()).as("by readings of its own").isNotEqualTo(Stage.NORMAL);
  }

  /** It is told once, in whatever reading comes first. */
  @Test
  void aProofInWhatIsCountedReachesTheLoadLine() {
    isCountedSoon();
    ship.live = 960 * MB;
    ship.proof = Optional.of(new HeapProof(960 * MB, time.nanos()));
    int readings = ship.readings;
    time.advance(Duration.ofMillis(1));
    assertThat(ship.counted).isEqualTo(2);
    assertThat(ship.readings).isEqualTo(readings + 1);
    assertThat(line.stage()).isEqualTo(Stage.EXIT);
  }

  private void heapGrows(int times) {
    for (int i = 0; i < times; i++) {
      ship.live += MB;
      time.advance(Ship.EVERY);
    }
  }

  @Test
  void aHeapThatSeemsToGrowIsCollectedAndThenToldOf() {
    line.begin();
    heapGrows(161);
    assertThat(ship.asked).hasSize(1);
    ship.asked.get(0).accept(Optional.of(new HeapProof(ship.live, time.nanos())));
    heapGrows(30);
    assertThat(ship.grew).isEmpty();
    heapGrows(10);
    assertThat(ship.grew).extracting(Grown::state).containsExactly(Grown.State.CONFIRMED);
    assertThat(ship.asked).hasSize(1);
    assertThat(ship.classes).as("as it seemed so, and when it was sure").hasSize(2);
    ship.classes.get(0).accept(List.of(new HeapClass("Known", 7, 100)));
    ship.classes.get(1).accept(List.of(new HeapClass("Known", 900, 100_000)));
    assertThat(line.report().text()).contains("class of Known: 893 objects more, of 900");
  }

  @Test
  void aHeapThatCannotBeCollectedOnlySeemsToGrow() {
    line.begin();
    heapGrows(161);
    ship.asked.get(0).accept(Optional.empty());
    heapGrows(40);
    assertThat(ship.grew).extracting(Grown::state).containsExactly(Grown.State.SUSPECT);
    assertThat(ship.classes).isEmpty();
  }

  /** It says as much of the memory as one that the load line asked for. */
  @Test
  void theProofOfThatCollectionCounts() {
    line.begin();
    heapGrows(161);
    ship.live = 960 * MB;
    time.advance(Duration.ofMillis(1));
    ship.asked.get(0).accept(Optional.of(new HeapProof(960 * MB, time.nanos())));
    assertThat(line.stage()).isEqualTo(Stage.EXIT);
  }

  @Test
  void whoOnlyWatchesHasNoHeapCollected() {
    LoadLine watching =
        new LoadLine(
            MemoryPolicy.usual().watching(),
            ship,
            ship,
            time,
            time,
            happening -> ((Happening.Memory) happening).what().accept(this.watching()));
    this.watches = Optional.of(watching);
    watching.begin();
    heapGrows(201);
    assertThat(ship.asked).isEmpty();
    assertThat(ship.grew).extracting(Grown::state).containsExactly(Grown.State.SUSPECT);
  }

  private Optional<LoadLine> watches = Optional.empty();

  private LoadLine watching() {
    return watches.orElseThrow();
  }

  @Test
  void afterTheStopNoReadingIsAskedFor() {
    line.stop();
    line.readIn(Duration.ofSeconds(1));
    line.begin();
    assertThat(time.timersSet()).isZero();
  }

  /** What is left of a tree in the books keeps nobody waiting once it is known to have ended. */
  @Test
  void theNextTreeGoesWhenTheLastIsToldToBeGone() {
    ship.trees = List.of(tree("first", 460, 1), tree("second", 450, 2));
    line.begin();
    time.advance(Duration.ofSeconds(10));
    assertThat(ended()).containsExactly("end first");
    ship.trees = List.of(tree("first", 0, 20), tree("second", 450, 21), tree("third", 460, 22));
    time.advance(Duration.ofSeconds(10));
    assertThat(ended()).as("the first is still listed").containsExactly("end first");
    line.gone("first");
    time.advance(Duration.ofSeconds(10));
    assertThat(ended()).containsExactly("end first", "end second");
  }

  /** As the loop does, which only logs what is thrown. */
  private void survive(LoadLine line, Happening happening) {
    try {
      ((Happening.Memory) happening).what().accept(line);
    } catch (OutOfMemoryError e) {
      assertThat(e).hasMessage("on purpose");
    }
  }

  @Test
  void afterAReadingThatCouldNotBeJudgedItIsReadAgain() {
    Ship full =
        new Ship() {
          @Override
          public List<TreeReading> trees() {
            throw new OutOfMemoryError("on purpose");
          }
        };
    LoadLine[] made = new LoadLine[1];
    made[0] =
        new LoadLine(MemoryPolicy.usual(), full, full, time, time, what -> survive(made[0], what));
    made[0].begin();
    time.advance(Duration.ofMillis(300));
    int counted = full.counted;
    int readings = full.readings - counted;
    assertThat(readings).isPositive();
    time.advance(Duration.ofSeconds(10));
    assertThat(full.readings - full.counted).isGreaterThan(readings + 5);
  }

  @Test
  void whoLeavesDoesSoThoughNotAllCanBeToldOfTheMemory() {
    Ship full =
        new Ship() {
          private boolean first = true;

          @Override
          public List<Holder> holders() {
            boolean ofCargo = first;
            first = false;
            if (ofCargo) {
              return super.holders();
            }
            throw new IllegalStateException("on purpose");
          }
        };
    LoadLine leaving = new LoadLine(MemoryPolicy.usual(), full, full, time, time, what -> {});
    leaving.exit("over", true);
    assertThat(full.done).containsExactly("shut", "leave", "end all at once: over");
  }
}

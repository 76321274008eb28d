package io.plimsoll.core.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.memory.MemoryPolicy;
import io.plimsoll.memory.HeapProof;
import io.plimsoll.memory.HeapReading;
import io.plimsoll.memory.Holder;
import io.plimsoll.memory.LoadReport;
import io.plimsoll.memory.Measure;
import io.plimsoll.memory.MemoryReading;
import io.plimsoll.memory.Stage;
import io.plimsoll.memory.TreeReading;
import io.plimsoll.port.AdmissionGate;
import io.plimsoll.testkit.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What a load line of 1,000 MB has done, each act by itself. */
class LoadLineActsTest {

  private static final long MB = 1_000_000;

  private final VirtualTime time = new VirtualTime(Long.MAX_VALUE - 987_654_321L, Instant.EPOCH);
  private final Ship ship = new Ship();
  private final LoadLine line =
      new LoadLine(MemoryPolicy.usual(), ship, ship, time, time, this::handle);

  /** All that is around a load line; it writes down what is asked of it. */
  private static final class Ship implements LoadSurroundings, LoadLine.Cargo, AdmissionGate {
    private final List<String> done = new ArrayList<>();
    private List<TreeReading> trees = List.of();
    private int readings;
    private int toLookAt;
    private Runnable looked = () -> {};

    @Override
    public MemoryReading read() {
      readings++;
      OptionalLong live = OptionalLong.of(10 * MB);
      HeapReading heap =
          new HeapReading(live, live, live, 10 * MB, 10 * MB, 1_000 * MB, Optional.empty(), false);
      return new MemoryReading(heap, 20 * MB, 10 * MB, 1_000 * MB, 0);
    }

    @Override
    public void confirm(String words, Consumer<Optional<HeapProof>> answer) {}

    @Override
    public void prepare(Supplier<LoadReport> rehearsal) {}

    @Override
    public void shed(double fraction) {
      done.add("keep " + fraction);
    }

    @Override
    public AdmissionGate gate() {
      return this;
    }

    @Override
    public void entered(Stage stage, Measure measure, String words) {}

    @Override
    public void exit(LoadReport report) {
      done.add("leave");
    }

    @Override
    public List<TreeReading> trees() {
      return trees;
    }

    @Override
    public int look(Runnable each) {
      done.add("look");
      looked = each;
      return toLookAt;
    }

    @Override
    public List<Holder> holders() {
      return List.of();
    }

    @Override
    public void shed(String lease, String words, boolean atOnce) {
      done.add("end " + lease);
    }

    @Override
    public void shedAll(String words, boolean atOnce) {
      done.add("end all" + (atOnce ? " at once: " : ": ") + words);
    }

    @Override
    public boolean admits() {
      return true;
    }

    @Override
    public void open() {
      done.add("open");
    }

    @Override
    public void trial() {
      done.add("trial");
    }

    @Override
    public void shut() {
      done.add("shut");
    }

    @Override
    public String state() {
      return "as it was told";
    }

    @Override
    public void close() {}
  }

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
    assertThat(ship.readings).isEqualTo(1);
  }

  @Test
  void aReadingThatWasAskedForBeforeTheStopIsNotMade() {
    line.begin();
    assertThat(time.timersSet()).isEqualTo(1);
    line.stop();
    time.advance(Duration.ofMinutes(1));
    assertThat(ship.readings).isZero();
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
}

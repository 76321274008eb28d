package io.plimsoll.core.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.plimsoll.core.Logged;
import io.plimsoll.core.supervise.Counting.Counted;
import io.plimsoll.growth.Gauge;
import io.plimsoll.growth.GaugeReading;
import io.plimsoll.growth.Grown;
import io.plimsoll.growth.Series;
import io.plimsoll.memory.HeapClass;
import io.plimsoll.memory.Holder;
import io.plimsoll.memory.TreeReading;
import io.plimsoll.port.Ticker;
import io.plimsoll.port.Timers;
import io.plimsoll.report.LeakReport;
import io.plimsoll.testkit.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Counts every three seconds what a ship holds, by a ticker that wraps around meanwhile. */
class CountingTest {

  private static final Duration FIRST = Duration.ofMillis(200);
  private static final Gauge LISTENERS = Gauge.count("listeners", "");
  private static final Gauge CHILDREN = Gauge.count("children", "");

  private final VirtualTime time = new VirtualTime(Long.MAX_VALUE - 7_654_321_987L, Instant.EPOCH);
  private final Ship ship = new Ship();
  private int sure;
  private final List<Counted> all = new ArrayList<>();
  private final Counting counting = new Counting(ship, ship, time, time, new Judged());

  /** Keeps what was counted. */
  private class Kept implements Counting.Told {
    @Override
    public void counted(Counted counted) {
      all.add(counted);
    }

    @Override
    public void heapGrows() {
      sure++;
    }
  }

  /** Has it judged as well. */
  private final class Judged extends Kept {
    @Override
    public void counted(Counted counted) {
      super.counted(counted);
      counting.judge(counted);
    }
  }

  private static GaugeReading shows(Gauge gauge, long value) {
    return new GaugeReading(gauge, value);
  }

  @Test
  void itIsCountedAfterAWhileAndThenOnAGrid() {
    long start = time.nanos();
    counting.begin(FIRST);
    time.advance(FIRST.minusNanos(1));
    assertThat(all).isEmpty();
    time.advance(Ship.EVERY.multipliedBy(3).plusNanos(1));
    assertThat(all)
        .extracting(counted -> Duration.ofNanos(counted.at() - start))
        .containsExactly(
            FIRST,
            FIRST.plus(Ship.EVERY),
            FIRST.plus(Ship.EVERY.multipliedBy(2)),
            FIRST.plus(Ship.EVERY.multipliedBy(3)));
  }

  /** Time that is read and timers that are set by hand: a timer may come late. */
  private static final class ByHand implements Ticker, Timers {
    long now = Long.MAX_VALUE - 5_000_000_000L;
    long due;
    Runnable task = () -> {};

    @Override
    public long nanos() {
      return now;
    }

    @Override
    public Instant wallTime() {
      return Instant.EPOCH;
    }

    @Override
    public Timer at(long dueNanos, Runnable what) {
      due = dueNanos;
      task = what;
      return () -> {};
    }

    /** The timer comes so late. */
    void comes(Duration late) {
      now = due + late.toNanos();
      task.run();
    }
  }

  private final ByHand hand = new ByHand();
  private final Counting byHand = new Counting(ship, ship, hand, hand, new Kept());

  @Test
  void whatIsLateByLessThanAPauseKeepsTheGrid() {
    byHand.begin(FIRST);
    long first = hand.due;
    assertThat(first - hand.now).isEqualTo(FIRST.toNanos());
    hand.comes(Ship.EVERY.minusNanos(1));
    assertThat(hand.due - first).isEqualTo(Ship.EVERY.toNanos());
    hand.comes(Duration.ZERO);
    assertThat(hand.due - first).isEqualTo(2 * Ship.EVERY.toNanos());
  }

  /** A machine that was asleep. */
  @Test
  void whatWasMissedIsNotMadeUpFor() {
    byHand.begin(FIRST);
    hand.comes(Ship.EVERY);
    assertThat(hand.due - hand.now).isEqualTo(Ship.EVERY.toNanos());
    hand.comes(Ship.EVERY.multipliedBy(10).plusMillis(7));
    assertThat(hand.due - hand.now).isEqualTo(Ship.EVERY.toNanos());
    assertThat(all).hasSize(2);
  }

  @Test
  void itIsTriedAgainWhereItFailed() {
    ship.broken = true;
    try (Logged logged = new Logged(Counting.class)) {
      counting.begin(FIRST);
      time.advance(Duration.ofSeconds(5));
      assertThat(logged.lines())
          .hasSize(2)
          .allMatch(line -> line.startsWith("WARNING what grows could not be counted"));
    }
    assertThat(ship.readings).isEqualTo(2);
    assertThat(all).isEmpty();
    ship.broken = false;
    time.advance(Ship.EVERY);
    assertThat(all).hasSize(1);
  }

  @Test
  void whoIsStoppedReadsNothingAndSetsNoTimer() {
    counting.begin(FIRST);
    time.advance(FIRST);
    assertThat(ship.readings).isEqualTo(1);
    counting.stop();
    time.advance(Ship.EVERY);
    assertThat(ship.readings).isEqualTo(1);
    assertThat(time.timersSet()).isZero();
    counting.begin(FIRST);
    assertThat(time.timersSet()).isZero();
  }

  /** What is counted is closed while the last count is under way. */
  @Test
  void whatFailsOnceItIsStoppedIsNoTrouble() {
    Counting[] ended = new Counting[1];
    Ship closing =
        new Ship() {
          @Override
          public List<GaugeReading> gauges() {
            ended[0].stop();
            throw new IllegalStateException("closed");
          }
        };
    ended[0] = new Counting(closing, closing, time, time, new Kept());
    try (Logged logged = new Logged(Counting.class)) {
      ended[0].begin(FIRST);
      time.advance(Ship.EVERY);
      assertThat(logged.lines()).isEmpty();
    }
    assertThat(all).isEmpty();
    assertThat(time.timersSet()).isZero();
  }

  /** What the program watches may be known only later, on another thread. */
  @Test
  void whatIsKnownLateIsToldUntilItIsStopped() {
    List<Consumer<List<GaugeReading>>> waiters = new ArrayList<>();
    Ship slow =
        new Ship() {
          @Override
          public void gauges(Consumer<List<GaugeReading>> answer) {
            waiters.add(answer);
          }
        };
    Counting late = new Counting(slow, slow, time, time, new Kept());
    late.begin(FIRST);
    time.advance(FIRST.plus(Ship.EVERY));
    assertThat(waiters).hasSize(2);
    assertThat(all).isEmpty();
    waiters.get(0).accept(List.of(shows(LISTENERS, 3)));
    assertThat(all)
        .singleElement()
        .satisfies(c -> assertThat(c.gauges()).contains(shows(LISTENERS, 3)));
    late.stop();
    waiters.get(1).accept(List.of(shows(LISTENERS, 4)));
    assertThat(all).hasSize(1);
  }

  @Test
  void whatFailsWhenItIsToldIsLoggedAndCountedAgain() {
    Counting failing =
        new Counting(
            ship,
            ship,
            time,
            time,
            new Kept() {
              @Override
              public void counted(Counted counted) {
                super.counted(counted);
                throw new IllegalStateException("on purpose");
              }
            });
    try (Logged logged = new Logged(Counting.class)) {
      failing.begin(FIRST);
      time.advance(FIRST.plus(Ship.EVERY));
      assertThat(logged.lines()).hasSize(2).allMatch(line -> line.contains("could not be counted"));
    }
    assertThat(all).hasSize(2);
  }

  @Test
  void theMemoryIsWeighedLessWhatIsKnownOfIt() {
    ship.caches = List.of(new Holder("cache", "a", 2, ""), new Holder("cache", "b", 5, ""));
    ship.gauges = List.of(shows(LISTENERS, 3));
    counting.begin(FIRST);
    time.advance(FIRST);
    assertThat(all.get(0).gauges())
        .containsExactlyInAnyOrder(
            shows(Gauge.bytes("heap", ""), 10 * Ship.MB - 7),
            shows(Gauge.bytes("memory outside the heap", ""), 10 * Ship.MB),
            shows(LISTENERS, 3));
    ship.caches = List.of(new Holder("cache", "a", 11 * Ship.MB, ""));
    time.advance(Ship.EVERY);
    assertThat(all.get(1).gauges()).contains(shows(Gauge.bytes("heap", ""), 0));
  }

  @Test
  void beforeAnythingWasCollectedAllButTheHeapIsWeighed() {
    ship.liveUnknown = true;
    ship.gauges = List.of(shows(LISTENERS, 3));
    counting.begin(FIRST);
    time.advance(FIRST);
    assertThat(all.get(0).gauges())
        .containsExactly(
            shows(LISTENERS, 3), shows(Gauge.bytes("memory outside the heap", ""), 10 * Ship.MB));
  }

  @Test
  void whatGrowsAroundItAndOfTheCommandsIsTold() {
    counting.begin(FIRST);
    for (int i = 0; i < 300; i++) {
      ship.gauges = List.of(shows(LISTENERS, i));
      ship.ofCommands = List.of(shows(CHILDREN, 2L * i));
      time.advance(Ship.EVERY);
    }
    assertThat(ship.grew).extracting(Grown::gauge).containsOnly(LISTENERS, CHILDREN);
    assertThat(counting.report().grown())
        .extracting(Grown::gauge, Grown::perHour, grown -> grown.perOperation().orElse(0))
        .containsExactly(tuple(LISTENERS, 1_200.0, 1.0), tuple(CHILDREN, 2_400.0, 2.0));
    assertThat(sure).as("what grows is no heap").isZero();
    assertThat(counting.report().readings()).isEqualTo(300);
    assertThat(Counting.nothing().readings()).isZero();
  }

  @Test
  void whereTheHeapGrowsForSureThatIsToldOnce() {
    counting.begin(FIRST);
    for (int i = 0; i < 161; i++) {
      ship.live += Ship.MB;
      time.advance(Ship.EVERY);
    }
    counting.collected(true);
    assertThat(sure).isZero();
    for (int i = 0; i < 100; i++) {
      ship.live += Ship.MB;
      ship.gauges = List.of(shows(LISTENERS, i)); // which does not seem to grow yet
      time.advance(Ship.EVERY);
    }
    assertThat(sure).isEqualTo(1);
    time.advance(Ship.EVERY.multipliedBy(1_000));
    assertThat(ship.grew).extracting(Grown::state).contains(Grown.State.CLEARED);
    assertThat(sure).as("it grows no more").isEqualTo(1);
  }

  @Test
  void theReportShowsWhatTheMemoryHeld() {
    ship.trees =
        List.of(
            new TreeReading("first", 5, 0, 0, false), new TreeReading("second", 2, 0, 0, false));
    counting.begin(FIRST);
    time.advance(FIRST);
    assertThat(counting.report().series())
        .extracting(Series::gauge, Series::points)
        .contains(
            tuple(LeakReport.HEAP_LIVE, List.of(new Series.Point(200, 10 * Ship.MB))),
            tuple(LeakReport.TREES, List.of(new Series.Point(200, 7))));
  }

  @Test
  void classesAreNamedThatGrewSinceTheHeapSeemedTo() {
    counting.collected(true);
    counting.classes(List.of(new HeapClass("a", 10, 1_000), new HeapClass("b", 1, 500)));
    assertThat(counting.grownClasses()).isEmpty();
    counting.classes(List.of(new HeapClass("a", 30, 100_000), new HeapClass("b", 1, 500)));
    assertThat(counting.grownClasses())
        .containsExactly(
            new Holder(
                "class", "a", 99_000, "20 objects more, of 30, since the heap seems to grow"));
    counting.collected(true);
    assertThat(counting.grownClasses()).isEmpty();
  }
}

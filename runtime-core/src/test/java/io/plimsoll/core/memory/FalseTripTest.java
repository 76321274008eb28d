package io.plimsoll.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.memory.HeapProof;
import io.plimsoll.memory.HeapReading;
import io.plimsoll.memory.LiveWindow;
import io.plimsoll.memory.MemoryReading;
import io.plimsoll.memory.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * A heap of which half is in use, under steady churn, as collectors show it: no reading may trip
 * the line, though each plainer signal would.
 *
 * <p>The series are synthesised: each signal stands at or above 0.75 and 0.85 of the heap in the
 * parts of the readings that were measured on a heap of 512 MiB, and the least of sixteen readings
 * after a collection stays where it was seen.
 */
class FalseTripTest {

  private static final long HEAP = 512L << 20;
  private static final int SECONDS = 15 * 60;
  private static final int COLLECTIONS_A_SECOND = 16;

  /** The parts of its readings that a signal shows at or above 0.75 and at or above 0.85. */
  private record Parts(double warm, double hot) {}

  /** A row: a collector, its signals, and the mean of the least of sixteen. */
  private record Row(
      String collector, Parts instant, Parts afterLast, Parts oldGeneration, double least) {}

  private static final List<Row> ROWS =
      List.of(
          row("G1 on 17", parts(94, 34), parts(78, 28), parts(41, 0), 0.74),
          row("G1 on 17, IHOP 30, reserve 25", parts(61, 0), parts(39, 0), parts(15, 0), 0.71),
          row("G1 on 25", parts(68, 26), parts(64, 19), parts(57, 13), 0.51),
          row("Serial on 17", parts(25, 3), parts(0, 0), parts(0, 0), 0.50),
          row("ZGC on 17", parts(38, 2), parts(0, 0), parts(0, 0), 0.60));

  private static Row row(
      String collector, Parts instant, Parts afterLast, Parts oldGeneration, double least) {
    return new Row(collector, instant, afterLast, oldGeneration, least);
  }

  private static Parts parts(double warm, double hot) {
    return new Parts(warm / 100, hot / 100);
  }

  @TestFactory
  List<DynamicTest> theLeastOfSixteenTripsNeverWhereAPlainerSignalWould() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Row row : ROWS) {
      tests.add(DynamicTest.dynamicTest(row.collector(), () -> replay(row)));
    }
    return tests;
  }

  /**
   * Garbage may stand through sixteen collections of the young part: the least of them trips, and
   * one collection of the whole heap says that it is none of what is in use.
   */
  @Test
  void whatStandsAfterSixteenCollectionsTripsNothingUnlessItIsInUse() {
    assertThat(standing(0.5, true).trips).isZero();
    assertThat(standing(0.5, true).confirmations).isBetween(10, SECONDS / 60 + 7);
    assertThat(standing(0.5, false).highest).as("by itself").isEqualTo(Stage.REFUSE);
    assertThat(standing(0.8, true).trips).as("in use").isPositive();
  }

  private static Replay standing(double truth, boolean collects) {
    LiveWindow window = new LiveWindow();
    Replay replay = new Replay(collects, window);
    for (int second = 0; second < SECONDS; second++) {
      for (int i = 0; i < COLLECTIONS_A_SECOND; i++) {
        window.left(bytes(0.82));
      }
      replay.take(window.reading(bytes(0.84), HEAP, HEAP), bytes(truth));
    }
    return replay;
  }

  private static void replay(Row row) {
    Replay ours = new Replay();
    Replay instant = new Replay();
    Replay afterLast = new Replay();
    Replay old = new Replay();
    LiveWindow window = new LiveWindow();
    SplittableRandom random = new SplittableRandom(17);
    int collections = 0;
    for (int second = 0; second < SECONDS; second++) {
      double newest = 0;
      for (int i = 0; i < COLLECTIONS_A_SECOND; i++) {
        // Once in each sixteen the low end shows: after a mixed collection, or by chance.
        double low = row.least() - 0.004 * random.nextDouble();
        newest =
            collections++ % LiveWindow.READINGS == 7 ? low : show(row.afterLast(), low, second, i);
        window.left(bytes(newest));
      }
      double used = show(row.instant(), row.least(), second, 3);
      double oldNow = show(row.oldGeneration(), row.least() - 0.05, second, 5);
      ours.take(window.reading(bytes(Math.max(used, newest)), HEAP, HEAP), bytes(0.5));
      instant.take(plain(used), bytes(used));
      afterLast.take(plain(newest), bytes(newest));
      old.take(plain(oldNow), bytes(oldNow));
    }
    assertThat(ours.trips).as("%s: %s", row.collector(), ours.highest).isZero();
    assertThat(ours.confirmations).as("collections asked for").isLessThanOrEqualTo(SECONDS / 60);
    tripsWhereItStandsHigh("instantaneous", row.instant(), instant);
    tripsWhereItStandsHigh("after the last collection", row.afterLast(), afterLast);
    tripsWhereItStandsHigh("old generation", row.oldGeneration(), old);
  }

  /** A signal that is high in a good part of its readings is so three times in a row. */
  private static void tripsWhereItStandsHigh(String signal, Parts parts, Replay replay) {
    if (parts.warm() >= 0.15) {
      assertThat(replay.trips).as(signal).isPositive();
    } else {
      assertThat(replay.trips).as(signal).isZero();
    }
    if (parts.hot() >= 0.13) {
      assertThat(replay.highest).as(signal).isGreaterThanOrEqualTo(Stage.REFUSE);
    }
  }

  /**
   * The height of a signal at a reading: runs of some seconds, as collectors go up and down in
   * waves, in which it is so high for its part of the time.
   */
  private static double show(Parts parts, double low, int second, int salt) {
    double place = ((second + salt / 16.0) % 60) / 60;
    if (place < parts.hot()) {
      return 0.88;
    }
    return place < parts.warm() ? 0.80 : Math.min(low + 0.005, 0.745);
  }

  private static long bytes(double part) {
    return Math.round(part * HEAP);
  }

  private static HeapReading plain(double part) {
    OptionalLong value = OptionalLong.of(bytes(part));
    return new HeapReading(value, value, value, bytes(part), HEAP, HEAP, Optional.empty(), false);
  }

  /** A session that is fed with one signal. */
  private static final class Replay {

    final MemoryPolicy policy = MemoryPolicy.usual().watching();
    final boolean collects;
    final LiveWindow window;
    MemoryState state = MemoryState.start();
    Stage highest = Stage.NORMAL;
    long now;
    int trips;
    int confirmations;

    /** A session whose heap is collected as a whole when that is asked for. */
    Replay() {
      this(true, new LiveWindow());
    }

    Replay(boolean collects, LiveWindow window) {
      this.collects = collects;
      this.window = window;
    }

    void take(HeapReading heap, long truth) {
      now += Duration.ofSeconds(1).toNanos();
      // Beside its heap a runtime holds some 60 MiB: threads, code, classes.
      decide(
          new MemoryEvent.Reading(
              new MemoryReading(heap, HEAP + (60L << 20), 60L << 20, HEAP, 0),
              List.of(),
              MemoryEvent.Subject.BOTH),
          truth);
    }

    private MemoryEvent confirmed(long truth) {
      HeapProof proof = new HeapProof(truth, now);
      window.proven(proof);
      window.answered(proof);
      return new MemoryEvent.Confirmed(proof);
    }

    private void decide(MemoryEvent event, long truth) {
      var decided = policy.on(state, event, now);
      state = decided.next();
      for (MemoryEffect effect : decided.effects()) {
        if (effect instanceof MemoryEffect.EnterStage entered
            && entered.stage() != Stage.NORMAL
            && entered.stage().compareTo(highest) >= 0) {
          highest = entered.stage();
          trips++;
        } else if (effect instanceof MemoryEffect.AskConfirmation) {
          confirmations++;
          decide(collects ? confirmed(truth) : new MemoryEvent.ConfirmFailed(), truth);
        }
      }
    }
  }
}

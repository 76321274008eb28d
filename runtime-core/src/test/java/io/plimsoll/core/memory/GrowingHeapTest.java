package io.plimsoll.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.memory.MemoryEffect.AskConfirmation;
import io.plimsoll.core.memory.MemoryEffect.Exit;
import io.plimsoll.core.memory.MemoryEffect.NextReadingIn;
import io.plimsoll.memory.HeapProof;
import io.plimsoll.memory.LiveWindow;
import io.plimsoll.memory.Measure;
import io.plimsoll.memory.MemoryReading;
import io.plimsoll.memory.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A heap of 512 MiB, half in use, of which more and more is used, as collectors show it: everything
 * ends before it is full, however fast it grows and however late a collector looks. Models of
 * collectors, in virtual time.
 */
class GrowingHeapTest {

  private static final double HEAP = 512 << 20;
  private static final double MEGABYTES = 1e6;
  private static final long STEP = Duration.ofMillis(1).toNanos();

  /**
   * A collector.
   *
   * @param young the part of the heap that is filled before it looks at any of it
   * @param left the part of what it looked at that it leaves although it is garbage
   * @param wholeMillis what a collection of the whole heap takes
   * @param beside whether the program goes on meanwhile
   */
  private record Collector(double young, double left, long wholeMillis, boolean beside) {}

  private static Collector collector(String name) {
    return switch (name) {
      case "G1" -> new Collector(0.08, 0.3, 150, false);
      case "Serial" -> new Collector(0.27, 0, 300, false);
      case "ZGC" -> new Collector(0.15, 0.1, 120, true);
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** A heap under a policy: time passes in steps, and what the policy asks for is done. */
  private static final class Model {

    final Collector collector;
    final MemoryPolicy policy = MemoryPolicy.usual();
    final LiveWindow window;
    final List<MemoryEffect> effects = new ArrayList<>();
    double grows;
    double wastes;
    MemoryState state = MemoryState.start();
    long now;
    long readAt;
    double live = HEAP / 2;
    double used = HEAP / 2;
    double looked = HEAP / 2;
    double atStart;
    long begunAt;
    long wholeDone = Long.MAX_VALUE;
    boolean full;
    boolean left;
    int asked;

    /** Grows and wastes so many bytes a second. */
    Model(Collector collector, double grows, double wastes) {
      this.collector = collector;
      this.window = new LiveWindow(collector.beside());
      this.grows = grows;
      this.wastes = wastes;
      window.left((long) used);
    }

    void run(Duration time) {
      long end = now + time.toNanos();
      while (now < end && !left && !full) {
        now += STEP;
        live += grows * STEP / 1e9;
        used += (grows + wastes) * STEP / 1e9;
        collect();
        if (now >= wholeDone) {
          wholeDone = Long.MAX_VALUE;
          whole(atStart, begunAt, used);
        }
        if (now >= readAt && !left) {
          read();
        }
      }
    }

    private void collect() {
      boolean squeezed = used >= HEAP;
      if (squeezed || used - looked >= collector.young() * HEAP) {
        // Squeezed, it frees all that it can before it gives up.
        used = squeezed ? live : live + (used - live) * collector.left();
        looked = used;
        if (squeezed && !collector.beside()) {
          window.proven(new HeapProof((long) used, now));
        } else {
          window.left((long) used);
        }
        full = live >= HEAP;
      }
    }

    private void whole(double held, long at, double after) {
      used = after;
      looked = after;
      HeapProof proof = new HeapProof((long) held, at);
      window.proven(proof);
      window.answered(proof);
      decide(new MemoryEvent.Confirmed(proof));
    }

    private void read() {
      decide(
          new MemoryEvent.Reading(
              new MemoryReading(
                  window.reading((long) used, (long) HEAP, (long) HEAP),
                  (long) HEAP,
                  0,
                  (long) (8 * HEAP),
                  0),
              List.of(),
              MemoryEvent.Subject.BOTH));
    }

    private void decide(MemoryEvent event) {
      var decided = policy.on(state, event, now);
      state = decided.next();
      for (MemoryEffect effect : decided.effects()) {
        if (effect instanceof NextReadingIn next) {
          readAt = now + next.pause().toNanos();
        } else {
          effects.add(effect);
          left |= effect instanceof Exit;
        }
        if (effect instanceof AskConfirmation) {
          asked++;
          ask();
        }
      }
    }

    private void ask() {
      long takes = Duration.ofMillis(collector.wholeMillis()).toNanos();
      if (collector.beside()) {
        atStart = live;
        begunAt = now;
        wholeDone = now + takes;
      } else {
        now += takes;
        whole(live, now, live);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "G1, 10", "G1, 40", "G1, 100", "G1, 250", "G1, 500",
    "Serial, 10", "Serial, 40", "Serial, 100", "Serial, 250", "Serial, 500",
    "ZGC, 10", "ZGC, 40", "ZGC, 100", "ZGC, 250", "ZGC, 500"
  })
  void everythingEndsInOrderBeforeTheHeapIsFull(String name, double rate) {
    Model heap = new Model(collector(name), rate * MEGABYTES, rate * MEGABYTES / 10);
    heap.run(Duration.ofMinutes(2));
    assertThat(heap.full).as("full, after %s", heap.effects).isFalse();
    assertThat(heap.left).isTrue();
    assertThat(Drive.stages(heap.effects, Measure.HEAP))
        .containsExactly(Stage.SHED, Stage.REFUSE, Stage.EXIT);
    assertThat(heap.live / HEAP).as("no sooner than it must").isGreaterThan(0.75);
  }

  /** What is thrown away fast is no growth: nothing ends, and collections are asked for seldom. */
  @ParameterizedTest
  @ValueSource(strings = {"G1", "Serial", "ZGC"})
  void whatIsOnlyThrownAwayEndsNothing(String name) {
    for (double rate : new double[] {10, 100, 500, 2_000}) {
      Model heap = new Model(collector(name), 0, rate * MEGABYTES);
      heap.run(Duration.ofMinutes(5));
      assertThat(heap.left).as("%s at %s MB/s", name, rate).isFalse();
      assertThat(Drive.stages(heap.effects, Measure.HEAP)).isEmpty();
      assertThat(heap.asked).as("%s at %s MB/s", name, rate).isLessThanOrEqualTo(5);
    }
  }

  /** By then it is known that all that comes in is garbage. */
  @ParameterizedTest
  @CsvSource({"G1, 100", "G1, 500", "Serial, 100", "Serial, 500", "ZGC, 100", "ZGC, 500"})
  void growthThatBeginsAfterMuchGarbageIsSeenInTime(String name, double rate) {
    Model heap = new Model(collector(name), 0, 100 * MEGABYTES);
    heap.run(Duration.ofMinutes(5));
    heap.grows = rate * MEGABYTES;
    heap.wastes = 0;
    heap.run(Duration.ofMinutes(2));
    assertThat(heap.full).as("full, after %s", heap.effects).isFalse();
    assertThat(heap.left).isTrue();
  }

  /** A heap that grew fast and stands still before the line goes on. */
  @Test
  void growthThatStopsInTimeEndsNothing() {
    for (String name : List.of("G1", "Serial", "ZGC")) {
      Model heap = new Model(collector(name), 500 * MEGABYTES, 0);
      heap.run(Duration.ofMillis(150));
      Model still = new Model(collector(name), 0, 50 * MEGABYTES);
      still.live = heap.live;
      still.used = heap.used;
      still.state = heap.state;
      still.run(Duration.ofMinutes(1));
      assertThat(still.left).as(name).isFalse();
    }
  }
}

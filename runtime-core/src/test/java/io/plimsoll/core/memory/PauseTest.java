package io.plimsoll.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.Due;
import io.plimsoll.memory.Measure;
import io.plimsoll.memory.Stage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How soon a measure is read again, to the nanosecond. */
class PauseTest {

  private static final long GIB = 1L << 30;
  private static final Duration NANO = Duration.ofNanos(1);
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private static Duration pause(Measure measure, Sight... sights) {
    Track track = new Track(measure, Stage.NORMAL, Due.NEVER, List.of(sights), 0);
    return Duration.ofNanos(MemoryPolicy.usual().pause(track));
  }

  /** A heap of a thousand million bytes that grew by half as many in the last second. */
  private static Duration growing(long held) {
    return pause(Measure.HEAP, heap(held - 500_000_000, 0), heap(held, SECOND));
  }

  private static Sight heap(long held, long at) {
    return new Sight(held, held, held, Drive.LIMIT, at);
  }

  private static Duration trees(long held, long limit) {
    return pause(Measure.TREES, new Sight(held, held, held, limit, 0));
  }

  @Test
  void whatWasNeverReadIsReadAfterTheLongestPause() {
    assertThat(pause(Measure.HEAP)).isEqualTo(Duration.ofSeconds(1));
    assertThat(pause(Measure.TREES)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void belowTheLinesItIsReadBeforeTheFirstOfThem() {
    assertThat(growing(500_000_000)).isEqualTo(Duration.ofMillis(500));
    assertThat(growing(650_000_000)).isEqualTo(Duration.ofMillis(200));
  }

  @Test
  void atALineItIsReadBeforeTheNext() {
    assertThat(growing(750_000_000)).isEqualTo(Duration.ofMillis(100));
    assertThat(growing(760_000_000)).isEqualTo(Duration.ofMillis(80));
    assertThat(growing(800_000_000)).isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void atTheLastLineAllTheReadingsMustComeBeforeTheLimit() {
    // An eighth is left, for three readings.
    assertThat(growing(875_000_000)).isEqualTo(Duration.ofNanos(83_333_333));
    assertThat(growing(880_000_000)).isEqualTo(Duration.ofMillis(80));
  }

  @Test
  void justBelowTheLastLineTheShortestPauseIsLeft() {
    assertThat(growing(874_999_999)).isEqualTo(Duration.ofMillis(20));
  }

  @Test
  void aHeapThatStandsStillIsNotReadSoonerHoweverFull() {
    assertThat(pause(Measure.HEAP, heap(Drive.LIMIT, 0), heap(Drive.LIMIT, SECOND)))
        .isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aHeapThatShrinksIsNotReadSooner() {
    assertThat(pause(Measure.HEAP, heap(950_000_000, 0), heap(900_000_000, SECOND)))
        .isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void growthOfTheHeapIsSeenByItsWorstCase() {
    assertThat(
            pause(
                Measure.HEAP,
                new Sight(100, 150_000_000, 150_000_000, Drive.LIMIT, 0),
                new Sight(100, 650_000_000, 650_000_000, Drive.LIMIT, SECOND)))
        .isEqualTo(Duration.ofMillis(200));
  }

  @Test
  void treesAreReadBeforeAGibibyteASecondReachesTheLimit() {
    assertThat(trees(GIB, 3 * GIB)).isEqualTo(Duration.ofSeconds(1));
    // The part of a nanosecond is left out.
    assertThat(trees(GIB, GIB + GIB / 2)).isCloseTo(Duration.ofMillis(500), NANO);
    assertThat(trees(GIB, GIB + GIB / 4)).isCloseTo(Duration.ofMillis(250), NANO);
    assertThat(trees(GIB, GIB)).isEqualTo(Duration.ofMillis(50));
  }

  @Test
  void treesThatGrowAreReadBeforeTheNextLine() {
    // Growth that nobody saw begin would take two seconds.
    Sight before = new Sight(5_250_000_000L, 0, 5_250_000_000L, 8_000_000_000L, 0);
    Sight newest = new Sight(5_750_000_000L, 0, 5_750_000_000L, 8_000_000_000L, SECOND);
    assertThat(pause(Measure.TREES, before, newest)).isEqualTo(Duration.ofMillis(500));
  }
}

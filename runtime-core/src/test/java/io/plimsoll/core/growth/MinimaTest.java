package io.plimsoll.core.growth;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.growth.Gauge;
import io.plimsoll.growth.Series;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MinimaTest {

  private static final Gauge LISTENERS = Gauge.count("listeners", "");
  private static final long MILLI = 1_000_000;

  private final Minima series = new Minima();

  private void add(int readings) {
    for (int i = 0; i < readings; i++) {
      long at = series.readings();
      series.add(1_000 + at, 10 * at, 2 * at);
    }
  }

  @Test
  void atFirstEachReadingIsAStretch() {
    add(64);
    assertThat(series.values()).hasSize(64).startsWith(1_000, 1_001).endsWith(1_063);
    assertThat(series.nanos()).startsWith(0, 10).endsWith(630);
    assertThat(series.operations()).startsWith(0, 2).endsWith(126);
    assertThat(series.length()).isEqualTo(1);
  }

  @Test
  void whereThereIsNoRoomStretchesDoubleInLength() {
    add(65);
    assertThat(series.length()).isEqualTo(2);
    assertThat(series.values()).as("the newest is not complete").hasSize(32);
    add(1);
    assertThat(series.values()).hasSize(33).startsWith(1_000, 1_002).endsWith(1_064);
  }

  @Test
  void howeverLongItIsItSpansAllOfIt() {
    add(100_000);
    assertThat(series.readings()).isEqualTo(100_000);
    assertThat(series.newest()).isEqualTo(100_999);
    assertThat(series.values()).hasSizeBetween(32, 64).startsWith(1_000);
    assertThat(series.values()[series.values().length - 1]).isGreaterThan(97_000);
    assertThat(series.length()).isEqualTo(2_048);
    assertThat(series.values()).isSorted();
  }

  @Test
  void theLeastOfAStretchCountsWithItsTime() {
    add(64);
    for (long value : new long[] {5, 3, 9, 4}) {
      series.add(value, 10 * series.readings(), 7);
    }
    assertThat(Arrays.copyOfRange(series.values(), 32, 34)).containsExactly(3, 4);
    assertThat(Arrays.copyOfRange(series.nanos(), 32, 34)).containsExactly(650, 670);
    assertThat(series.newest()).isEqualTo(4);
  }

  @Test
  void ofTwoStretchesThatAreMergedTheLesserStays() {
    for (int i = 0; i < 64; i++) {
      series.add(i % 2 == 0 ? 9 : 8, i, i);
    }
    series.add(1, 64, 64);
    assertThat(series.values()).containsOnly(8);
    assertThat(series.nanos()).startsWith(1, 3);
    assertThat(series.operations()).startsWith(1, 3);
  }

  @Test
  void ofEqualOnesTheFirstStays() {
    for (int i = 0; i < 68; i++) {
      series.add(7, i, i);
    }
    assertThat(series.nanos()).hasSize(34).startsWith(0, 2, 4).endsWith(64, 66);
  }

  private List<Series.Point> points() {
    return series.series(LISTENERS, 0).points();
  }

  @Test
  void theLastReadingIsAPointOfItsOwnUnlessAStretchHasIt() {
    for (int i = 1; i <= 64; i++) {
      series.add(i, i * MILLI, 0);
    }
    assertThat(points()).hasSize(64).endsWith(new Series.Point(64, 64));
    series.add(70, 65 * MILLI, 0);
    assertThat(points()).hasSize(33).endsWith(new Series.Point(63, 63), new Series.Point(65, 70));
    series.add(80, 66 * MILLI, 0);
    assertThat(points())
        .as("the least of the stretch that is complete now, and the last")
        .hasSize(34)
        .endsWith(new Series.Point(65, 70), new Series.Point(66, 80));
  }

  @Test
  void anEmptyOneHasNothing() {
    assertThat(points()).isEmpty();
    assertThat(series.values()).isEmpty();
    assertThat(series.newest()).isZero();
  }
}

package io.plimsoll.core.growth;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.growth.Series;
import io.plimsoll.memory.HeapReading;
import io.plimsoll.memory.MemoryReading;
import io.plimsoll.report.LeakReport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class OverviewTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Overview overview = new Overview();

  private void read(int second, OptionalLong live, long outside, long trees) {
    HeapReading heap =
        new HeapReading(live, live, OptionalLong.empty(), 500, 500, 1_000, Optional.empty(), false);
    overview.read(second * SECOND, new MemoryReading(heap, 900, outside, 2_000, 0), trees);
  }

  private List<Series.Point> points(io.plimsoll.growth.Gauge gauge) {
    return overview.series(SECOND).stream()
        .filter(one -> one.gauge().equals(gauge))
        .findFirst()
        .orElseThrow()
        .points();
  }

  @Test
  void itShowsWhatWasReadSinceTheBeginOfTheSession() {
    read(1, OptionalLong.empty(), 40, 7);
    read(3, OptionalLong.of(100), 50, 8);
    assertThat(points(LeakReport.HEAP_LIVE)).containsExactly(new Series.Point(2_000, 100));
    assertThat(points(LeakReport.BESIDES))
        .containsExactly(new Series.Point(0, 40), new Series.Point(2_000, 50));
    assertThat(points(LeakReport.TREES))
        .containsExactly(new Series.Point(0, 7), new Series.Point(2_000, 8));
    assertThat(points(LeakReport.ALL))
        .containsExactly(new Series.Point(0, 47), new Series.Point(2_000, 158));
  }

  @Test
  void ofALongSessionTheMostOfEachStretchIsKept() {
    for (int i = 1; i <= 1_000; i++) {
      read(i, OptionalLong.of(10), 0, i == 500 ? 900 : 20);
    }
    List<Series.Point> trees = points(LeakReport.TREES);
    assertThat(trees).hasSizeLessThanOrEqualTo(Minima.STRETCHES + 1);
    assertThat(trees).contains(new Series.Point(499_000, 900));
    assertThat(trees.get(trees.size() - 1).millis()).isEqualTo(999_000);
  }
}

package io.plimsoll.core.growth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.plimsoll.growth.Gauge;
import io.plimsoll.growth.GaugeReading;
import io.plimsoll.growth.Grown;
import io.plimsoll.growth.Series;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrowthWatchTest {

  private static final Gauge CHILDREN = Gauge.count("children", "");
  private static final Gauge HEAP = Gauge.bytes("heap", "");
  private static final long MIB = 1 << 20;

  private static final Gauge DOUBTFUL = Gauge.bytes("doubtful", "");

  private final GrowthWatch watch = new GrowthWatch(GrowthPolicy.usual(), DOUBTFUL);
  private final List<Grown> changes = new ArrayList<>();
  private long seconds;
  private int doubts;

  private void read(GaugeReading... readings) {
    seconds++;
    GrowthWatch.Changes now =
        watch.read(Duration.ofSeconds(seconds).toNanos(), 4 * seconds, List.of(readings));
    changes.addAll(now.told());
    doubts += now.doubt() ? 1 : 0;
  }

  private static GaugeReading shows(Gauge gauge, long value) {
    return new GaugeReading(gauge, value);
  }

  @Test
  void whatGrowsIsSuspectedThenConfirmedAndTheRestIsNot() {
    for (int i = 0; i < 300; i++) {
      read(shows(CHILDREN, i), shows(HEAP, 50 * MIB + i % 3));
    }
    assertThat(changes)
        .extracting(Grown::gauge, Grown::state)
        .containsExactly(
            tuple(CHILDREN, Grown.State.SUSPECT), tuple(CHILDREN, Grown.State.CONFIRMED));
    Grown found = watch.report().grown().get(0);
    assertThat(watch.report().grown()).hasSize(1);
    assertThat(found.perHour()).isEqualTo(3_600);
    assertThat(found.least()).isEqualTo(3_600);
    assertThat(found.perOperation()).hasValue(0.25);
    assertThat(found.to()).isEqualTo(299);
    assertThat(found.from()).isZero();
    assertThat(found.words())
        .startsWith("children: grows, from ")
        .endsWith("by 3600 an hour (3600 to 3600), 0.25 each operation");
  }

  @Test
  void whereNothingWasDoneThereIsNoPaceOfOperations() {
    for (int i = 0; i < 300; i++) {
      watch.read(Duration.ofSeconds(i).toNanos(), 5, List.of(shows(CHILDREN, i)));
    }
    assertThat(watch.report().grown()).hasSize(1);
    assertThat(watch.report().grown().get(0).perOperation()).isEmpty();
  }

  @Test
  void whatStopsGrowingIsCleared() {
    for (int i = 0; i < 2_000; i++) {
      read(shows(CHILDREN, Math.min(i, 300)));
    }
    assertThat(changes)
        .extracting(Grown::state)
        .containsExactly(Grown.State.SUSPECT, Grown.State.CONFIRMED, Grown.State.CLEARED);
    assertThat(watch.report().accused()).isEmpty();
    assertThat(watch.report().grown())
        .extracting(Grown::state)
        .containsExactly(Grown.State.CLEARED);
    assertThat(watch.report().text())
        .startsWith("nothing grows: 2000 readings of 1 counts")
        .endsWith("  children: does not grow any more, 300 now\n");
    assertThat(watch.report().accusations()).isEqualTo(1);
    assertThat(changes.get(2).words()).isEqualTo("children: does not grow any more, 300 now");
  }

  @Test
  void whatIsEstimatedIsToldWhenItIsSure() {
    for (int i = 0; i < 2_000; i++) {
      read(new GaugeReading(CHILDREN, Math.min(i, 300), true), shows(HEAP, MIB * Math.min(i, 300)));
    }
    assertThat(changes)
        .extracting(Grown::gauge, Grown::state)
        .containsExactly(
            tuple(HEAP, Grown.State.SUSPECT),
            tuple(CHILDREN, Grown.State.CONFIRMED),
            tuple(HEAP, Grown.State.CONFIRMED),
            tuple(CHILDREN, Grown.State.CLEARED),
            tuple(HEAP, Grown.State.CLEARED));
    assertThat(watch.report().accusations()).isEqualTo(2);
  }

  @Test
  void whatIsEstimatedAndOnlySeemedToGrowIsNeverTold() {
    Gauge counted = Gauge.count("children", "counted");
    for (int i = 0; i < 2_000; i++) {
      long value = Math.min(i, 164);
      read(new GaugeReading(CHILDREN, value, true), shows(counted, value));
    }
    assertThat(changes)
        .extracting(Grown::gauge, Grown::state)
        .containsExactly(tuple(counted, Grown.State.SUSPECT), tuple(counted, Grown.State.CLEARED));
    assertThat(watch.report().accusations()).isEqualTo(1);
  }

  @Test
  void beforeSoManyReadingsNothingIsSaid() {
    for (int i = 0; i < 159; i++) {
      read(shows(CHILDREN, i));
    }
    assertThat(changes).isEmpty();
    read(shows(CHILDREN, 160));
    assertThat(changes).as("the fifth judgement").hasSize(1);
  }

  @Test
  void littleIsNotWorthAWord() {
    for (int i = 0; i < 600; i++) {
      read(shows(CHILDREN, i / 60), shows(HEAP, MIB + i * 5_000L));
    }
    assertThat(changes).isEmpty();
  }

  @Test
  void theSurestComesFirstThenWhatRoseByTheLargestPart() {
    Gauge threads = Gauge.count("threads", "");
    for (int i = 0; i < 200; i++) {
      read(shows(HEAP, 100 * MIB + i * MIB), shows(CHILDREN, i));
    }
    for (int i = 0; i < 170; i++) {
      read(shows(HEAP, 300 * MIB + i * MIB), shows(CHILDREN, 200 + i), shows(threads, i));
    }
    assertThat(watch.report().grown())
        .extracting(Grown::gauge)
        .containsExactly(CHILDREN, HEAP, threads);
  }

  @Test
  void ofTwoThatAreAlikeWhatRoseByTheLargerPartComesFirst() {
    Gauge many = Gauge.count("threads", "");
    for (int i = 0; i < 300; i++) {
      read(shows(many, 900 + i), shows(CHILDREN, i));
    }
    assertThat(watch.report().grown().get(1).from()).isEqualTo(900);
    assertThat(watch.report().grown()).extracting(Grown::gauge).containsExactly(CHILDREN, many);
  }

  /** Threads have stacks, and what a scope holds is counted of all too. */
  @Test
  void ofThoseThatAreAsSureCountsComeFirstAndWhatHasAnOwner() {
    Gauge threads = Gauge.count("threads", "");
    Gauge leases = Gauge.count("leases", "session/a");
    Gauge tree = Gauge.bytes("tree", "s-1, sleep");
    for (int i = 0; i < 300; i++) {
      read(
          shows(HEAP, 2L * i * MIB),
          shows(tree, 900 * MIB + i * MIB),
          shows(threads, i),
          shows(leases, 900 + i));
    }
    assertThat(watch.report().grown())
        .extracting(Grown::gauge)
        .containsExactly(leases, threads, tree, HEAP);
  }

  @Test
  void oneThatIsNotReadAnyMoreIsForgotten() {
    for (int i = 0; i < 300; i++) {
      read(shows(CHILDREN, i));
    }
    read();
    assertThat(watch.report().accused()).isEmpty();
    read(shows(CHILDREN, 300));
    assertThat(watch.report().accused()).isEmpty();
  }

  @Test
  void oneThatIsReadTwiceAtOnceCountsOnce() {
    for (int i = 0; i < 159; i++) {
      read(shows(CHILDREN, i), shows(CHILDREN, i));
    }
    assertThat(changes).isEmpty();
  }

  @Test
  void ofWhatIsInDoubtNothingIsToldBeforeItWasLookedAtClosely() {
    int grown = 0;
    for (; doubts == 0 && grown < 300; grown++) {
      read(shows(DOUBTFUL, grown * MIB));
    }
    assertThat(grown).as("five judgements in a row").isEqualTo(160);
    watch.looked(true);
    for (int i = 0; i < 32; i++) {
      read(shows(DOUBTFUL, (grown + i) * MIB));
    }
    assertThat(changes).isEmpty();
    assertThat(watch.report().accused()).isEmpty();
    for (int i = 32; i < 40; i++) {
      read(shows(DOUBTFUL, (grown + i) * MIB));
    }
    assertThat(changes).extracting(Grown::state).containsExactly(Grown.State.CONFIRMED);
    assertThat(watch.report().grown()).hasSize(1);
    for (int i = 0; i < 2_000; i++) {
      read(shows(DOUBTFUL, (grown + 40) * MIB));
    }
    assertThat(changes)
        .extracting(Grown::state)
        .containsExactly(Grown.State.CONFIRMED, Grown.State.CLEARED);
    assertThat(watch.report().accused()).isEmpty();
    assertThat(doubts).isEqualTo(1);
  }

  /** A collection of the whole has freed what only looked like growth. */
  @Test
  void ofWhatDoesNotBearItOutNothingIsTold() {
    for (int i = 0; i < 160; i++) {
      read(shows(DOUBTFUL, i * MIB));
    }
    assertThat(doubts).isEqualTo(1);
    watch.looked(true);
    for (int i = 0; i < 2_000; i++) {
      read(shows(DOUBTFUL, i % 160 * MIB));
    }
    assertThat(changes).isEmpty();
    assertThat(watch.report().accused()).isEmpty();
  }

  @Test
  void whatIsDoubtedAndFallsForGoodIsNotToldToHaveStopped() {
    for (int i = 0; i < 160; i++) {
      read(shows(DOUBTFUL, i * MIB));
    }
    watch.looked(true);
    for (int i = 0; i < 400; i++) {
      read(shows(DOUBTFUL, 0));
    }
    assertThat(changes).isEmpty();
    assertThat(doubts).isEqualTo(1);
  }

  @Test
  void whatOnlySeemedToGrowIsCleared() {
    for (int i = 0; i < 300; i++) {
      read(shows(DOUBTFUL, i * MIB));
    }
    for (int i = 0; i < 2_000; i++) {
      read(shows(DOUBTFUL, 300 * MIB));
    }
    assertThat(changes)
        .extracting(Grown::state)
        .containsExactly(Grown.State.SUSPECT, Grown.State.CLEARED);
  }

  @Test
  void whatCannotBeLookedAtCloselyOnlySeemsToGrow() {
    for (int i = 0; i < 300; i++) {
      read(shows(DOUBTFUL, i * MIB));
    }
    assertThat(changes).extracting(Grown::state).containsExactly(Grown.State.SUSPECT);
    assertThat(watch.report().grown())
        .extracting(Grown::state)
        .containsExactly(Grown.State.SUSPECT);
  }

  @Test
  void whatSeemedToGrowOnceComesLast() {
    Gauge threads = Gauge.count("threads", "");
    for (int i = 0; i < 2_000; i++) {
      read(shows(threads, Math.min(i, 300)), shows(HEAP, i * MIB));
    }
    assertThat(watch.report().grown()).extracting(Grown::gauge).containsExactly(HEAP, threads);
    assertThat(watch.report().accused()).extracting(Grown::gauge).containsExactly(HEAP);
    assertThat(watch.report().accusations()).isEqualTo(2);
    assertThat(watch.accused()).containsExactly(HEAP);
    assertThat(watch.series(0)).extracting(Series::gauge).containsExactly(HEAP);
  }

  @Test
  void afterHowManyReadingsItSeemedSoIsKept() {
    for (int i = 0; i < 300; i++) {
      read(shows(CHILDREN, i), shows(HEAP, 50 * MIB));
    }
    assertThat(changes).extracting(Grown::after).containsExactly(160L, 160L);
    assertThat(watch.report().grown()).extracting(Grown::after).containsExactly(160L);
  }

  @Test
  void howAGaugeGoesIsKnownWhetherItGrowsOrNot() {
    read(shows(CHILDREN, 0), shows(HEAP, 50 * MIB));
    assertThat(watch.trend(HEAP)).as("not judged yet").isEmpty();
    for (int i = 1; i < 300; i++) {
      read(shows(CHILDREN, i), shows(HEAP, 50 * MIB + i));
    }
    assertThat(watch.trend(Gauge.count("nobody", ""))).isEmpty();
    assertThat(watch.trend(CHILDREN).orElseThrow().state()).isEqualTo(Grown.State.CONFIRMED);
    Grown heap = watch.trend(HEAP).orElseThrow();
    assertThat(heap.state()).isEqualTo(Grown.State.STEADY);
    assertThat(heap.perHour()).isEqualTo(3_600);
    assertThat(heap.after()).isEqualTo(300);
  }

  @Test
  void thereAreNoMoreThanTheBound() {
    List<GaugeReading> many = new ArrayList<>();
    for (int i = 0; i < GrowthWatch.MOST + 7; i++) {
      many.add(shows(Gauge.count("leases", "scope " + i), 300));
    }
    many.add(shows(CHILDREN, 0));
    for (int i = 0; i < 300; i++) {
      many.set(many.size() - 1, shows(CHILDREN, i));
      read(many.toArray(new GaugeReading[0]));
    }
    assertThat(watch.report().unwatched()).isEqualTo(8);
    assertThat(watch.report().grown()).as("it came too late").isEmpty();
    read(shows(CHILDREN, 300));
    assertThat(watch.report().unwatched()).isZero();
  }

  @Test
  void whatGrowsIsToldWithItsSeries() {
    for (int i = 0; i < 300; i++) {
      read(shows(CHILDREN, i), shows(HEAP, 50 * MIB));
    }
    List<Series> series = watch.series(Duration.ofSeconds(1).toNanos());
    assertThat(series).extracting(Series::gauge).containsExactly(CHILDREN);
    List<Series.Point> points = series.get(0).points();
    assertThat(points.get(0)).isEqualTo(new Series.Point(0, 0));
    assertThat(points.get(points.size() - 1))
        .as("the last reading, though its stretch is not complete")
        .isEqualTo(new Series.Point(299_000, 299));
  }

  @Test
  void onlySoManyAreToldWithTheirSeries() {
    for (int i = 0; i < 300; i++) {
      int value = i;
      read(
          java.util.stream.IntStream.range(0, 2 * GrowthWatch.MOST_SERIES)
              .mapToObj(n -> shows(Gauge.count("n", "" + n), value))
              .toArray(GaugeReading[]::new));
    }
    assertThat(watch.report().grown()).hasSize(2 * GrowthWatch.MOST_SERIES);
    assertThat(watch.series(0))
        .extracting(Series::gauge)
        .isEqualTo(
            watch.report().grown().stream()
                .limit(GrowthWatch.MOST_SERIES)
                .map(Grown::gauge)
                .toList());
  }
}

package io.plimsoll.core.growth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.plimsoll.growth.Gauge;
import io.plimsoll.growth.GaugeReading;
import io.plimsoll.growth.Grown;
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
        .endsWith("by 3600 an hour (3600 to 3600), 0.3 each operation");
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
    assertThat(watch.report().grown()).isEmpty();
    assertThat(changes.get(2).words()).isEqualTo("children: does not grow any more, 300 now");
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
    assertThat(watch.report().grown()).isEmpty();
    read(shows(CHILDREN, 300));
    assertThat(watch.report().grown()).isEmpty();
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
    assertThat(watch.report().grown()).isEmpty();
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
    assertThat(watch.report().grown()).isEmpty();
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
    assertThat(watch.report().grown()).isEmpty();
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
}

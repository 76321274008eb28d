package io.plimsoll.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.cache.Bench.Thing;
import io.plimsoll.resource.Cache;
import io.plimsoll.resource.CachePolicy;
import io.plimsoll.resource.EntryTooLargeException;
import io.plimsoll.resource.Weigher;
import io.plimsoll.testkit.BirthRecorder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The births of entries are told, and their ends, however they leave. */
class BirthsTest {

  private final BirthRecorder births = new BirthRecorder(1);
  private final Bench bench = new Bench("1m", 4, births);
  private final Cache<Object, Thing> cache =
      bench.caches.open("names", CachePolicy.entries(10), (key, value) -> value.bytes());

  @AfterEach
  void close() {
    bench.close();
  }

  private long alive() {
    return births.alive("cache entries", "names");
  }

  @Test
  void whatIsPutOrLoadedIsBornAndEndsWhenItLeaves() throws Exception {
    cache.put(1, new Thing(1));
    cache.get(2, key -> new Thing(1));
    assertThat(alive()).isEqualTo(2);
    cache.put(1, new Thing(2));
    assertThat(alive()).as("one is replaced").isEqualTo(2);
    cache.remove(2);
    assertThat(alive()).isEqualTo(1);
    for (int i = 0; i < 100; i++) {
      cache.put(i, new Thing(1));
    }
    assertThat(alive()).as("others are evicted").isEqualTo(cache.stats().entries());
    cache.clear();
    assertThat(alive()).isZero();
  }

  @Test
  void moreThanFourFifthsAreSaidToBeNearlyFull() {
    for (int i = 0; i < 9; i++) {
      cache.put(i, new Thing(1));
      assertThat(births.sawNearlyFull()).isFalse();
    }
    cache.put(9, new Thing(1));
    assertThat(births.sawNearlyFull()).isTrue();
    try (Cache<Integer, Thing> bytes =
        bench.caches.open("bytes", CachePolicy.bytes(100_000), Weigher.usual())) {
      bytes.put(1, new Thing(79_000));
      bytes.put(2, new Thing(1));
      assertThat(births.sawNearlyFull()).isFalse();
      bytes.put(3, new Thing(1_000));
      bytes.put(4, new Thing(1));
      assertThat(births.sawNearlyFull()).isTrue();
    }
  }

  @Test
  void whatIsNotTakenIsNotHeld() {
    assertThatThrownBy(() -> cache.put(1, new Thing(2 << 20)))
        .isInstanceOf(EntryTooLargeException.class);
    assertThat(alive()).isZero();
    Object unfit =
        new Object() {
          @Override
          public int hashCode() {
            throw new IllegalStateException("on purpose");
          }

          @Override
          public boolean equals(Object other) {
            return this == other;
          }
        };
    assertThatThrownBy(() -> cache.put(unfit, new Thing(1)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(alive()).isZero();
  }

  @Test
  void whatIsLoadedForAKeyThatIsRemovedMeanwhileIsNotHeld() throws Exception {
    cache.get(
        1,
        key -> {
          cache.remove(1);
          return new Thing(1);
        });
    assertThat(alive()).isZero();
    cache.put(2, new Thing(1));
    cache.close();
    assertThat(alive()).isZero();
  }
}

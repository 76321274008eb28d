package io.plimsoll.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.port.Births.Birth;
import io.plimsoll.resource.Cache;
import io.plimsoll.resource.CachePolicy;
import io.plimsoll.resource.CacheStats;
import io.plimsoll.resource.Weigher;
import io.plimsoll.testkit.BirthRecorder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What is put under a key that is there takes the place of what stood there, and of nothing else.
 */
class ReplacingTest {

  private final Bench bench = new Bench("1m", 4);

  @AfterEach
  void close() {
    bench.close();
  }

  private Cache<String, String> open(CachePolicy policy) {
    return bench.caches.open("names", policy, Weigher.usual());
  }

  @Test
  void onlyWhatWasPutAndIsAsLargeGivesWay() {
    Held<String> put = new Held<>("a", 10);
    assertThat(put.replace("b", 11)).as("another size").isFalse();
    assertThat(put.value).isEqualTo("a");
    assertThat(put.replace("b", 10)).isTrue();
    assertThat(put.value).isEqualTo("b");
    Birth birth = () -> {};
    List<Held<String>> others =
        List.of(
            new Held<>("a", false, 10), // loaded
            new Held<>("a", true, 10),
            new Held.Timed<>("a", false, 10, 0),
            new Held.Timed<>(new IllegalStateException(), 10, 0),
            new Held.Noted<>("a", false, 10, 0, birth));
    for (Held<String> other : others) {
      assertThat(other.replace("b", 10)).as(other.getClass().getName()).isFalse();
      assertThat(other.value).isNotEqualTo("b");
    }
  }

  @Test
  void itsSizeIsCountedWhateverWasThere() {
    Cache<String, String> cache = open(CachePolicy.bytes(100_000));
    cache.put("k", "four");
    CacheStats first = cache.stats();
    cache.put("k", "five");
    assertThat(cache.get("k")).contains("five");
    assertThat(cache.stats().bytes()).isEqualTo(first.bytes());
    cache.put("k", "four and twenty");
    assertThat(cache.get("k")).contains("four and twenty");
    assertThat(cache.stats().bytes()).isEqualTo(first.bytes() + 8);
    cache.put("k", "four");
    assertThat(cache.get("k")).contains("four");
    assertThat(cache.stats().bytes()).isEqualTo(first.bytes());
    assertThat(cache.stats().entries()).isOne();
    cache.remove("k");
    assertThat(cache.get("k")).isEmpty();
    assertThat(cache.stats().bytes()).isZero();
  }

  @Test
  void itIsAsYoungAsIfNothingHadBeenThere() {
    Cache<String, String> cache = open(CachePolicy.entries(10).maxAge(Duration.ofSeconds(10)));
    cache.put("k", "four");
    bench.time.advance(Duration.ofSeconds(6));
    cache.put("k", "five");
    bench.time.advance(Duration.ofSeconds(6));
    assertThat(cache.get("k")).contains("five");
  }

  @Test
  void itIsBornWhereThatIsNoted() {
    BirthRecorder births = new BirthRecorder(1);
    try (Bench noting = new Bench("1m", 4, births)) {
      Cache<String, String> cache =
          noting.caches.open("names", CachePolicy.entries(10), Weigher.usual());
      cache.put("k", "four");
      cache.put("k", "five");
      assertThat(births.alive("cache entries", "names")).isOne();
      assertThat(cache.get("k")).contains("five");
    }
  }

  /** Between the entry of a load and the look whether it is to stay. */
  @Test
  void whatIsPutJustAsALoadEndsStays() throws Exception {
    CaffeineCache<Object, String> cache =
        (CaffeineCache<Object, String>)
            bench.caches.<Object, String>open(
                "keys", CachePolicy.entries(10), (key, value) -> value.length());
    AtomicBoolean put = new AtomicBoolean();
    Object key =
        new Object() {
          @Override
          public int hashCode() {
            if (cache.inTheTable() == 1 && !put.getAndSet(true)) {
              cache.put(this, "newer");
            }
            return 1;
          }

          @Override
          public boolean equals(Object other) {
            return this == other;
          }
        };
    assertThat(cache.get(key, absent -> "older")).isEqualTo("older");
    assertThat(put).isTrue();
    assertThat(cache.get(key)).contains("newer");
  }

  /** Who puts finds that, or nothing where it was taken out: never what was there before. */
  @Test
  void whoPutsFindsNothingOlder() throws Exception {
    Cache<String, String> cache = open(CachePolicy.entries(10));
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService others = Executors.newSingleThreadExecutor();
    try {
      Future<?> removing =
          others.submit(
              () -> {
                while (!done.get()) {
                  cache.remove("k");
                }
              });
      int there = 0;
      for (int i = 10_000; i < 60_000; i++) {
        String value = Integer.toString(i);
        cache.put("k", value);
        Optional<String> found = cache.get("k");
        assertThat(found.orElse(value)).isEqualTo(value);
        there += found.isPresent() ? 1 : 0;
      }
      done.set(true);
      removing.get();
      assertThat(there).isPositive();
      cache.remove("k");
      assertThat(cache.stats().bytes()).isZero();
      assertThat(cache.stats().entries()).isZero();
    } finally {
      done.set(true);
      others.shutdown();
    }
  }
}

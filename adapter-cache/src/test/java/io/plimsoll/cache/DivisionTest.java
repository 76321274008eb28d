package io.plimsoll.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.port.AdapterContext;
import io.plimsoll.resource.Cache;
import io.plimsoll.resource.CachePolicy;
import io.plimsoll.resource.CacheStats;
import io.plimsoll.resource.Weigher;
import io.plimsoll.testkit.VirtualTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How the budget is divided, and that all of it is never exceeded. */
class DivisionTest {

  private static final long MIB = 1 << 20;

  @Test
  void whoAsksForLessGetsThatAndTheOthersShareTheRest() {
    assertThat(Shares.divide(100, new long[] {10, 1_000, 1_000})).containsExactly(10, 45, 45);
    assertThat(Shares.divide(100, new long[] {1_000, 30, 20})).containsExactly(50, 30, 20);
    assertThat(Shares.divide(100, new long[] {5})).containsExactly(5);
    assertThat(Shares.divide(100, new long[0])).isEmpty();
  }

  @Test
  void sharesNeverAddUpToMoreThanTheBudget() {
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      long budget = random.nextInt(10_000);
      long[] asked = random.longs(1 + random.nextInt(20), 1, 3_000).toArray();
      long[] shares = Shares.divide(budget, asked);
      assertThat(Arrays.stream(shares).sum()).isLessThanOrEqualTo(budget);
      for (int n = 0; n < asked.length; n++) {
        assertThat(shares[n]).isBetween(Math.min(asked[n], budget / asked.length), asked[n]);
      }
    }
  }

  @Test
  void anEntryBoundHoldsJustSoManyEntriesWhateverTheShare() {
    for (long most : new long[] {1, 3, 500, 99_999}) {
      for (long share : new long[] {1 << 20, 64 << 20, 12_345_678}) {
        for (double allowed : new double[] {0.1, 0.5, 1}) {
          Bounds bounds = Bounds.of(CachePolicy.entries(most), share, allowed);
          assertThat(bounds.bytes() / bounds.unit())
              .isEqualTo(bounds.entries())
              .isEqualTo(Math.max(1, (long) (most * allowed)));
          assertThat(bounds.bytes()).isLessThanOrEqualTo(share);
        }
      }
    }
    Bounds vast = Bounds.of(CachePolicy.entries(Long.MAX_VALUE), 1 << 20, 1);
    assertThat(vast.bytes()).isLessThanOrEqualTo(1 << 20);
    Bounds few = Bounds.of(CachePolicy.entries(2), 1L << 40, 1);
    assertThat(few.bytes()).isEqualTo(2L * Integer.MAX_VALUE);
  }

  @Test
  void bothBoundsHoldAtOnce() {
    try (Bench bench = new Bench("1m", 4)) {
      Cache<Integer, byte[]> cache =
          bench.caches.open("both", CachePolicy.entries(100), Weigher.usual());
      fill(cache, 1_000, 16);
      assertThat(cache.stats().entries()).isEqualTo(100);
      fill(cache, 1_000, 50_000);
      assertThat(cache.stats().bytes()).isBetween(MIB / 2, MIB);
      assertThat(cache.stats().entries()).isLessThan(22);
    }
  }

  @Test
  void aCacheThatOpensTakesItsShareAndOneThatClosesGivesItBack() {
    try (Bench bench = new Bench("1m", 4)) {
      Cache<Integer, byte[]> first =
          bench.caches.open("first", CachePolicy.entries(1_000), Weigher.usual());
      fill(first, 1_000, 800);
      assertThat(first.stats().bytes()).isGreaterThan(900_000);
      Cache<Integer, byte[]> second =
          bench.caches.open("second", CachePolicy.bytes(10 * MIB), Weigher.usual());
      assertThat(first.stats().bytes()).isLessThanOrEqualTo(MIB / 2);
      fill(second, 1_000, 800);
      assertThat(bench.caches.stats().stream().mapToLong(CacheStats::bytes).sum())
          .isBetween(MIB * 3 / 4, MIB);
      second.close();
      fill(first, 1_000, 800);
      assertThat(first.stats().bytes()).isGreaterThan(900_000);
    }
  }

  @Test
  void aChangeOfSharesCostsACacheOfSmallEntriesNone() {
    try (Bench bench = new Bench("1m", 8)) {
      Cache<Integer, byte[]> small =
          bench.caches.open("small", CachePolicy.entries(200), Weigher.usual());
      fill(small, 200, 16);
      List<Cache<Integer, byte[]>> others = new ArrayList<>();
      for (int i = 0; i < 7; i++) {
        others.add(bench.caches.open("c" + i, CachePolicy.bytes(MIB), Weigher.usual()));
        assertThat(small.stats().entries()).as("with %d others", i + 1).isEqualTo(200);
      }
      others.forEach(Cache::close);
      fill(small, 5_000, 16);
      assertThat(small.stats().entries()).isEqualTo(200);
    }
  }

  private static void fill(Cache<Integer, byte[]> cache, int entries, int bytes) {
    for (int i = 0; i < entries; i++) {
      cache.put(i, new byte[bytes]);
    }
  }

  @Test
  void settingsThatMakeNoSenseAreRefusedWithAllReasons() {
    assertThat(CacheSettings.of(Map.of())).isEqualTo(new CacheSettings(64, 64 * MIB));
    assertThat(CacheSettings.of(Map.of("limit", "2", "budget", "1m")))
        .isEqualTo(new CacheSettings(2, MIB));
    assertThatThrownBy(() -> CacheSettings.of(Map.of("limit", "0", "budget", "much")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cache.limit: is '0'; must be a number of caches from 1 to 1024")
        .hasMessageContaining("cache.budget: is 'much'; must be a size");
    assertThatThrownBy(() -> CacheSettings.of(Map.of("limit", "many")))
        .hasMessageContaining("cache.limit: is 'many'");
    Map<String, String> tight = Map.of("budget", "1000k");
    assertThatThrownBy(() -> new CaffeineCaches(new AdapterContext("s", new VirtualTime(), tight)))
        .hasMessage("cache.budget: is 1000k; must be at least 16k for each of 64 caches; try 1m");
  }
}

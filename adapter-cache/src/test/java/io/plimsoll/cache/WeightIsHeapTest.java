package io.plimsoll.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.port.AdapterContext;
import io.plimsoll.resource.Cache;
import io.plimsoll.resource.CachePolicy;
import io.plimsoll.resource.Weigher;
import io.plimsoll.testkit.VirtualTime;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a cache says it holds is what the heap grows by, within a fifth. */
class WeightIsHeapTest {

  private static final int REPEATS = 3;
  private static final CachePolicy PLENTY = CachePolicy.bytes(1L << 30);
  private static final CachePolicy AGING = PLENTY.maxAge(Duration.ofHours(1));
  private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();

  record Point(int x, long y, String label) {}

  record Handle(int id) implements AutoCloseable {
    @Override
    public void close() {}
  }

  record Kind(
      String name,
      int entries,
      CachePolicy policy,
      IntFunction<Object> key,
      IntFunction<Object> value) {

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Kind> kinds() {
    IntFunction<Object> key = i -> "key-" + i;
    return List.of(
        new Kind("short strings", 100_000, PLENTY, key, i -> "value-" + i),
        new Kind("wide strings", 50_000, PLENTY, key, i -> "\u03bb".repeat(100) + i),
        new Kind("small arrays", 80_000, PLENTY, key, i -> new byte[64]),
        new Kind("large arrays", 5_000, PLENTY, key, i -> new byte[8_000]),
        new Kind("records", 100_000, PLENTY, i -> i + 1_000L, i -> new Point(i, i, "label " + i)),
        new Kind("lists", 20_000, PLENTY, key, i -> List.of("a" + i, "b" + i, "c" + i, "d" + i)),
        new Kind("aging strings", 100_000, AGING, key, i -> "value-" + i),
        new Kind("closeables", 80_000, PLENTY, key, Handle::new));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void theSumOfWeightsIsTheGrowthOfTheHeap(Kind kind) {
    double[] ratios = new double[REPEATS];
    for (int i = 0; i < REPEATS; i++) {
      ratios[i] = ratio(kind);
    }
    Arrays.sort(ratios);
    assertThat(ratios[REPEATS / 2]).as("counted / measured").isBetween(0.8, 1.2);
  }

  private static double ratio(Kind kind) {
    AdapterContext context = new AdapterContext("s", new VirtualTime(), Map.of("budget", "1g"));
    try (CaffeineCaches caches = new CaffeineCaches(context)) {
      Cache<Object, Object> cache = caches.open("heap", kind.policy, Weigher.usual());
      long before = live();
      for (int i = 0; i < kind.entries; i++) {
        cache.put(kind.key.apply(i), kind.value.apply(i));
      }
      long grown = live() - before;
      assertThat(cache.stats().entries()).isEqualTo(kind.entries);
      return (double) cache.stats().bytes() / grown;
    }
  }

  /** Their traces are a guess, which is no less than what usual ones hold. */
  @Test
  void rememberedFailuresHoldNoMoreThanIsCounted() {
    AdapterContext context = new AdapterContext("s", new VirtualTime(), Map.of("budget", "1g"));
    try (CaffeineCaches caches = new CaffeineCaches(context)) {
      CachePolicy policy = PLENTY.failuresFor(Duration.ofHours(1));
      Cache<Object, Object> cache = caches.open("heap", policy, Weigher.usual());
      long before = live();
      for (int i = 0; i < 2_000; i++) {
        String key = "key-" + i;
        assertThatThrownBy(() -> cache.get(key, WeightIsHeapTest::refuse));
      }
      long grown = live() - before;
      assertThat(cache.stats().entries()).isEqualTo(2_000);
      assertThat((double) cache.stats().bytes() / grown).isBetween(0.95, 3.0);
    }
  }

  private static Object refuse(Object key) throws IOException {
    IOException refused =
        new IOException("as asked", new IllegalStateException("y".repeat(5_000) + key));
    refused.addSuppressed(new IOException("and more of it for " + key));
    assertThat(refused.getStackTrace()).isNotEmpty(); // which makes it larger
    throw refused;
  }

  private static long live() {
    MEMORY.gc();
    MEMORY.gc();
    return MEMORY.getHeapMemoryUsage().getUsed();
  }
}

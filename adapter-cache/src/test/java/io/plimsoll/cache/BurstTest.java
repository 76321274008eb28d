package io.plimsoll.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.resource.Cache;
import io.plimsoll.resource.CachePolicy;
import io.plimsoll.resource.CacheStats;
import io.plimsoll.resource.Weigher;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bounds hold while writers write as fast as they can, not some time after. */
class BurstTest {

  private static final int KEYS = 20_000;
  private static final int WRITERS = 4;
  private static final int MOST_ENTRIES = 200;
  private static final long MOST_BYTES = 400_000;
  private static final int LARGEST = 1_200;
  private static final int LOOKS = 3;

  private final Bench bench = new Bench("8m", 8);
  private final ExecutorService threads = Executors.newFixedThreadPool(WRITERS + 1);

  @AfterEach
  void close() {
    threads.shutdownNow();
    bench.close();
  }

  private Cache<Integer, byte[]> open(CachePolicy policy) {
    return bench.caches.open("burst", policy, Weigher.usual());
  }

  @Test
  void oneWriterNeverExceedsTheEntries() {
    Cache<Integer, byte[]> cache = open(CachePolicy.entries(MOST_ENTRIES));
    for (int i = 0; i < KEYS; i++) {
      cache.put(i, new byte[8]);
      assertThat(inTheTable(cache)).isLessThanOrEqualTo(MOST_ENTRIES);
    }
    assertThat(cache.stats().evicted()).isEqualTo(KEYS - MOST_ENTRIES);
  }

  @Test
  void oneWriterNeverExceedsTheBytes() {
    Cache<Integer, byte[]> cache = open(CachePolicy.bytes(MOST_BYTES));
    for (int i = 0; i < KEYS; i++) {
      cache.put(i, new byte[i % 1_000]);
      assertThat(cache.stats().bytes()).isLessThanOrEqualTo(MOST_BYTES);
    }
  }

  @Test
  void writersExceedTheEntriesByNoMoreThanTheOneThatEachIsWriting() throws Exception {
    Cache<Integer, byte[]> cache = open(CachePolicy.entries(MOST_ENTRIES));
    assertThat(worst(cache, BurstTest::entries)).isLessThanOrEqualTo(MOST_ENTRIES + WRITERS);
    assertThat(inTheTable(cache)).isLessThanOrEqualTo(MOST_ENTRIES);
  }

  @Test
  void writersExceedTheBytesByNoMoreThanTheOneEntryThatEachIsWriting() throws Exception {
    Cache<Integer, byte[]> cache = open(CachePolicy.bytes(MOST_BYTES));
    assertThat(worst(cache, each -> each.stats().bytes()))
        .isLessThanOrEqualTo(MOST_BYTES + WRITERS * LARGEST);
    assertThat(cache.stats().bytes()).isLessThanOrEqualTo(MOST_BYTES);
  }

  @Test
  void boundsHoldWhileTheyChange() throws Exception {
    Cache<Integer, byte[]> cache = open(CachePolicy.entries(MOST_ENTRIES));
    AtomicBoolean done = new AtomicBoolean();
    Future<?> changing =
        threads.submit(
            () -> {
              while (!done.get()) {
                bench.caches.open("other", CachePolicy.bytes(1L << 30), Weigher.usual()).close();
              }
            });
    long worst = worst(cache, BurstTest::entries);
    done.set(true);
    changing.get();
    assertThat(worst).isLessThanOrEqualTo(MOST_ENTRIES + WRITERS);
    CacheStats last = cache.stats();
    assertThat(last.entries()).isEqualTo(inTheTable(cache)).isLessThanOrEqualTo(MOST_ENTRIES);
  }

  /** The most that was seen by the writers after each of their writes. */
  private long worst(Cache<Integer, byte[]> cache, ToLongFunction<Cache<Integer, byte[]>> look)
      throws Exception {
    AtomicLong worst = new AtomicLong();
    List<Future<?>> writers = new ArrayList<>();
    for (int w = 0; w < WRITERS; w++) {
      int first = w * KEYS;
      writers.add(
          threads.submit(
              () -> {
                for (int i = first; i < first + KEYS; i++) {
                  cache.put(i, new byte[i % 1_000]);
                  worst.accumulateAndGet(look.applyAsLong(cache), Math::max);
                }
              }));
    }
    Bench.join(writers);
    return worst.get();
  }

  /**
   * How many there are while others write: by the cache's own count, which is exact, and by the
   * library's table, whose size is no snapshot. Where that is over the bound it is looked at again:
   * who is held up between two parts of the sum counts entries that came after others had gone.
   */
  private static long entries(Cache<Integer, byte[]> cache) {
    long held = inTheTable(cache);
    for (int i = 0; i < LOOKS && held > MOST_ENTRIES + WRITERS; i++) {
      held = Math.min(held, inTheTable(cache));
    }
    return Math.max(held, cache.stats().entries());
  }

  /** How many entries the library's table holds, pending ones too. */
  private static long inTheTable(Cache<Integer, byte[]> cache) {
    return ((CaffeineCache<Integer, byte[]>) cache).inTheTable();
  }
}

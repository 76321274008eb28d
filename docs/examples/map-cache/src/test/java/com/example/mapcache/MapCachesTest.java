package com.example.mapcache;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.Plimsoll;
import io.plimsoll.Settings;
import io.plimsoll.port.AdapterContext;
import io.plimsoll.port.CacheProvider;
import io.plimsoll.resource.Cache;
import io.plimsoll.resource.CachePolicy;
import io.plimsoll.resource.EntryTooLargeException;
import io.plimsoll.resource.Weigher;
import io.plimsoll.testkit.HandTicker;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the contract does not ask, and how a runtime finds the adapter. */
@Timeout(60)
class MapCachesTest {

  private final CacheProvider caches = provider(Map.of("budget", "1m"));

  private static CacheProvider provider(Map<String, String> settings) {
    return new MapCacheAdapter()
        .cacheProvider(new AdapterContext("test", new HandTicker(), settings))
        .orElseThrow();
  }

  private Cache<String, Object> open(CachePolicy policy) {
    return caches.open("a", policy, Weigher.usual());
  }

  @AfterEach
  void close() {
    caches.close();
  }

  @Test
  void aRuntimeFindsItByItsId() throws Exception {
    Settings settings =
        Settings.of(Map.of("cache.adapter", MapCacheAdapter.ID, "cache.budget", "1m"));
    try (Plimsoll plimsoll = Plimsoll.start(settings)) {
      Cache<String, String> cache =
          plimsoll.cache("a", CachePolicy.entries(2), Weigher.<String, String>usual());
      assertThat(cache).isInstanceOf(MapCache.class);
      assertThat(cache.get("k", key -> "made of " + key)).isEqualTo("made of k");
      assertThat(plimsoll.caches()).hasSize(1);
      assertThat(plimsoll.caches().get(0).mostBytes()).isEqualTo(1 << 20);
    }
  }

  @Test
  void theLeastRecentlyUsedLeavesFirst() {
    Cache<String, Object> cache = open(CachePolicy.entries(3));
    for (String key : List.of("a", "b", "c")) {
      cache.put(key, key);
    }
    assertThat(cache.get("a")).contains("a");
    cache.put("d", "d");
    assertThat(cache.get("b")).isEmpty();
    assertThat(cache.get("a")).contains("a");
  }

  @Test
  void allSettingsThatAreWrongAreNamedAtOnce() {
    assertThatThrownBy(() -> provider(Map.of("budget", "much", "limit", "0")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cache.limit: is '0'; must be a number of caches from 1 to 1024")
        .hasMessageContaining("cache.budget: ");
  }

  @Test
  void twoLoadsThatWaitForOneAnotherAreTold() throws Exception {
    Cache<String, Object> cache = open(CachePolicy.entries(3));
    CountDownLatch bothLoad = new CountDownLatch(2);
    AtomicInteger told = new AtomicInteger();
    CompletableFuture<?> one = crossing(cache, "x", "y", bothLoad, told);
    CompletableFuture<?> other = crossing(cache, "y", "x", bothLoad, told);
    one.get();
    other.get();
    assertThat(told.get()).isEqualTo(1);
  }

  private static CompletableFuture<?> crossing(
      Cache<String, Object> cache,
      String key,
      String other,
      CountDownLatch bothLoad,
      AtomicInteger told) {
    CompletableFuture<Object> end = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                cache.get(
                    key,
                    same -> {
                      bothLoad.countDown();
                      bothLoad.await();
                      try {
                        return cache.get(other, unused -> "never made");
                      } catch (IllegalStateException e) {
                        told.incrementAndGet();
                        return "made in spite of it";
                      }
                    });
                end.complete("done");
              } catch (ExecutionException | RuntimeException e) {
                end.completeExceptionally(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    return end;
  }

  @Test
  void whoWaitsForALoadOfAClosedCacheIsTold() throws Exception {
    Cache<String, Object> cache = open(CachePolicy.entries(3));
    AtomicInteger closed = new AtomicInteger();
    AutoCloseable late = closed::incrementAndGet;
    Weigher<String, Object> weightless = (key, value) -> 1;
    Cache<String, Object> other = caches.open("b", CachePolicy.entries(3), weightless);
    assertThatThrownBy(
            () ->
                other.get(
                    "k",
                    key -> {
                      caches.close();
                      return late;
                    }))
        .isInstanceOf(IllegalStateException.class);
    await("it is closed", () -> closed.get() == 1);
    assertThatThrownBy(() -> cache.get("k")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aWeigherThatBreaksLeavesNobodyWaiting() {
    Weigher<String, Object> broken =
        (key, value) -> {
          throw new StackOverflowError("too deep");
        };
    Cache<String, Object> cache = caches.open("b", CachePolicy.entries(3), broken);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> cache.get("k", key -> "v"))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(StackOverflowError.class);
    }
  }

  @Test
  void aCacheThatShrinksBelowAnEntryLetsItGo() throws Exception {
    Cache<String, Object> cache = open(CachePolicy.bytes(10_000));
    caches.allow(0.1);
    await("less is allowed", () -> cache.stats().mostBytes() == 1_000);
    cache.put("k", "x".repeat(5_000));
    assertThat(cache.stats().entries()).isZero();
    assertThatThrownBy(() -> cache.put("k", "x".repeat(20_000)))
        .isInstanceOf(EntryTooLargeException.class)
        .hasMessageContaining("must be at most 10000, the share of this cache");
  }
}

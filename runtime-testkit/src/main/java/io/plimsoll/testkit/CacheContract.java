package io.plimsoll.testkit;

import static io.plimsoll.testkit.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plimsoll.command.RefusedException;
import io.plimsoll.port.AdapterContext;
import io.plimsoll.port.CacheProvider;
import io.plimsoll.resource.Cache;
import io.plimsoll.resource.CachePolicy;
import io.plimsoll.resource.CacheStats;
import io.plimsoll.resource.EntryTooLargeException;
import io.plimsoll.testkit.CacheTrial.Sized;
import java.io.IOError;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * What every provider of caches promises. A test class of a provider implements this interface and
 * answers a fresh provider; each promise is one test.
 *
 * <p>A provider of the trial has a budget of 1 MiB and at most 4 caches. Time moves only when the
 * test moves it; what must happen then, or on a thread of the provider, is waited for.
 *
 * @since 0.1.0
 */
public interface CacheContract extends CacheWritesContract {

  @Override
  CacheProvider caches(AdapterContext context);

  @Test
  default void whatWasPutIsThereUntilItIsTakenOut() {
    try (CacheTrial trial = new CacheTrial(this::caches)) {
      Cache<String, Sized> cache = trial.open("a", CachePolicy.entries(100));
      Sized value = new Sized(10);
      cache.put("k", value);
      assertSame(value, cache.get("k").orElseThrow());
      assertEquals(Optional.empty(), cache.get("other"));
      cache.remove("k");
      assertEquals(Optional.empty(), cache.get("k"));
      cache.put("k", new Sized(10));
      cache.clear();
      assertEquals(Optional.empty(), cache.get("k"));
    }
  }

  @Test
  default void entriesAreBoundedInsideABurst() {
    try (CacheTrial trial = new CacheTrial(this::caches)) {
      Cache<String, Sized> cache = trial.open("a", CachePolicy.entries(50));
      for (int i = 0; i < 20_000; i++) {
        cache.put("k" + i, new Sized(10));
        long entries = cache.stats().entries();
        assertTrue(entries <= 50, entries + " entries after " + i + " writes, allowed 50");
      }
      assertEquals(50, cache.stats().mostEntries());
      assertTrue(cache.stats().entries() >= 25, "a full cache holds less than half");
    }
  }

  @Test
  default void bytesAreBoundedInsideABurst() {
    long most = 100_000;
    try (CacheTrial trial = new CacheTrial(this::caches)) {
      Cache<String, Sized> cache = trial.open("a", CachePolicy.bytes(most));
      for (int i = 0; i < 20_000; i++) {
        cache.put("k" + i, new Sized(i % 900));
        long bytes = cache.stats().bytes();
        assertTrue(bytes <= most, bytes + " bytes after " + i + " writes, allowed " + most);
      }
      assertTrue(cache.stats().bytes() >= most / 2, "a full cache holds less than half");
    }
  }

  @Test
  default void allCachesTogetherKeepToTheBudget() {
    try (CacheTrial trial = new CacheTrial(this::caches)) {
      List<Cache<String, Sized>> all = new ArrayList<>();
      for (int i = 0; i < CacheTrial.LIMIT; i++) {
        CachePolicy greedy =
            i % 2 == 0 ? CachePolicy.entries(1_000_000) : CachePolicy.bytes(1L << 40);
        all.add(trial.open("c" + i, greedy));
        for (int n = 0; n < 2_000; n++) {
          all.get(n % all.size()).put("k" + n, new Sized(2_000));
          long bytes = trial.bytesOfAll();
          assertTrue(bytes <= CacheTrial.BUDGET, bytes + " bytes in all caches");
        }
      }
      long most = trial.caches.stats().stream().mapToLong(CacheStats::mostBytes).sum();
      assertTrue(most <= CacheTrial.BUDGET, most + " bytes are allowed to all caches");
    }
  }

  @Test
  default void cachesAreBoundedInNumberAndTheirNamesAreUnique() {
    try (CacheTrial trial = new CacheTrial(this::caches)) {
      for (int i = 0; i < CacheTrial.LIMIT; i++) {
        Cache<String, Sized> unused = trial.open("c" + i, CachePolicy.entries(1));
      }
      RefusedException full =
          assertThrows(RefusedException.class, () -> trial.open("more", CachePolicy.entries(1)));
      assertEquals(RefusedException.Reason.CACHES_FULL, full.reason());
    }
    try (CacheTrial trial = new CacheTrial(this::caches)) {
      Cache<String, Sized> first = trial.open("a", CachePolicy.entries(1));
      for (String name : List.of("a", "", " ", "x".repeat(65))) {
        assertThrows(
            IllegalArgumentException.class, () -> trial.open(name, CachePolicy.entries(1)));
      }
      first.close();
      Cache<String, Sized> again = trial.open("a", CachePolicy.entries(1));
      again.put("k", new Sized(1));
      assertTrue(again.get("k").isPresent());
    }
  }

  @Test
  default void anEntryLargerThanItsCacheIsRefused() {
    try (CacheTrial trial = new CacheTrial(this::caches)) {
      Cache<String, Sized> cache = trial.open("a", CachePolicy.bytes(10_000));
      cache.put("small", new Sized(1_000));
      Sized huge = new Sized(10_000);
      assertThrows(EntryTooLargeException.class, () -> cache.put("huge", huge));
      await("it is closed", () -> huge.closed.get() == 1);
      Sized loaded = new Sized(Long.MAX_VALUE);
      assertThrows(EntryTooLargeException.class, () -> cache.get("huge", key -> loaded));
      await("it is closed, too", () -> loaded.closed.get() == 1);
      assertEquals(Optional.empty(), cache.get("huge"));
      assertTrue(cache.get("small").isPresent());
      assertEquals(2, cache.stats().refused());
    }
  }

  @Test
  default void aCloseableValueIsClosedOnceWhenItLeaves() {
    List<Sized> all = new ArrayList<>();
    try (CacheTrial trial = new CacheTrial(this::caches)) {
      Cache<String, Sized> cache = trial.open("a", CachePolicy.entries(10));
      Sized replaced = added(all);
      cache.put("k", replaced);
      cache.put("k", replaced);
      assertEquals(0, replaced.closed.get(), "put again, it did not leave");
      cache.put("twin", replaced);
      cache.put("k", added(all));
      assertEquals(0, replaced.closed.get(), "it is still there under another key");
      cache.remove("twin");
      await("it is closed", () -> replaced.closed.get() == 1);
      cache.clear();
      await("all are closed", () -> all.stream().allMatch(each -> each.closed.get() == 1));
      for (int i = 0; i < 100; i++) {
        cache.put("k" + i, added(all));
      }
      await("those that left are closed", () -> open(all) == cache.stats().entries());
      cache.close();
      Sized late = added(all);
      assertThrows(IllegalStateException.class, () -> cache.put("late", late));
    }
    all.forEach(each -> assertEquals(1, each.closed.get()));
  }

  private static long open(List<Sized> all) {
    return all.stream().filter(each -> each.closed.get() == 0).count();
  }

  private static Sized added(List<Sized> all) {
    Sized made = new Sized(10);
    all.add(made);
    return made;
  }

  @Test
  default void aCloseThatThrowsIsCountedAndHurtsNobody() {
    try (CacheTrial trial = new CacheTrial(this::caches)) {
      Cache<String, Sized> cache = trial.open("a", CachePolicy.entries(10));
      cache.put("k", new Sized(10, new IOError(new IOException("no"))));
      cache.remove("k");
      Duration soon = Duration.ofSeconds(2);
      await(() -> "it is counted", soon, () -> cache.stats().closeFailures() == 1);
    }
  }

  @Test
  default void whatIsTooOldIsGoneAndClosed() {
    try (CacheTrial trial = new CacheTrial(this::caches)) {
      Cache<String, Sized> aging =
          trial.open("age", CachePolicy.entries(10).maxAge(Duration.ofMinutes(10)));
      Cache<String, Sized> idling =
          trial.open("idle", CachePolicy.entries(10).maxIdle(Duration.ofMinutes(10)));
      Sized old = new Sized(1);
      Sized used = new Sized(1);
      aging.put("k", old);
      idling.put("k", used);
      trial.time.advance(Duration.ofMinutes(6));
      assertTrue(aging.get("k").isPresent());
      assertTrue(idling.get("k").isPresent());
      trial.time.advance(Duration.ofMinutes(6));
      assertEquals(Optional.empty(), aging.get("k"));
      assertTrue(idling.get("k").isPresent());
      await(
          "what nobody asks for is closed",
          () -> {
            trial.time.advance(Duration.ofMinutes(1));
            return used.closed.get() == 1;
          });
      await("what is too old is closed", () -> old.closed.get() == 1);
      await("it is counted", () -> trial.stats("idle").entries() == 0);
    }
  }

  @Test
  default void whatIsTooOldIsClosedWithTheRestThoughNobodyAsked() {
    try (CacheTrial trial = new CacheTrial(this::caches)) {
      CachePolicy brief = CachePolicy.entries(10).maxAge(Duration.ofMillis(100));
      Cache<String, Sized> cleared = trial.open("cleared", brief);
      Cache<String, Sized> ended = trial.open("ended", brief);
      List<Sized> all = new ArrayList<>();
      cleared.put("k", added(all));
      ended.put("k", added(all));
      trial.time.advance(Duration.ofMillis(150));
      cleared.clear();
      ended.close();
      assertEquals(0, cleared.stats().entries() + ended.stats().entries());
      await("both are closed", () -> all.stream().allMatch(each -> each.closed.get() == 1));
    }
  }

  @Test
  default void lessIsHeldWhileLessIsAllowed() {
    try (CacheTrial trial = new CacheTrial(this::caches)) {
      for (double wrong : new double[] {0, 0.09, 1.1, Double.NaN}) {
        assertThrows(IllegalArgumentException.class, () -> trial.caches.allow(wrong));
      }
      Cache<String, Sized> entries = trial.open("entries", CachePolicy.entries(100));
      Cache<String, Sized> bytes = trial.open("bytes", CachePolicy.bytes(200_000));
      CacheTrial.fill(entries, bytes);
      trial.caches.allow(0.5);
      await("half of the entries", () -> trial.stats("entries").entries() <= 50);
      await("half of the bytes", () -> trial.stats("bytes").bytes() <= 100_000);
      trial.caches.allow(0.1);
      await("a tenth of the entries", () -> trial.stats("entries").entries() <= 10);
      await("a tenth of the bytes", () -> trial.stats("bytes").bytes() <= 20_000);
      trial.caches.allow(1);
      await("all is allowed again", () -> trial.stats("entries").mostEntries() == 100);
      await("bytes too", () -> trial.stats("bytes").mostBytes() == 200_000);
      CacheTrial.fill(entries, bytes);
      assertTrue(entries.stats().entries() > 50, () -> entries.stats().toString());
      assertTrue(bytes.stats().bytes() > 100_000, () -> bytes.stats().toString());
    }
  }

  @Test
  default void allWhoAskAtTheSameTimeShareOneLoad() throws Exception {
    int threads = 6;
    AtomicInteger loads = new AtomicInteger();
    CountDownLatch go = new CountDownLatch(1);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try (CacheTrial trial = new CacheTrial(this::caches)) {
      Cache<String, Sized> cache = trial.open("a", CachePolicy.entries(10));
      List<Future<Sized>> answers = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        answers.add(
            pool.submit(
                () ->
                    cache.get(
                        "k",
                        key -> {
                          loads.incrementAndGet();
                          go.await();
                          return new Sized(1);
                        })));
      }
      await("all ask", () -> cache.stats().misses() == threads);
      Sized other = new Sized(1);
      assertSame(other, cache.get("other", key -> other), "another key does not wait");
      go.countDown();
      for (Future<Sized> each : answers) {
        assertSame(answers.get(0).get(), each.get());
      }
      assertEquals(1, loads.get());
      assertEquals(2, cache.stats().loads());
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  default void aFailedLoadIsThrownAndRememberedOnlyIfAsked() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    try (CacheTrial trial = new CacheTrial(this::caches)) {
      Cache<String, Sized> plain = trial.open("plain", CachePolicy.entries(10));
      Cache<String, Sized> keen =
          trial.open("keen", CachePolicy.entries(10).failuresFor(Duration.ofSeconds(30)));
      for (Cache<String, Sized> cache : List.of(plain, plain, keen, keen)) {
        ExecutionException thrown =
            assertThrows(ExecutionException.class, () -> cache.get("k", key -> fail(tries)));
        assertTrue(thrown.getCause() instanceof IOException, thrown::toString);
      }
      assertEquals(3, tries.get());
      assertEquals(2, plain.stats().failures());
      assertEquals(Optional.empty(), keen.get("k"));
      trial.time.advance(Duration.ofMinutes(1));
      Sized value = new Sized(1);
      assertSame(value, keen.get("k", key -> value));
    }
  }

  private static Sized fail(AtomicInteger tries) throws IOException {
    tries.incrementAndGet();
    throw new IOException("no");
  }

  @Test
  default void aLoaderThatAsksForItsOwnKeyIsTold() {
    try (CacheTrial trial = new CacheTrial(this::caches)) {
      Cache<String, Sized> cache = trial.open("a", CachePolicy.entries(10));
      ExecutionException thrown =
          assertThrows(
              ExecutionException.class,
              () -> cache.get("k", key -> cache.get("k", again -> new Sized(1))));
      assertTrue(thrown.getCause() instanceof IllegalStateException, thrown::toString);
    }
  }

  @Test
  default void whoWaitsForALoadThatWasTakenOutIsFreedByTheClose() {
    try (CacheTrial trial = new CacheTrial(this::caches)) {
      Cache<String, Sized> cache = trial.open("a", CachePolicy.entries(10));
      Future<Sized> waiting = trial.waitForALoadWithoutEnd(cache);
      cache.remove(CacheTrial.STUCK);
      cache.close();
      ExecutionException thrown =
          assertThrows(ExecutionException.class, () -> waiting.get(10, TimeUnit.SECONDS));
      assertTrue(thrown.getCause() instanceof IllegalStateException, thrown::toString);
    }
  }

  @Test
  default void statisticsTellWhatHappened() throws Exception {
    try (CacheTrial trial = new CacheTrial(this::caches)) {
      Cache<String, Sized> cache = trial.open("a", CachePolicy.entries(10));
      for (int i = 0; i < 25; i++) {
        cache.put("k" + i, new Sized(100));
      }
      assertEquals(15, cache.stats().evicted());
      assertTrue(cache.get("none").isEmpty());
      assertEquals(1, cache.get("loaded", key -> new Sized(1)).bytes());
      cache.clear();
      Sized value = new Sized(1);
      cache.put("k", value);
      assertSame(value, cache.get("k").orElseThrow());
      assertSame(value, cache.get("k", key -> new Sized(2)));
      CacheStats stats = trial.stats("a");
      assertEquals(2, stats.hits());
      assertEquals(2, stats.misses());
      assertEquals(1, stats.loads());
      assertEquals(0, stats.failures() + stats.refused() + stats.closeFailures());
      assertEquals(1, stats.entries());
      assertTrue(stats.bytes() > 1, "an entry costs something beside key and value");
    }
  }

  @Test
  default void afterCloseNothingWorksAndNothingIsLeft() {
    try (CacheTrial trial = new CacheTrial(this::caches)) {
      Cache<String, Sized> cache = trial.open("a", CachePolicy.entries(10));
      Sized value = new Sized(1);
      cache.put("k", value);
      trial.caches.close();
      trial.caches.close();
      assertEquals(1, value.closed.get());
      assertFalse(trial.hasThreads(), "a thread of the provider is left");
      assertThrows(IllegalStateException.class, () -> cache.get("k"));
      assertThrows(IllegalStateException.class, () -> cache.get("k", key -> new Sized(1)));
      assertThrows(IllegalStateException.class, () -> cache.put("k", new Sized(1)));
      assertThrows(IllegalStateException.class, () -> cache.remove("k"));
      assertThrows(IllegalStateException.class, cache::clear);
      assertThrows(IllegalStateException.class, () -> trial.open("b", CachePolicy.entries(1)));
      assertEquals(0, cache.stats().entries());
      assertTrue(trial.caches.stats().isEmpty());
    }
  }
}

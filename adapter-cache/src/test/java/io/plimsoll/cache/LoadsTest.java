package io.plimsoll.cache;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.cache.Bench.Thing;
import io.plimsoll.resource.Cache;
import io.plimsoll.resource.CachePolicy;
import io.plimsoll.resource.Weigher;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loads that end badly, late or never. */
@Timeout(120)
class LoadsTest {

  private final Bench bench = new Bench("1m", 4);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch never = new CountDownLatch(1);

  @AfterEach
  void close() {
    threads.shutdownNow();
    bench.close();
  }

  @Test
  void aLoaderThatIsNullIsNoFailureToBeRemembered() throws ExecutionException {
    Cache<String, Thing> cache = open(CachePolicy.entries(1).failuresFor(Duration.ofSeconds(30)));
    assertThatThrownBy(() -> cache.get("k", null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("loader");
    assertThat(cache.get("k", key -> new Thing(1))).isNotNull();
  }

  private Cache<String, Thing> open(CachePolicy policy) {
    return bench.caches.open("loads", policy, Weigher.usual());
  }

  private Future<Thing> loadForEver(Cache<String, Thing> cache, String key) {
    CountDownLatch begun = new CountDownLatch(1);
    Future<Thing> load =
        threads.submit(
            () ->
                cache.get(
                    key,
                    k -> {
                      begun.countDown();
                      never.await();
                      return new Thing(1);
                    }));
    await("the load has begun", () -> begun.getCount() == 0);
    return load;
  }

  /** Time goes on until nothing is there: the library may take note of a write late. */
  private void awaitEmpty(Cache<String, Thing> cache) {
    await(
        "all is too old",
        () -> {
          bench.time.advance(Duration.ofSeconds(20));
          return cache.stats().entries() == 0;
        });
  }

  @Test
  void aLoadThatNeverEndsHoldsUpNothingElse() {
    Cache<String, Thing> cache = open(CachePolicy.entries(20).maxAge(Duration.ofSeconds(10)));
    Thing old = new Thing(1);
    cache.put("old", old);
    Future<Thing> load = loadForEver(cache, "stuck");
    for (int i = 0; i < 1_000; i++) {
      cache.put("k" + i, new Thing(1));
    }
    assertThat(cache.stats().entries()).isLessThanOrEqualTo(20);
    awaitEmpty(cache);
    await("the oldest is closed", () -> old.closed.get() == 1);
    cache.put("stuck", new Thing(1));
    assertThat(cache.get("stuck")).isPresent();
    assertThat(load).isNotDone();
  }

  @Test
  void thoseWhoWaitAreFreedByAnInterruptAndByTheClose() {
    Cache<String, Thing> cache = open(CachePolicy.entries(20));
    Future<Thing> load = loadForEver(cache, "stuck");
    Thread[] waiting = new Thread[1];
    boolean[] stillInterrupted = new boolean[1];
    Future<?> interrupted =
        threads.submit(
            () -> {
              waiting[0] = Thread.currentThread();
              try {
                return cache.get("stuck", k -> new Thing(1));
              } finally {
                stillInterrupted[0] = Thread.currentThread().isInterrupted();
              }
            });
    Future<?> patient = threads.submit(() -> cache.get("stuck", k -> new Thing(1)));
    await("three ask", () -> cache.stats().misses() == 3);
    waiting[0].interrupt();
    assertThatThrownBy(interrupted::get).hasRootCauseInstanceOf(InterruptedException.class);
    assertThat(stillInterrupted[0]).isTrue();

    cache.close();
    assertThatThrownBy(patient::get).hasRootCauseInstanceOf(IllegalStateException.class);
    never.countDown();
    assertThatThrownBy(load::get).hasRootCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void whatIsTakenOutWhileItIsLoadedIsNotKept() throws Exception {
    Cache<String, Thing> cache = open(CachePolicy.entries(20));
    Future<Thing> load = loadForEver(cache, "k");
    cache.remove("k");
    Thing fresh = cache.get("k", k -> new Thing(1));
    never.countDown();
    assertThat(load.get()).isNotSameAs(fresh);
    assertThat(cache.get("k")).containsSame(fresh);
    await("it is closed", () -> load.get().closed.get() == 1);
    assertThat(fresh.closed).hasValue(0);
  }

  /** Asks for a key that another thread loads, and is back once that is waited for. */
  private Future<Thing> waitFor(Cache<String, Thing> cache, String key) {
    FutureTask<Thing> asking = new FutureTask<>(() -> cache.get(key, k -> new Thing(1)));
    Thread waiting = new Thread(asking, "waits for a load");
    waiting.setDaemon(true);
    waiting.start();
    await("it waits", () -> waiting.getState() == Thread.State.WAITING);
    return asking;
  }

  @ParameterizedTest
  @ValueSource(strings = {"remove", "clear"})
  void thoseWhoWaitForWhatWasTakenOutAreFreedByTheClose(String how) {
    Cache<String, Thing> cache = open(CachePolicy.entries(20));
    List<Future<Thing>> loads = new ArrayList<>();
    List<Future<Thing>> waiting = new ArrayList<>();
    for (int i = 0; i < 3; i++) { // the next one begins after the last one was taken out
      loads.add(loadForEver(cache, "stuck"));
      waiting.add(waitFor(cache, "stuck"));
      if (how.equals("remove")) {
        cache.remove("stuck");
      } else {
        cache.clear();
      }
    }
    assertThat(waiting).noneMatch(Future::isDone);
    cache.close();
    for (Future<Thing> each : waiting) {
      assertThatThrownBy(() -> each.get(10, TimeUnit.SECONDS))
          .hasCauseInstanceOf(IllegalStateException.class);
    }
    never.countDown();
    for (Future<Thing> each : loads) {
      assertThatThrownBy(each::get).hasRootCauseInstanceOf(IllegalStateException.class);
    }
  }

  /** Loads that end just as their keys are taken out: none stays known. */
  @Test
  void noLoadIsKnownAfterItsEnd() throws Exception {
    Loads<Integer, Thing> loads = new Loads<>("race", new Waits());
    AtomicBoolean done = new AtomicBoolean();
    Future<?> forgetting =
        threads.submit(
            () -> {
              while (!done.get()) {
                loads.forget(1);
                loads.forgetAll();
              }
            });
    for (int i = 0; i < 200_000; i++) {
      Thing thing = new Thing(1);
      assertThat(loads.get(1, mine -> mine.succeed(thing))).isSameAs(thing);
    }
    done.set(true);
    forgetting.get();
    assertThat(loads.running()).isZero();
  }

  /** Not declared, but other languages throw what they like. */
  @Test
  void whateverALoaderThrowsReachesThoseWhoWait() throws Exception {
    Cache<String, Thing> cache = open(CachePolicy.entries(20).failuresFor(Duration.ofMinutes(1)));
    Throwable raw = new Throwable("as asked");
    CountDownLatch begun = new CountDownLatch(1);
    Future<Thing> load =
        threads.submit(
            () ->
                cache.get(
                    "k",
                    k -> {
                      begun.countDown();
                      never.await();
                      Bench.sneak(raw);
                      return new Thing(1);
                    }));
    await("the load has begun", () -> begun.getCount() == 0);
    Future<Thing> waiting = waitFor(cache, "k");
    never.countDown();
    for (Future<Thing> each : List.of(load, waiting)) {
      assertThatThrownBy(() -> each.get(10, TimeUnit.SECONDS)).rootCause().isSameAs(raw);
    }
    assertThat(cache.stats().failures()).isEqualTo(1);
    assertThat(cache.get("k", k -> new Thing(7)).bytes()).isEqualTo(7);
  }

  @Test
  void loadsThatWaitForOneAnotherAreToldSo() {
    Cache<String, Thing> cache = open(CachePolicy.entries(20));
    CyclicBarrier both = new CyclicBarrier(2);
    Future<Thing> one = threads.submit(() -> cache.get("a", k -> after(both, cache, "b")));
    Future<Thing> other = threads.submit(() -> cache.get("b", k -> after(both, cache, "a")));
    assertThatThrownBy(one::get)
        .rootCause()
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("which waits for that load");
    assertThatThrownBy(other::get).hasRootCauseInstanceOf(IllegalStateException.class);
  }

  private static Thing after(CyclicBarrier both, Cache<String, Thing> cache, String key)
      throws Exception {
    both.await();
    return cache.get(key, k -> new Thing(1));
  }

  @Test
  void rememberedFailuresAreWithinTheSameBounds() {
    CachePolicy policy = CachePolicy.entries(20).failuresFor(Duration.ofMinutes(1));
    Cache<String, Thing> cache = open(policy);
    for (int i = 0; i < 5_000; i++) {
      String key = "k" + i;
      assertThatThrownBy(() -> cache.get(key, k -> refuse()))
          .isInstanceOf(ExecutionException.class);
      assertThat(cache.stats().entries()).isLessThanOrEqualTo(20);
    }
    assertThat(cache.stats().bytes()).isGreaterThan(20 * 4_096);
    awaitEmpty(cache);
  }

  @Test
  void rememberedFailuresAreWithinTheBudgetWithTheirCauses() {
    CachePolicy policy = CachePolicy.entries(500).failuresFor(Duration.ofMinutes(1));
    Cache<String, Thing> cache = open(policy);
    List<WeakReference<String>> words = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      fail(cache, "k" + i, new IllegalStateException(remembered(words, 100_000)));
    }
    // A megabyte holds nine of these.
    assertThat(cache.stats().entries()).isBetween(5L, 9L);
    assertThat(cache.stats().bytes()).isGreaterThan(5 * 100_000);
    fail(cache, "huge", new IllegalStateException(remembered(words, 2_000_000)));
    await(
        "the others are collected",
        () -> {
          ManagementFactory.getMemoryMXBean().gc();
          return words.stream().filter(each -> each.get() != null).count() <= 9;
        });
    assertThat(words.get(100).get()).as("what is larger than the cache").isNull();
  }

  private static String remembered(List<WeakReference<String>> words, int length) {
    String made = "y".repeat(length);
    words.add(new WeakReference<>(made));
    return made;
  }

  private static void fail(Cache<String, Thing> cache, String key, Throwable cause) {
    assertThatThrownBy(
            () ->
                cache.get(
                    key,
                    k -> {
                      throw new IOException("as asked", cause);
                    }))
        .isInstanceOf(ExecutionException.class);
  }

  /** An exception may be of any class, and its methods may throw, too. */
  @Test
  void aFailureThatCannotBeWeighedIsThrownAllTheSame() {
    Cache<String, Thing> cache = open(CachePolicy.entries(20).failuresFor(Duration.ofMinutes(1)));
    IOException odd =
        new IOException("odd") {
          private static final long serialVersionUID = 1;

          @Override
          public synchronized Throwable getCause() {
            throw new IllegalStateException("on purpose");
          }
        };
    assertThatThrownBy(
            () ->
                cache.get(
                    "k",
                    k -> {
                      throw odd;
                    }))
        .isInstanceOf(ExecutionException.class)
        .extracting(thrown -> thrown.getCause() == odd)
        .isEqualTo(true);
    assertThat(cache.stats().entries()).isZero();
  }

  private static Thing refuse() throws IOException {
    throw new IOException("as asked");
  }

  @Test
  void anErrorReachesTheCallerAndIsNotRemembered() throws Exception {
    Cache<String, Thing> cache = open(CachePolicy.entries(20).failuresFor(Duration.ofMinutes(1)));
    assertThatThrownBy(
            () ->
                cache.get(
                    "k",
                    k -> {
                      throw new StackOverflowError("as asked");
                    }))
        .hasCauseInstanceOf(StackOverflowError.class);
    assertThat(cache.get("k", k -> new Thing(7)).bytes()).isEqualTo(7);
  }

  @Test
  @SuppressWarnings("NullAway")
  void aLoaderThatAnswersNullIsToldSo() {
    Cache<String, Thing> cache = open(CachePolicy.entries(20));
    assertThatThrownBy(() -> cache.get("k", k -> null))
        .hasCauseInstanceOf(NullPointerException.class)
        .hasMessageContaining("a loader answered null");
  }

  /** Whichever of the two is written first. */
  @Test
  void whatIsPutJustAsItsLoadEndsStays() throws Exception {
    Cache<Integer, String> cache =
        bench.caches.open("races", CachePolicy.entries(10), (key, value) -> 1);
    for (int i = 0; i < 2_000; i++) {
      int key = i;
      AtomicBoolean isPut = new AtomicBoolean();
      CountDownLatch begun = new CountDownLatch(1);
      Future<String> load =
          threads.submit(
              () ->
                  cache.get(
                      key,
                      k -> {
                        begun.countDown();
                        while (!isPut.get()) {
                          Thread.onSpinWait();
                        }
                        for (int spin = 0; spin < key % 200; spin++) {
                          Thread.onSpinWait();
                        }
                        return "older";
                      }));
      begun.await();
      isPut.set(true);
      cache.put(key, "newer");
      assertThat(load.get()).isEqualTo("older");
      assertThat(cache.get(key)).as("round %d", i).contains("newer");
      cache.remove(key);
    }
  }
}

package io.plimsoll.cache;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.cache.Bench.Thing;
import io.plimsoll.resource.Cache;
import io.plimsoll.resource.CachePolicy;
import io.plimsoll.resource.EntryTooLargeException;
import io.plimsoll.resource.Weigher;
import io.plimsoll.testkit.BirthRecorder;
import java.io.IOError;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A closeable value is closed once when it leaves, whatever made it leave. */
class ClosedOnceTest {

  private static final int THREADS = 4;
  private static final int STEPS = 15_000;

  private final BirthRecorder births = new BirthRecorder(1);
  private final Bench bench = new Bench("1m", 4, births);
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  @AfterEach
  void close() {
    threads.shutdownNow();
    bench.close();
  }

  /** All that can happen to entries, at random, by threads that share keys; then the end. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whateverHappensEachIsClosedOnce(long seed) throws Exception {
    CachePolicy policy = CachePolicy.entries(40).maxAge(Duration.ofSeconds(5));
    Cache<Integer, Thing> cache = bench.caches.open("random", policy, Weigher.usual());
    Queue<Thing> made = new ConcurrentLinkedQueue<>();
    List<Future<?>> all = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      Random random = new Random(seed * 100 + t);
      all.add(threads.submit(() -> act(cache, made, random)));
    }
    await(
        "half is done",
        () -> {
          bench.time.advance(Duration.ofMillis(100));
          return made.size() > THREADS * STEPS / 4;
        });
    cache.close(); // while they write
    Bench.join(all);

    assertThat(made).allSatisfy(each -> assertThat(each.closed).hasValue(1));
    assertThat(births.alive("cache entries", "random")).isZero();
    assertThat(cache.stats().entries()).isZero();
    assertThat(cache.stats().bytes()).isZero();
  }

  private static void act(Cache<Integer, Thing> cache, Queue<Thing> made, Random random) {
    for (int i = 0; i < STEPS; i++) {
      int key = random.nextInt(100);
      try {
        switch (random.nextInt(20)) {
          case 0, 1 -> cache.remove(key);
          case 2, 3, 4 -> cache.get(key, k -> made(made, 10));
          case 5, 6, 7 -> cache.get(key);
          case 8 -> cache.put(key, made(made, 2 << 20));
          case 9 -> {
            if (random.nextInt(50) == 0) {
              cache.clear();
            }
          }
          default -> cache.put(key, made(made, random.nextInt(20_000)));
        }
      } catch (EntryTooLargeException | IllegalStateException e) {
        // refused, or closed meanwhile: the value must be closed all the same
      } catch (java.util.concurrent.ExecutionException e) {
        throw new AssertionError(e);
      }
    }
  }

  private static Thing made(Queue<Thing> made, long bytes) {
    Thing thing = new Thing(bytes);
    made.add(thing);
    return thing;
  }

  /** The library shows nothing that is too old, though it lets go of it up to a second later. */
  @ParameterizedTest
  @ValueSource(strings = {"close", "clear", "remove", "put"})
  void whatIsTooOldAndNotYetSweptIsClosedToo(String how) {
    CachePolicy policy = CachePolicy.entries(100).maxAge(Duration.ofMillis(100));
    Cache<Integer, Thing> cache = bench.caches.open("old", policy, Weigher.usual());
    List<Thing> all = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Thing thing = new Thing(1);
      all.add(thing);
      cache.put(i, thing);
    }
    bench.time.advance(Duration.ofMillis(150));
    assertThat(cache.get(1)).isEmpty();
    switch (how) {
      case "close" -> cache.close();
      case "clear" -> cache.clear();
      default -> {
        for (int i = 0; i < 50; i++) {
          if (how.equals("put")) {
            cache.put(i, new Thing(1));
          }
          cache.remove(i);
        }
      }
    }
    // Perhaps by the sweeper, which closes what has left, too.
    await("all are closed", () -> all.stream().allMatch(each -> each.closed.get() > 0));
    assertThat(all).allSatisfy(each -> assertThat(each.closed).hasValue(1));
    assertThat(cache.stats().entries()).isZero();
    assertThat(cache.stats().bytes()).isZero();
    assertThat(cache.stats().evicted()).isEqualTo(50);
    assertThat(births.alive("cache entries", "old")).isZero();
  }

  @Test
  void whatIsWrittenAfterAClearIsAsOldAsItIs() {
    CachePolicy policy = CachePolicy.entries(10).maxAge(Duration.ofMillis(100));
    Cache<Integer, Thing> cache = bench.caches.open("after", policy, Weigher.usual());
    cache.put(1, new Thing(1));
    bench.time.advance(Duration.ofMillis(150));
    cache.clear();
    Thing thing = new Thing(1);
    cache.put(1, thing);
    assertThat(cache.get(1)).containsSame(thing);
    bench.time.advance(Duration.ofMillis(150));
    assertThat(cache.get(1)).isEmpty();
    assertThat(thing.closed).hasValue(0);
    cache.remove(1);
    await("it is closed", () -> thing.closed.get() == 1);
  }

  /** The owner of a key puts the same value again and again; it leaves when another comes. */
  @Test
  void aValueThatIsPutAgainIsNotClosedWhileItIsThere() throws Exception {
    Cache<Integer, Thing> cache =
        bench.caches.open("again", CachePolicy.entries(100), Weigher.usual());
    List<Future<?>> all = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      int key = t;
      all.add(
          threads.submit(
              () -> {
                for (int i = 0; i < 2_000; i++) {
                  Thing thing = new Thing(1);
                  cache.put(key, thing);
                  cache.put(key, thing);
                  cache.put(key + 50, thing);
                  assertThat(cache.get(key)).containsSame(thing);
                  assertThat(thing.closed).hasValue(0);
                  cache.remove(key);
                  assertThat(thing.closed).hasValue(0);
                  cache.remove(key + 50);
                  // Perhaps by another thread that just closes what has left.
                  await("it is closed", () -> thing.closed.get() == 1);
                }
              }));
    }
    Bench.join(all);
  }

  /** Checked exceptions that are not declared, too: other languages throw what they like. */
  static List<Throwable> troubles() {
    return List.of(
        new IllegalStateException("as asked"),
        new AssertionError("as asked"),
        new IOError(new IOException("as asked")),
        new InternalError("as asked"),
        new IOException("as asked"),
        new Throwable("as asked"));
  }

  @ParameterizedTest
  @MethodSource("troubles")
  void aCloseThatThrowsIsCountedAndHurtsNobody(Throwable trouble) {
    Cache<String, Thing> cache =
        bench.caches.open("throws", CachePolicy.entries(10), Weigher.usual());
    cache.put("k", new Throwing(trouble));
    cache.put("k", new Throwing(trouble));
    Thing last = new Thing(1);
    cache.put("k", last);
    assertThat(cache.get("k")).containsSame(last);
    assertThat(cache.get("missing")).isEmpty();
    await("both are counted", () -> cache.stats().closeFailures() == 2);
  }

  /** Who listens to what is told of that is a user, too. */
  @Test
  void aListenerThatThrowsKeepsNothingFromBeingClosed() {
    Handler rude =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            throw new IOError(new IOException("disk full"));
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger("io.plimsoll.cache");
    logger.addHandler(rude);
    logger.setUseParentHandlers(false);
    try {
      Cache<Integer, Thing> cache =
          bench.caches.open("heard", CachePolicy.entries(100), Weigher.usual());
      List<Thing> all = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        Thing thing = new Thing(1);
        all.add(thing);
        cache.put(2 * i, thing);
        cache.put(2 * i + 1, new Throwing(new IOException("as asked")));
      }
      assertThatCode(cache::close).doesNotThrowAnyException();
      await(
          "all are closed, perhaps by the sweeper",
          () ->
              cache.stats().closeFailures() == 20
                  && all.stream().allMatch(each -> each.closed.get() == 1));
    } finally {
      logger.removeHandler(rude);
      logger.setUseParentHandlers(true);
    }
  }

  @Test
  void aCloseMayUseTheCache() {
    Cache<String, Thing> cache =
        bench.caches.open("reenter", CachePolicy.entries(10), Weigher.usual());
    for (int i = 0; i < 200; i++) {
      cache.put(
          "k" + i,
          new Thing(1) {
            @Override
            public void close() {
              cache.put("closed", new Thing(1));
              cache.remove("closed");
            }
          });
    }
    // A close on the cache's own thread may just be writing.
    await("within its bound", () -> cache.stats().entries() <= 10);
    assertThat(cache.stats().entries()).isGreaterThanOrEqualTo(5);
    cache.put("last", new Thing(1));
    cache.clear();
    assertThat(cache.stats().closeFailures()).isZero();
  }

  @ParameterizedTest
  @MethodSource("troubles")
  void aValueThatCannotBeWeighedIsClosed(Throwable trouble) {
    Cache<String, Thing> cache =
        bench.caches.open(
            "weigher",
            CachePolicy.entries(10),
            (key, value) -> {
              Bench.sneak(trouble);
              return 1;
            });
    Thing thing = new Thing(1);
    assertThatThrownBy(() -> cache.put("k", thing)).isSameAs(trouble);
    assertThatThrownBy(() -> cache.get("k", key -> thing)).hasMessageContaining("as asked");
    await("it is closed each time", () -> thing.closed.get() == 2);
  }

  @Test
  void aWeightBelowZeroIsAnError() {
    Cache<String, Thing> negative =
        bench.caches.open("negative", CachePolicy.entries(10), (key, value) -> -1);
    assertThatThrownBy(() -> negative.put("k", new Thing(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must not be negative");
  }

  static final class Throwing extends Thing {
    private final Throwable thrown;

    Throwing(Throwable thrown) {
      super(1);
      this.thrown = thrown;
    }

    @Override
    public void close() {
      Bench.sneak(thrown);
    }
  }
}

package io.plimsoll.cache;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.cache.Bench.Thing;
import io.plimsoll.port.AdapterContext;
import io.plimsoll.resource.Cache;
import io.plimsoll.resource.CachePolicy;
import io.plimsoll.resource.Weigher;
import io.plimsoll.testkit.VirtualTime;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What happens by itself, on the one thread of a provider. */
class SweeperTest {

  private final Bench bench = new Bench("1m", 4);

  @AfterEach
  void close() {
    bench.close();
  }

  private Cache<String, Thing> open(String name, CachePolicy policy) {
    return bench.caches.open(name, policy, Weigher.usual());
  }

  @Test
  void oneThreadServesAllCachesFromTheFirstToTheEnd() {
    assertThat(bench.threads).isEmpty();
    for (String name : new String[] {"a", "b", "c"}) {
      open(name, CachePolicy.entries(1));
    }
    assertThat(bench.threads).hasSize(1);
    Thread sweeper = bench.threads.get(0);
    assertThat(sweeper.getName()).isEqualTo("plimsoll-cache-sweeper");
    assertThat(sweeper.isDaemon()).isTrue();
    assertThat(sweeper.isAlive()).isTrue();
    bench.caches.close();
    assertThat(sweeper.isAlive()).isFalse();
  }

  @Test
  void whatIsTooOldLeavesSoonAndNotAtTheNextSweepOnly() {
    Cache<String, Thing> cache =
        open("short", CachePolicy.entries(10).maxAge(Duration.ofSeconds(1)));
    Thing thing = new Thing(1);
    cache.put("k", thing);
    // The library takes note, and sets its alarm.
    ((CaffeineCache<String, Thing>) cache).attend(bench.time.nanos(), true);
    bench.time.advance(Duration.ofSeconds(6));
    await("it is closed", () -> thing.closed.get() == 1);
    assertThat(cache.stats().evicted()).isEqualTo(1);
  }

  @Test
  void shrinkingIsNotDoneByTheCaller() {
    Queue<String> closers = new ConcurrentLinkedQueue<>();
    Cache<String, Thing> cache = open("shrinks", CachePolicy.entries(100));
    for (int i = 0; i < 100; i++) {
      cache.put(
          "k" + i,
          new Thing(1) {
            @Override
            public void close() {
              closers.add(Thread.currentThread().getName());
            }
          });
    }
    bench.caches.allow(0.1);
    await("90 are closed", () -> closers.size() == 90);
    assertThat(closers).containsOnly(Sweeper.THREAD);
    assertThat(cache.stats().mostEntries()).isEqualTo(10);
  }

  @Test
  void whatFitsTheShareButNotTheAllowedPartIsLetGoAndNotRefused() {
    Cache<String, Thing> cache = open("pressed", CachePolicy.bytes(100_000));
    bench.caches.allow(0.1);
    await("less is allowed", () -> cache.stats().mostBytes() == 10_000);
    Thing thing = new Thing(50_000);
    cache.put("k", thing);
    assertThat(cache.get("k")).isEmpty();
    await("it is closed", () -> thing.closed.get() == 1);
    assertThat(cache.stats().refused()).isZero();
    Cache<String, Thing> late = open("late", CachePolicy.bytes(100_000));
    assertThat(late.stats().mostBytes()).isEqualTo(10_000);
  }

  @ParameterizedTest
  @MethodSource("io.plimsoll.cache.ClosedOnceTest#troubles")
  void whateverACloseThrowsTheThreadGoesOn(Throwable trouble) {
    Cache<String, Thing> cache = open("throws", CachePolicy.entries(10));
    for (int i = 0; i < 10; i++) {
      cache.put("k" + i, new ClosedOnceTest.Throwing(trouble));
    }
    bench.caches.allow(0.1);
    await("nine closes are counted", () -> cache.stats().closeFailures() == 9);
    bench.caches.allow(1);
    await("more is allowed again", () -> cache.stats().mostEntries() == 10);
    assertThat(bench.threads.get(0).isAlive()).isTrue();
  }

  /** The library asks for the hash as it evicts, on the sweeper's thread. */
  @ParameterizedTest
  @MethodSource("io.plimsoll.cache.ClosedOnceTest#troubles")
  void whateverAKeyThrowsTheThreadGoesOn(Throwable trouble) {
    Cache<Moody, Thing> cache =
        bench.caches.open("moody", CachePolicy.entries(10), (key, value) -> 1);
    Cache<String, Thing> other = open("other", CachePolicy.entries(10));
    Mood mood = new Mood(trouble);
    cache.put(new Moody(mood), new Thing(1));
    cache.put(new Moody(mood), new Thing(1));
    mood.isBad = true;
    bench.caches.allow(0.1);
    await("a key was asked", () -> mood.wasShown);
    mood.isBad = false;
    bench.caches.allow(0.5);
    await("the other has shrunk", () -> other.stats().mostEntries() == 5);
    await("this one, too", () -> cache.stats().mostEntries() == 5);
    assertThat(bench.threads.get(0).isAlive()).isTrue();
  }

  private static final class Mood {
    final Throwable trouble;
    volatile boolean isBad;
    volatile boolean wasShown;

    Mood(Throwable trouble) {
      this.trouble = trouble;
    }
  }

  private static final class Moody {
    private final Mood mood;

    Moody(Mood mood) {
      this.mood = mood;
    }

    @Override
    public int hashCode() {
      if (mood.isBad) {
        mood.wasShown = true;
        Bench.sneak(mood.trouble);
      }
      return 1;
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }
  }

  @Test
  void whereNoThreadMayBeStartedNothingIsOpened() {
    AdapterContext context =
        new AdapterContext(
            "s",
            new VirtualTime(),
            Map.of(),
            (name, task) -> {
              throw new IllegalStateException("threads: 8 live, as many as may");
            });
    try (CaffeineCaches caches = new CaffeineCaches(context)) {
      assertThatThrownBy(() -> caches.open("a", CachePolicy.entries(1), Weigher.usual()))
          .hasMessageContaining("as many as may");
      assertThat(caches.stats()).isEmpty();
    }
  }

  @Test
  void aValueWhoseCloseClosesTheProviderHoldsNothingUp() {
    Cache<String, Thing> cache = open("ending", CachePolicy.entries(10));
    cache.put(
        "k",
        new Thing(1) {
          @Override
          public void close() {
            super.close();
            bench.caches.close();
          }
        });
    cache.remove("k");
    assertThatThrownBy(() -> cache.get("k")).isInstanceOf(IllegalStateException.class);
  }

  /** Else no nap would last, and it would take a processor for itself. */
  @Test
  void itRestsThoughAClosingInterruptsIt() throws Exception {
    Cache<String, Thing> cache =
        bench.caches.open(
            "things", CachePolicy.entries(10).maxAge(Duration.ofSeconds(1)), Weigher.usual());
    AtomicReference<Thread> by = new AtomicReference<>();
    cache.put(
        "k",
        new Thing(10) {
          @Override
          public void close() {
            super.close();
            by.set(Thread.currentThread());
            Thread.currentThread().interrupt();
          }
        });
    bench.time.advance(Duration.ofSeconds(60));
    await("it is closed", () -> by.get() != null);
    assertThat(bench.threads).contains(by.get());
    await("it is interrupted no more", () -> !by.get().isInterrupted());
  }
}

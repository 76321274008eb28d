package io.plimsoll.cache;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.cache.Bench.Thing;
import io.plimsoll.resource.Cache;
import io.plimsoll.resource.CachePolicy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A key that cannot be hashed any more is in the way of nothing but its own entry. */
class BrokenKeysTest {

  private final Bench bench = new Bench("1m", 4);

  private final List<Key> broken = new ArrayList<>();

  @AfterEach
  void close() {
    broken.forEach(key -> key.broken = false);
    bench.close();
  }

  /** One that can be hashed until it says otherwise. */
  private static final class Key {
    private volatile boolean broken;

    @Override
    public int hashCode() {
      if (broken) {
        throw new IllegalStateException("its session is closed");
      }
      return 1;
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }
  }

  private Cache<Key, Thing> open(String name) {
    return bench.caches.open(name, CachePolicy.entries(100), (key, thing) -> 10);
  }

  /** Fills a cache, breaks one of its keys, and answers the values of the others. */
  private List<Thing> fill(Cache<Key, Thing> cache) {
    List<Thing> good = new ArrayList<>();
    Key bad = new Key();
    for (int i = 0; i < 10; i++) {
      Thing thing = new Thing(10);
      cache.put(i == 5 ? bad : new Key(), thing);
      if (i != 5) {
        good.add(thing);
      }
    }
    bad.broken = true;
    broken.add(bad);
    return good;
  }

  @Test
  void allElseIsClosed() {
    List<Thing> good = new ArrayList<>(fill(open("one")));
    good.addAll(fill(open("two")));
    assertThatThrownBy(bench.caches::close).hasStackTraceContaining("its session is closed");
    assertThat(bench.threads).isNotEmpty().noneMatch(Thread::isAlive);
    assertThat(good).allMatch(thing -> thing.closed.get() == 1);
    assertThat(bench.caches.stats()).isEmpty();
  }

  @Test
  void allElseIsTakenOut() {
    Cache<Key, Thing> cache = open("one");
    List<Thing> good = fill(cache);
    assertThatThrownBy(cache::clear)
        .hasMessageContaining("must be hashed")
        .hasRootCauseMessage("its session is closed");
    await("all are closed", () -> good.stream().allMatch(thing -> thing.closed.get() == 1));
    assertThat(cache.stats().entries()).isOne();
  }

  @Test
  void aClosedCacheLeavesItsPlace() {
    Cache<Key, Thing> cache = open("one");
    fill(cache);
    assertThatThrownBy(cache::close).hasRootCauseMessage("its session is closed");
    assertThat(bench.caches.stats()).isEmpty();
    assertThat(open("one").stats().entries()).isZero();
  }

  @Test
  void otherCachesAreOpened() {
    Cache<Key, Thing> cache = open("one");
    long all = cache.stats().mostBytes();
    fill(cache);
    Cache<Key, Thing> other = open("two");
    assertThat(cache.stats().mostBytes() + other.stats().mostBytes()).isLessThanOrEqualTo(all);
    assertThat(fill(other)).noneMatch(thing -> thing.closed.get() > 0);
  }

  /** The library forgets an entry whose key has changed, and its table holds it all the same. */
  @Test
  void theBoundHoldsThoughKeysChange() {
    Cache<List<String>, String> cache =
        bench.caches.open("changed", CachePolicy.entries(10), (key, value) -> 10);
    for (String each : List.of("a", "b")) {
      List<String> key = new ArrayList<>(List.of(each));
      cache.put(key, "there");
      key.add("changed");
    }
    for (int i = 0; i < 40; i++) {
      List<String> key = List.of("k" + i);
      for (int use = 0; use < 20; use++) { // what is used more stays, and those two go
        cache.put(key, "there");
        cache.get(key);
      }
      assertThat(cache.stats().entries()).isLessThanOrEqualTo(10);
    }
    assertThat(cache.stats().evicted()).isPositive();
  }
}

package io.plimsoll.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.plimsoll.port.Ticker;
import io.plimsoll.resource.CachePolicy;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one cache, within bounds that may change. Any thread may use it.
 *
 * <p>The library takes note of writes later, by up to 128 of them for each processor, and one
 * writer that is interrupted in the middle holds up the note of all that follow. So this counts for
 * itself, and a writer that finds the bounds exceeded makes the library catch up before it goes on.
 * More than the bounds is held by threads that are just writing, one entry each.
 */
final class Store<K, V> {

  private static final int MOST_ROUNDS = 20_000;
  private static final int PATIENT_ROUNDS = 100;
  private static final long PAUSE_NANOS = 10_000;

  /** Bounded by {@link Bounds}; the library evicts at it. */
  final Cache<K, Held<V>> entries;

  private final ConcurrentMap<K, Held<V>> map; // a view of the same entries
  private final Hindsight hindsight;
  private final Custody custody;
  private final AtomicLong count = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final LongAdder evicted = new LongAdder();
  private final ReentrantLock resizing = new ReentrantLock();
  private volatile Bounds bounds;

  /** Those that hold: others are on their way while bounds are being changed. */
  private volatile Bounds inForce;

  Store(CachePolicy policy, Ticker ticker, Chores chores, Custody custody, Bounds bounds) {
    this.hindsight = new Hindsight(ticker);
    this.custody = custody;
    this.bounds = bounds;
    this.inForce = bounds;
    Caffeine<K, Held<V>> builder =
        Caffeine.newBuilder()
            .executor(chores) // default: a pool that is not ours
            .maximumWeight(bounds.bytes())
            .weigher((K key, Held<V> held) -> held.weight)
            // Not a removal listener: that one is told later, by the executor.
            .evictionListener(
                (@Nullable K key, @Nullable Held<V> held, RemovalCause cause) -> evicted(held));
    this.entries =
        Ages.matter(policy)
            ? builder
                .ticker(hindsight)
                .scheduler(chores) // default: none, and what is too old stays until somebody asks
                .expireAfter(new Ages<K, V>(policy))
                .build()
            : builder.build();
    this.map = entries.asMap();
  }

  /** Called by the library as an entry leaves because of a bound, under locks of its own. */
  private void evicted(@Nullable Held<V> held) {
    if (held != null) {
      left(held);
      evicted.increment();
    }
  }

  /**
   * An entry has left. Each does so once: the library replaces, removes or evicts it under its lock
   * for the entry, and tells that to the one who did it, or calls {@link #evicted}.
   */
  private void left(Held<V> held) {
    count.decrementAndGet();
    bytes.addAndGet(-held.bytes);
    drop(held);
  }

  /** An entry is held no more, or is not to be held. */
  void drop(Held<V> held) {
    held.end();
    V value = held.closeable ? held.value : null;
    if (value != null) {
      custody.drop(value);
    }
  }

  /**
   * Puts a value that is not to be closed in the place of one as large; answers whether it did.
   * That costs less than another entry: none is made, and the library's lock for it is not taken.
   */
  boolean replace(K key, V value, int bytes) {
    Held<V> there = entries.getIfPresent(key);
    return there != null && there.replace(value, bytes);
  }

  /** Writes an entry, whose value is in custody already, in the place of another. */
  void insert(K key, Held<V> held) {
    held.weigh(bounds);
    Held<V> there;
    try {
      there = map.put(key, held);
    } catch (Throwable e) {
      drop(held); // by a key that cannot be hashed or compared
      throw e;
    }
    count(held, there);
    settle(key, held);
  }

  /**
   * The same where nothing is there and it is wanted, which is asked under the library's lock for
   * the key; else this is dropped. Answers whether it was written.
   */
  boolean insertIf(K key, Held<V> held, BooleanSupplier wanted) {
    held.weigh(bounds);
    Held<V> there;
    try {
      there = map.computeIfAbsent(key, same -> wanted.getAsBoolean() ? held : null);
    } catch (Throwable e) {
      drop(held); // as above
      throw e;
    }
    if (there != held) {
      drop(held);
      return false;
    }
    count(held, null);
    settle(key, held);
    return true;
  }

  private void settle(K key, Held<V> held) {
    while (held.weigh(bounds)) {
      weighAnew(key);
    }
    makeRoom();
  }

  /**
   * Counts an entry, perhaps after it has left again: the sum is right all the same. In the place
   * of another one it is counted as the difference, which is often none.
   */
  private void count(Held<V> held, @Nullable Held<V> before) {
    if (before == null) {
      count.incrementAndGet();
      bytes.addAndGet(held.bytes);
      return;
    }
    if (held.bytes != before.bytes) {
      bytes.addAndGet((long) held.bytes - before.bytes);
    }
    drop(before);
  }

  /** Takes out what stands under a key. */
  void remove(K key) {
    Held<V> held = map.remove(key);
    if (held != null) {
      left(held);
    }
  }

  /** Takes an entry out, if it is this one. */
  void remove(K key, Held<V> held) {
    if (map.remove(key, held)) {
      left(held);
    }
  }

  /**
   * Takes out what is there, with what is too old and was not let go of yet.
   *
   * @throws IllegalStateException once all is out but what a key is in the way of
   */
  void clear() {
    Throwable first = null;
    Iterator<K> keys = map.keySet().iterator();
    for (K key = hindsight.next(keys); key != null; key = hindsight.next(keys)) {
      try {
        remove(key);
      } catch (Throwable e) {
        first = first == null ? e : first;
      }
    }
    if (first != null) {
      throw new IllegalStateException(
          "cache: a key that is there threw; must be hashed and compared as when it was put; try"
              + " keys that do not change",
          first);
    }
  }

  /**
   * Waits for other writers only where they have to be on their way for this one's note to count.
   * Where that takes long, something else has to go: of an entry whose key has changed the library
   * believes that it is gone, but cannot take it out of its table.
   */
  private void makeRoom() {
    for (int round = 0; isFull() && round < MOST_ROUNDS; round++) {
      if (round > 0) {
        LockSupport.parkNanos(this, PAUSE_NANOS);
      }
      entries.cleanUp();
      if (round >= PATIENT_ROUNDS && isFull() && !giveUpOne()) {
        return;
      }
    }
  }

  /** Takes out the first entry that can be; answers whether there was one. */
  private boolean giveUpOne() {
    Iterator<K> keys = map.keySet().iterator();
    for (K key = hindsight.next(keys); key != null; key = hindsight.next(keys)) {
      try {
        Held<V> held = map.remove(key);
        if (held != null) {
          evicted(held);
          return true;
        }
      } catch (Throwable e) {
        // By a key that cannot be hashed any more: another one goes.
      }
    }
    return false;
  }

  /**
   * Whether the bounds are exceeded. What another thread is just evicting is counted as gone a few
   * instructions before the library's table lets go of it, so the table is asked too.
   */
  private boolean isFull() {
    Bounds now = bounds;
    return bytes.get() > now.bytes()
        || (now.entries() > 0 && Math.max(count.get(), entries.estimatedSize()) > now.entries());
  }

  /** Changes the bounds. When it returns, they hold. Costs time in proportion to the entries. */
  void resize(Bounds next) {
    resizing.lock();
    try {
      Bounds last = bounds;
      if (next.equals(last)) {
        return;
      }
      bounds = next;
      // Heavier entries need the room first, lighter ones leave it behind.
      if (next.unit() > last.unit()) {
        limit(next.bytes());
        weighAllAnew();
      } else if (next.unit() < last.unit()) {
        weighAllAnew();
        limit(next.bytes());
      } else {
        limit(next.bytes());
      }
      entries.cleanUp();
      inForce = next;
    } finally {
      resizing.unlock();
    }
  }

  private void limit(long most) {
    entries.policy().eviction().orElseThrow().setMaximum(most);
  }

  private void weighAllAnew() {
    for (Map.Entry<K, Held<V>> each : map.entrySet()) {
      if (each.getValue().weigh(bounds)) {
        try {
          weighAnew(each.getKey());
        } catch (Throwable e) {
          // By a key that cannot be hashed any more: the others are weighed all the same.
        }
      }
    }
  }

  private void weighAnew(K key) {
    map.computeIfPresent(key, (same, held) -> held);
  }

  /** Lets go of what is too old. */
  void sweep() {
    entries.cleanUp();
  }

  /** Whether it holds more than 80 % of what it may. */
  boolean isNearlyFull() {
    Bounds now = bounds;
    boolean byEntries = now.entries() > 0 && count.get() * 5 > now.entries() * 4;
    return byEntries || bytes.get() > now.bytes() / 5 * 4;
  }

  Bounds bounds() {
    return bounds;
  }

  /** Those that hold by now, to be told. */
  Bounds boundsInForce() {
    return inForce;
  }

  long count() {
    return Math.max(0, count.get());
  }

  long bytes() {
    return Math.max(0, bytes.get());
  }

  long evicted() {
    return evicted.sum();
  }
}

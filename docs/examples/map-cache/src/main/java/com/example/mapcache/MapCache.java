package com.example.mapcache;

import io.plimsoll.port.Ticker;
import io.plimsoll.resource.Cache;
import io.plimsoll.resource.CacheLoader;
import io.plimsoll.resource.CachePolicy;
import io.plimsoll.resource.CacheStats;
import io.plimsoll.resource.EntryTooLargeException;
import io.plimsoll.resource.Weigher;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A cache in one map under one lock. No code of users runs under the lock but what their keys are
 * compared with.
 */
final class MapCache<K, V> implements Cache<K, V> {

  private static final Logger LOG = System.getLogger(MapCache.class.getName());

  private final String name;
  private final CachePolicy policy;
  private final Weigher<K, V> weigher;
  private final Ticker ticker;
  private final Waits waits;
  private final Runnable left;

  private final Object lock = new Object();
  // All below is guarded by the lock.
  private final Store<K, V> store;
  // One for each thread that runs a loader just now.
  private final Map<K, Load<V>> loads = new HashMap<>();
  // The same, with those whose key was taken out meanwhile: somebody may wait for them.
  private final Set<Load<V>> running = new HashSet<>();
  private long share;
  private long hits;
  private long misses;
  private long loaded;
  private long failures;
  private long refused;
  private boolean closed;

  private final AtomicLong closeFailures = new AtomicLong();

  /**
   * @param left told when it is closed
   */
  MapCache(
      String name,
      CachePolicy policy,
      Weigher<K, V> weigher,
      Ticker ticker,
      Waits waits,
      Runnable left) {
    this.name = name;
    this.policy = policy;
    this.weigher = weigher;
    this.ticker = ticker;
    this.waits = waits;
    this.left = left;
    this.store = new Store<>(policy);
  }

  /** How many bytes it would take if there were as many. */
  long asked() {
    return policy.mostBytes() == 0 ? Long.MAX_VALUE : policy.mostBytes();
  }

  long share() {
    synchronized (lock) {
      return share;
    }
  }

  /**
   * Has this share of the budget from now on, and may use this part of its bounds. What leaves by
   * it is closed by {@link #tidy}: whoever calls this may hold a lock of its own.
   */
  void bound(long bytes, double allowed) {
    synchronized (lock) {
      share = bytes;
      long most =
          policy.mostEntries() == 0
              ? Long.MAX_VALUE
              : Math.max(1, (long) (policy.mostEntries() * allowed));
      store.bound(most, (long) (bytes * allowed));
    }
  }

  /** Closes what has left. */
  void tidy() {
    locked(() -> true);
  }

  void removeOld() {
    locked(
        () -> {
          store.removeOld(ticker.nanos());
          return true;
        });
  }

  /** Does something under the lock, and then closes what has left by it. */
  private <T> T locked(Supplier<T> what) {
    List<AutoCloseable> leaving = List.of();
    try {
      synchronized (lock) {
        try {
          return what.get();
        } finally {
          leaving = store.takeLeaving();
        }
      }
    } finally {
      leaving.forEach(this::close);
    }
  }

  private void close(AutoCloseable value) {
    try {
      value.close();
    } catch (Throwable e) { // the caller came for something else
      closeFailures.incrementAndGet();
      LOG.log(Level.WARNING, "cache %s: a value could not be closed".formatted(name), e);
    }
  }

  private IllegalStateException gone() {
    return new IllegalStateException(
        "cache %s: is closed; must be open; try it before the close".formatted(name));
  }

  private void requireOpen() {
    if (closed) {
      throw gone();
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<V> get(K key) {
    return locked(
        () -> {
          requireOpen();
          Optional<V> found = find(store.get(key, ticker.nanos()));
          misses += found.isEmpty() ? 1 : 0;
          return found;
        });
  }

  private Optional<V> find(@Nullable Entry<V> entry) {
    if (entry == null || entry.value == null) {
      return Optional.empty();
    }
    entry.use(ticker.nanos());
    hits++;
    return Optional.of(entry.value);
  }

  /** What was found at the begin of a load: a value, a failure, or a load, mine or another's. */
  private record Found<V>(
      Optional<V> value, @Nullable Throwable failure, @Nullable Load<V> load, boolean mine) {}

  @Override
  public V get(K key, CacheLoader<K, V> loader) throws ExecutionException {
    Found<V> found = locked(() -> begin(key));
    if (found.value.isPresent()) {
      return found.value.get();
    }
    if (found.failure != null) {
      throw new ExecutionException(found.failure);
    }
    Load<V> load = Objects.requireNonNull(found.load);
    if (!found.mine) {
      return waits.await(load, name);
    }
    try {
      run(key, loader, load);
    } finally {
      locked(() -> running.remove(load));
    }
    return load.answer();
  }

  private Found<V> begin(K key) {
    requireOpen();
    Entry<V> entry = store.get(key, ticker.nanos());
    Optional<V> value = find(entry);
    if (value.isPresent()) {
      return new Found<>(value, null, null, false);
    }
    misses++;
    if (entry != null) {
      return new Found<>(value, entry.failure, null, false);
    }
    Load<V> others = loads.get(key);
    if (others != null) {
      return new Found<>(value, null, others, false);
    }
    Load<V> mine = new Load<>();
    loads.put(key, mine);
    running.add(mine);
    return new Found<>(value, null, mine, true);
  }

  private void run(K key, CacheLoader<K, V> loader, Load<V> load) {
    V value;
    try {
      value = Objects.requireNonNull(loader.load(key), "the loader made null");
    } catch (Throwable e) {
      locked(() -> failed(key, load, e));
      load.end(null, e, null);
      return;
    }
    try {
      Entry<V> entry = weighed(key, value);
      locked(() -> succeeded(key, load, value, entry));
      load.end(value, null, null);
    } catch (RuntimeException e) {
      locked(() -> loads.remove(key, load));
      load.end(null, null, e);
    } catch (Error e) {
      // Of a weigher: whoever waits shall not wait for ever.
      locked(() -> loads.remove(key, load));
      load.end(null, e, null);
    }
  }

  private boolean failed(K key, Load<V> load, Throwable failure) {
    failures++;
    if (loads.remove(key, load) && policy.failureAge().isPresent()) {
      store.put(key, Entry.failed(failure, ticker.nanos()));
    }
    return true;
  }

  private boolean succeeded(K key, Load<V> load, V value, Entry<V> entry) {
    if (closed) {
      store.refuse(value);
      throw gone();
    }
    loaded++;
    if (loads.remove(key, load)) {
      write(key, value, entry);
    }
    return true;
  }

  @Override
  public void put(K key, V value) {
    Entry<V> entry = weighed(key, value);
    locked(
        () -> {
          if (closed) {
            store.refuse(value);
            throw gone();
          }
          write(key, value, entry);
          loads.remove(key); // what is being loaded is older
          return true;
        });
  }

  /** Outside of the lock, since it asks a user's weigher. */
  private Entry<V> weighed(K key, V value) {
    try {
      return Entry.of(key, value, weigher, ticker.nanos());
    } catch (RuntimeException | Error e) {
      locked(
          () -> {
            store.refuse(value);
            return true;
          });
      throw e;
    }
  }

  private void write(K key, V value, Entry<V> entry) {
    if (entry.bytes > share) {
      refused++;
      store.refuse(value);
      throw new EntryTooLargeException(
          "cache %s: an entry of %d bytes; must be at most %d, the share of this cache; try a larger cache.budget"
              .formatted(name, entry.bytes, share));
    }
    store.put(key, entry);
  }

  @Override
  public void remove(K key) {
    locked(
        () -> {
          requireOpen();
          loads.remove(key);
          store.remove(key);
          return true;
        });
  }

  @Override
  public void clear() {
    locked(
        () -> {
          requireOpen();
          loads.clear();
          store.clear();
          return true;
        });
  }

  @Override
  public CacheStats stats() {
    synchronized (lock) {
      return new CacheStats(
          name,
          store.size(),
          policy.mostEntries() == 0 ? 0 : store.mostEntries(),
          store.bytes(),
          store.mostBytes(),
          hits,
          misses,
          loaded,
          failures,
          store.evicted(),
          refused,
          closeFailures.get());
    }
  }

  @Override
  public void close() {
    boolean first =
        locked(
            () -> {
              boolean wasOpen = !closed;
              closed = true;
              running.forEach(load -> load.end(null, null, gone()));
              loads.clear();
              store.clear();
              return wasOpen;
            });
    if (first) {
      left.run();
    }
  }
}

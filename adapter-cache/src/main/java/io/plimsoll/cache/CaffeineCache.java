package io.plimsoll.cache;

import io.plimsoll.command.ByteSize;
import io.plimsoll.port.Births;
import io.plimsoll.port.Births.Birth;
import io.plimsoll.port.Ticker;
import io.plimsoll.resource.Cache;
import io.plimsoll.resource.CacheLoader;
import io.plimsoll.resource.CachePolicy;
import io.plimsoll.resource.CacheStats;
import io.plimsoll.resource.EntryTooLargeException;
import io.plimsoll.resource.Weigher;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A cache on Caffeine, within its share of the budget. */
final class CaffeineCache<K, V> implements Cache<K, V> {

  private final String name;
  private final CachePolicy policy;
  private final boolean aging;
  private final Weigher<K, V> weigher;
  private final Ticker ticker;
  private final Chores chores;
  private final Custody custody;
  private final Store<K, V> store;
  private final com.github.benmanes.caffeine.cache.Cache<K, Held<V>> entries;
  private final Births.Register births;
  private final Counts counts = new Counts();
  private final Loads<K, V> loads;
  private final Consumer<CaffeineCache<?, ?>> whenClosed;
  private final AtomicBoolean closing = new AtomicBoolean();
  private volatile long share;
  private volatile boolean closed;

  CaffeineCache(
      String name,
      CachePolicy policy,
      Weigher<K, V> weigher,
      Surroundings around,
      long share,
      double allowed,
      Consumer<CaffeineCache<?, ?>> whenClosed) {
    this.name = name;
    this.policy = policy;
    this.aging = Ages.matter(policy);
    this.weigher = weigher;
    this.ticker = around.ticker();
    this.chores = new Chores(ticker, around.wake());
    this.custody = new Custody(name);
    this.share = share;
    this.store = new Store<>(policy, ticker, chores, custody, Bounds.of(policy, share, allowed));
    this.entries = store.entries;
    this.loads = new Loads<>(name, around.waits());
    this.births = around.births().of("cache entries");
    this.whenClosed = whenClosed;
  }

  /** What all caches of one provider share. */
  record Surroundings(Ticker ticker, Waits waits, Runnable wake, Births births) {}

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<V> get(K key) {
    if (closed) {
      throw isClosed();
    }
    Held<V> held = entries.getIfPresent(key);
    V value = held == null ? null : held.value;
    if (value == null) {
      missed();
      return Optional.empty();
    }
    counts.hits.increment();
    return Optional.of(value);
  }

  private void missed() {
    counts.misses.increment();
    custody.closeLeft();
  }

  @Override
  public V get(K key, CacheLoader<K, V> loader) throws ExecutionException {
    Objects.requireNonNull(loader, "loader");
    requireOpen();
    Held<V> held = entries.getIfPresent(key);
    if (held == null) {
      missed();
      return loads.get(key, mine -> load(key, loader, mine));
    }
    if (held.failure != null) {
      missed();
      throw new ExecutionException(held.failure);
    }
    counts.hits.increment();
    return Objects.requireNonNull(held.value);
  }

  /** Ends a load that this thread has begun: what came of it, and what is kept. */
  private void load(K key, CacheLoader<K, V> loader, Load<V> mine) {
    requireOpen();
    Held<V> meanwhile = entries.getIfPresent(key);
    if (meanwhile != null) {
      mine.end(meanwhile);
      return;
    }
    V value;
    try {
      value = made(loader.load(key));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      counts.failures.increment();
      mine.fail(e);
      return;
    } catch (Exception e) {
      counts.failures.increment();
      mine.fail(e); // whatever comes of weighing it
      remember(key, e, mine);
      return;
    } catch (Throwable e) {
      counts.failures.increment();
      mine.fail(e);
      return;
    }
    counts.loads.increment();
    keep(key, value, mine);
    mine.succeed(value);
  }

  private V made(@Nullable V value) {
    if (value == null) {
      throw new NullPointerException(
          "cache %s: a loader answered null; must answer a value or throw; try Optional"
              .formatted(name));
    }
    return value;
  }

  private void remember(K key, Exception failure, Load<V> mine) {
    if (policy.failureAge().isEmpty()) {
      return;
    }
    long bytes = EntryCost.ofFailure(key, failure);
    if (bytes <= store.bounds().largest()) {
      write(key, new Held.Timed<>(failure, (int) bytes, now()), mine);
    }
  }

  @Override
  public void put(K key, V value) {
    keep(key, value, null);
  }

  private void keep(K key, V value, @Nullable Load<V> by) {
    boolean closeable = custody.take(Objects.requireNonNull(value, "value"));
    Held<V> held;
    try {
      requireOpen();
      int bytes = weighed(key, value, closeable);
      if (by == null) {
        loads.forget(key); // what is being loaded is older
      }
      Birth birth = births.born(name, store.isNearlyFull());
      boolean replaceable = by == null && birth == null && !aging && !closeable;
      if (replaceable && store.replace(key, value, bytes)) {
        custody.closeLeft();
        requireOpen();
        return;
      }
      held = replaceable ? new Held<>(value, bytes) : held(value, closeable, bytes, birth);
    } catch (Throwable e) {
      custody.drop(value);
      custody.closeLeft();
      throw e;
    }
    write(key, held, by);
    requireOpen();
  }

  private Held<V> held(V value, boolean closeable, int bytes, @Nullable Birth birth) {
    if (birth != null) {
      return new Held.Noted<>(value, closeable, bytes, now(), birth);
    }
    return aging
        ? new Held.Timed<>(value, closeable, bytes, now())
        : new Held<>(value, closeable, bytes);
  }

  /**
   * Writes, unless that is not to be kept. For a load that is asked as the library lets it in: who
   * takes the key out before is seen, who does so after that takes it out as well. A close or a
   * clear may pass the place just then, so it is asked once more.
   */
  private void write(K key, Held<V> held, @Nullable Load<V> by) {
    try {
      if (by != null) {
        if (!store.insertIf(key, held, () -> !isUnwanted(key, by))) {
          return;
        }
      } else if (closed) {
        store.drop(held);
        return;
      } else {
        store.insert(key, held); // what is there is older
      }
      if (isUnwanted(key, by)) {
        store.remove(key, held);
      }
    } finally {
      custody.closeLeft();
    }
  }

  private boolean isUnwanted(K key, @Nullable Load<V> by) {
    return closed || (by != null && !loads.isKept(key, by));
  }

  private int weighed(K key, V value, boolean closeable) {
    long own = weigher.bytes(key, value);
    if (own < 0) {
      throw new IllegalArgumentException(
          "cache %s: the weigher says %d bytes; must not be negative; correct it"
              .formatted(name, own));
    }
    long cost = EntryCost.of(aging, closeable);
    long largest = store.bounds().largest();
    if (own > largest - cost) {
      counts.refused.increment();
      throw new EntryTooLargeException(
          ("cache %s: an entry is %s and %d bytes for its place; must be at most %s, the cache's"
                  + " share of the budget; try smaller values, or a larger cache.budget")
              .formatted(name, ByteSize.bytes(own), cost, ByteSize.bytes(Math.max(0, largest))));
    }
    return (int) (own + cost);
  }

  private long now() {
    return aging ? ticker.nanos() : 0;
  }

  @Override
  public void remove(K key) {
    requireOpen();
    loads.forget(key);
    store.remove(key);
    custody.closeLeft();
  }

  @Override
  public void clear() {
    requireOpen();
    loads.forgetAll();
    try {
      store.clear();
    } finally {
      custody.closeLeft();
    }
  }

  @Override
  public CacheStats stats() {
    Bounds bounds = store.boundsInForce();
    return new CacheStats(
        name,
        store.count(),
        bounds.entries(),
        store.bytes(),
        bounds.bytes(),
        counts.hits.sum(),
        counts.misses.sum(),
        counts.loads.sum(),
        counts.failures.sum(),
        store.evicted(),
        counts.refused.sum(),
        custody.failures());
  }

  @Override
  public void close() {
    if (closing.getAndSet(true)) {
      return;
    }
    closed = true;
    try {
      loads.refuseAll(this::isClosed);
      store.clear();
    } finally {
      custody.closeLeft();
      whenClosed.accept(this);
    }
  }

  private void requireOpen() {
    if (closed) {
      throw isClosed();
    }
  }

  private IllegalStateException isClosed() {
    return new IllegalStateException(
        "cache %s: is closed; must be open to be used; try to open it again".formatted(name));
  }

  long asked() {
    return Bounds.asked(policy);
  }

  /** How many entries the library's table holds, whether it has taken note of them or not. */
  long inTheTable() {
    return entries.estimatedSize();
  }

  /** Its share of the budget. */
  long share() {
    return share;
  }

  /** Sets its share of the budget and how much of it may be used. For one thread at a time. */
  void resize(long share, double allowed) {
    this.share = share;
    store.resize(Bounds.of(policy, share, allowed));
  }

  /**
   * Lets go of what is too old by now, and closes what has left; answers whether the library wanted
   * something done.
   */
  boolean attend(long now, boolean sweep) {
    boolean worked = chores.run(now);
    if (sweep) {
      store.sweep();
    }
    custody.closeLeft();
    return worked;
  }
}

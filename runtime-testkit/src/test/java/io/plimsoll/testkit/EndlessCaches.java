package io.plimsoll.testkit;

import io.plimsoll.port.CacheProvider;
import io.plimsoll.resource.Cache;
import io.plimsoll.resource.CacheLoader;
import io.plimsoll.resource.CachePolicy;
import io.plimsoll.resource.CacheStats;
import io.plimsoll.resource.Weigher;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;

/** What a cache is when nobody thinks about it: maps that keep everything, for good. */
class EndlessCaches implements CacheProvider {

  // Nothing bounds it: that is the defect.
  private final List<Endless<?, ?>> open = new CopyOnWriteArrayList<>();

  @Override
  public <K, V> Cache<K, V> open(String name, CachePolicy policy, Weigher<K, V> weigher) {
    Endless<K, V> made = new Endless<>(name, weigher);
    open.add(made);
    return made;
  }

  @Override
  public void allow(double fraction) {}

  @Override
  public List<CacheStats> stats() {
    return open.stream().<CacheStats>map(Endless::stats).toList();
  }

  @Override
  public void close() {}

  /** Keeps what should have been taken out. */
  static final class Deaf extends EndlessCaches {
    @Override
    public <K, V> Cache<K, V> open(String name, CachePolicy policy, Weigher<K, V> weigher) {
      return new Endless<>(name, weigher) {
        @Override
        public void remove(K key) {}
      };
    }
  }

  /** Has a load that fails take out what was put meanwhile. */
  static final class Rash extends EndlessCaches {
    @Override
    public <K, V> Cache<K, V> open(String name, CachePolicy policy, Weigher<K, V> weigher) {
      return new Endless<>(name, weigher) {
        @Override
        public V get(K key, CacheLoader<K, V> loader) throws ExecutionException {
          try {
            return super.get(key, loader);
          } catch (ExecutionException e) {
            remove(key);
            throw e;
          }
        }
      };
    }
  }

  private static class Endless<K, V> implements Cache<K, V> {
    private final String name;
    private final Weigher<K, V> weigher;
    // Nothing bounds it: that is the defect.
    private final Map<K, V> map = new ConcurrentHashMap<>();
    private final AtomicLong misses = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    Endless(String name, Weigher<K, V> weigher) {
      this.name = name;
      this.weigher = weigher;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Optional<V> get(K key) {
      return Optional.ofNullable(map.get(key));
    }

    @Override
    public V get(K key, CacheLoader<K, V> loader) throws ExecutionException {
      misses.incrementAndGet();
      try {
        V value = loader.load(key);
        put(key, value);
        return value;
      } catch (Exception e) {
        throw new ExecutionException(e);
      }
    }

    @Override
    public void put(K key, V value) {
      bytes.addAndGet(weigher.bytes(key, value));
      map.put(key, value);
    }

    @Override
    public void remove(K key) {
      map.remove(key);
    }

    @Override
    public void clear() {
      map.clear();
    }

    @Override
    public CacheStats stats() {
      return new CacheStats(name, map.size(), 0, bytes.get(), 0, 0, misses.get(), 0, 0, 0, 0, 0);
    }

    @Override
    public void close() {}
  }
}

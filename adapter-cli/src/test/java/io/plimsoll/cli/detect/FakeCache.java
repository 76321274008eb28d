package io.plimsoll.cli.detect;

import io.plimsoll.resource.Cache;
import io.plimsoll.resource.CacheLoader;
import io.plimsoll.resource.CacheStats;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/** A cache that keeps what it is given until it is full, and then forgets all of it. */
final class FakeCache<V> implements Cache<String, V> {

  private static final int MOST = 500;

  private final Map<String, V> entries = new ConcurrentHashMap<>();

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public Optional<V> get(String key) {
    return Optional.ofNullable(entries.get(key));
  }

  @Override
  public V get(String key, CacheLoader<String, V> loader) throws ExecutionException {
    if (entries.size() > MOST) {
      entries.clear();
    }
    try {
      return entries.computeIfAbsent(
          key,
          absent -> {
            try {
              return loader.load(absent);
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
          });
    } catch (IllegalStateException e) {
      throw new ExecutionException(e.getCause());
    }
  }

  @Override
  public void put(String key, V value) {
    entries.put(key, value);
  }

  @Override
  public void remove(String key) {
    entries.remove(key);
  }

  @Override
  public void clear() {
    entries.clear();
  }

  @Override
  public CacheStats stats() {
    throw new UnsupportedOperationException("no test asks for it");
  }

  @Override
  public void close() {
    entries.clear();
  }
}

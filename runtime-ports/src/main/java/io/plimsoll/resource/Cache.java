package io.plimsoll.resource;

import java.util.Optional;
import java.util.concurrent.ExecutionException;

/**
 * A bounded cache: what it holds beside its bound is {@link #stats()}. Any thread may use it.
 *
 * <p>Its bounds hold at every moment, in a burst of writes too, but for one entry of each thread
 * that is just writing one. What a full cache gives up is its own choice, and it may be the newest
 * entry.
 *
 * <p>A value that is {@link AutoCloseable} belongs to the cache from the moment it is put, even if
 * the put is refused: it is closed once, when it leaves, for whatever reason, by a thread that just
 * uses the cache or by the cache's own, never under a lock of the cache. A value that is there
 * under two keys, or is put again while it is there, is closed when the last of its entries leaves.
 * Whoever holds a value while its entry leaves holds a closed one; to put such a value again is an
 * error. A {@code close()} that throws is logged and counted, and must not block.
 *
 * <p>After {@link #close()} every call but {@code name}, {@code stats} and {@code close} throws
 * {@link IllegalStateException}.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 * @since 0.1.0
 */
public interface Cache<K, V> extends AutoCloseable {

  /** Its name, unique in a runtime. */
  String name();

  /**
   * The value, if it is there and not too old; a remembered failure is none. Costs one library call
   * and, on a hit, no memory.
   */
  Optional<V> get(K key);

  /**
   * The value, loaded where it is not there. All who ask at the same time wait for one load, which
   * holds no lock: other keys, and what is too old, are not kept waiting by it. What is taken out
   * while it is loaded goes to those who wait for it and is not kept.
   *
   * @throws ExecutionException with what the loader threw, as its cause, for all who wait; a
   *     waiting thread that is interrupted gets an {@link InterruptedException} as the cause and
   *     stays interrupted
   * @throws EntryTooLargeException when the entry is larger than the cache: it is not kept
   * @throws IllegalStateException when a load would wait for itself, directly or by way of others,
   *     or when the cache was closed meanwhile
   */
  V get(K key, CacheLoader<K, V> loader) throws ExecutionException;

  /**
   * Writes an entry, at the cost of others where it is full. What is just being loaded for its key
   * is older: it goes to those who wait for it and is not kept, nor is a failure.
   *
   * @throws EntryTooLargeException when the entry alone is larger than the cache: nothing is
   *     written, and a closeable value is closed
   */
  void put(K key, V value);

  /** Takes an entry out. */
  void remove(K key);

  /** Takes all entries out. */
  void clear();

  /** Counts beside bounds. Not for hot paths. */
  CacheStats stats();

  /** Takes all entries out and refuses what comes later. Calling it again is harmless. */
  @Override
  void close();
}

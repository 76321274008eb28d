package io.plimsoll.resource;

/**
 * Makes the value of a key that is not there. Called once for all who ask for the same key at the
 * same time, on the thread of one of them. It may use the cache, but may not ask it to load the
 * same key.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 * @since 0.1.0
 */
@FunctionalInterface
public interface CacheLoader<K, V> {

  /** The value; what is thrown reaches all who wait for it. */
  V load(K key) throws Exception;
}

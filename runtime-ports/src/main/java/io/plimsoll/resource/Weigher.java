package io.plimsoll.resource;

/**
 * Tells how many bytes of heap a key and its value hold together. The cost of the entry itself is
 * added by the cache. Called once for each write, on the writing thread; must not block. What it
 * throws reaches the writer, and nothing is written.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 * @since 0.1.0
 */
@FunctionalInterface
public interface Weigher<K, V> {

  /** The bytes of both, from zero. */
  long bytes(K key, V value);

  /**
   * One that weighs by looking at the objects: strings, numbers, enums, dates, optionals, paths,
   * arrays, the collections and maps of {@code java.util}, records of all these, and whatever is
   * {@link Weighed}. Shared parts count each time. Costs time in proportion to the parts; the
   * figures are those of a 64-bit JVM with compressed references (a heap below 32 GiB).
   *
   * @throws IllegalArgumentException (by the weigher) for an object of another type, or for one
   *     that is nested deeper than 64 levels
   */
  static <K, V> Weigher<K, V> usual() {
    return (key, value) -> Weights.plus(Weights.of(key), Weights.of(value));
  }
}

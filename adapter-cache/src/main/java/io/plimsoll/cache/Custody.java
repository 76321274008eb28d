package io.plimsoll.cache;

import io.plimsoll.port.LazyLogger;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/**
 * Which closeable values a cache owns, and by how many entries each. A value whose last entry has
 * left waits to be closed, because entries leave under locks of the library. Any thread may use it.
 */
final class Custody {

  private static final Logger LOG = LazyLogger.of(Custody.class);

  private final String cache;
  private final LongAdder failures = new LongAdder();

  // One for each closeable value that the cache holds or that is being put; gone when it leaves.
  private final ConcurrentHashMap<Same, Integer> owned = new ConcurrentHashMap<>();

  // What left since the last write or miss, each of which closes it all: no more than was held.
  private final ConcurrentLinkedQueue<AutoCloseable> left = new ConcurrentLinkedQueue<>();

  Custody(String cache) {
    this.cache = cache;
  }

  private record Same(Object value) {

    @Override
    public boolean equals(Object other) {
      return other instanceof Same same && same.value == value;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(value);
    }
  }

  /** An entry with this value is about to be; answers whether it is closeable, and owned by now. */
  boolean take(Object value) {
    if (value instanceof AutoCloseable) {
      owned.merge(new Same(value), 1, Integer::sum);
      return true;
    }
    return false;
  }

  /** An entry with this value, which was taken, is no more. */
  void drop(Object value) {
    if (value instanceof AutoCloseable closeable
        && owned.computeIfPresent(new Same(value), (same, n) -> n == 1 ? null : n - 1) == null) {
      left.add(closeable);
    }
  }

  /** Closes what has left. Runs code of users: never under a lock. */
  void closeLeft() {
    for (AutoCloseable next = left.poll(); next != null; next = left.poll()) {
      close(next);
    }
  }

  // Whatever it throws, the caller came for something else.
  private void close(AutoCloseable value) {
    try {
      value.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failed(value, e);
    } catch (Throwable e) {
      failed(value, e);
    }
  }

  private void failed(AutoCloseable value, Throwable thrown) {
    failures.increment();
    LOG.log(
        Level.WARNING,
        "cache %s: a %s that left could not be closed".formatted(cache, value.getClass().getName()),
        thrown);
  }

  /** How many could not be closed. */
  long failures() {
    return failures.sum();
  }
}

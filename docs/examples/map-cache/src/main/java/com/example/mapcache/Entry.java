package com.example.mapcache;

import io.plimsoll.resource.CachePolicy;
import io.plimsoll.resource.Weigher;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a map holds under one key: a value, or the failure of its load. Guarded by its cache. */
final class Entry<V> {

  // The map's node and its place in the table, and this object.
  private static final long COST = 120;
  // Its place in the table of values that are to be closed.
  private static final long CLOSEABLE = 48;
  // A stack trace: a guess.
  private static final long FAILURE = 4_096;

  final @Nullable V value;
  final @Nullable Throwable failure;
  final long bytes;
  private final long writtenAt;
  private long usedAt;

  private Entry(@Nullable V value, @Nullable Throwable failure, long bytes, long now) {
    this.value = value;
    this.failure = failure;
    this.bytes = bytes;
    this.writtenAt = now;
    this.usedAt = now;
  }

  /** An entry with a value; the weigher runs here. */
  static <K, V> Entry<V> of(K key, V value, Weigher<K, V> weigher, long now) {
    long cost = COST + (value instanceof AutoCloseable ? CLOSEABLE : 0);
    long bytes = Math.max(0, weigher.bytes(key, value));
    return new Entry<>(value, null, bytes > Long.MAX_VALUE - cost ? bytes : bytes + cost, now);
  }

  static <V> Entry<V> failed(Throwable failure, long now) {
    String words = failure.getMessage();
    return new Entry<>(
        null, failure, COST + FAILURE + (words == null ? 0 : 2L * words.length()), now);
  }

  void use(long now) {
    usedAt = now;
  }

  boolean isTooOld(CachePolicy policy, long now) {
    return failure != null
        ? isOver(policy.failureAge(), now - writtenAt)
        : isOver(policy.maxAge(), now - writtenAt) || isOver(policy.maxIdle(), now - usedAt);
  }

  private static boolean isOver(Optional<Duration> limit, long nanos) {
    return limit.isPresent() && nanos - limit.get().toNanos() >= 0;
  }
}

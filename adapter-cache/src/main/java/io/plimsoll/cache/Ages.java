package io.plimsoll.cache;

import com.github.benmanes.caffeine.cache.Expiry;
import io.plimsoll.resource.CachePolicy;
import java.time.Duration;
import java.util.Optional;

/** How long entries may still be used. To weigh one anew makes it neither younger nor older. */
final class Ages<K, V> implements Expiry<K, Held<V>> {

  private static final long FOREVER = Long.MAX_VALUE >> 1;

  private final long mostAge;
  private final long mostIdle;
  private final long failureAge;

  Ages(CachePolicy policy) {
    this.mostAge = nanos(policy.maxAge());
    this.mostIdle = nanos(policy.maxIdle());
    this.failureAge = nanos(policy.failureAge());
  }

  /** Whether a policy sets any time at all: the clock is read only where one does. */
  static boolean matter(CachePolicy policy) {
    return policy.maxAge().isPresent()
        || policy.maxIdle().isPresent()
        || policy.failureAge().isPresent();
  }

  private static long nanos(Optional<Duration> time) {
    return time.map(
            each ->
                each.compareTo(Duration.ofNanos(FOREVER)) > 0
                    ? Long.valueOf(FOREVER)
                    : Long.valueOf(each.toNanos()))
        .orElse(FOREVER);
  }

  @Override
  public long expireAfterCreate(K key, Held<V> held, long now) {
    boolean unused = held.beginTime();
    return whole(held);
  }

  @Override
  public long expireAfterUpdate(K key, Held<V> held, long now, long left) {
    return held.beginTime() ? whole(held) : left;
  }

  private long whole(Held<V> held) {
    return held.failure == null ? Math.min(mostAge, mostIdle) : failureAge;
  }

  @Override
  public long expireAfterRead(K key, Held<V> held, long now, long left) {
    if (held.failure != null || mostIdle == FOREVER) {
      return left;
    }
    return Math.max(1, Math.min(mostIdle, mostAge - (now - held.writtenNanos())));
  }
}

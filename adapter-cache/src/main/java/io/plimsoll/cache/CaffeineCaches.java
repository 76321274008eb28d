package io.plimsoll.cache;

import io.plimsoll.command.ByteSize;
import io.plimsoll.command.RefusedException;
import io.plimsoll.port.AdapterContext;
import io.plimsoll.port.CacheProvider;
import io.plimsoll.resource.Cache;
import io.plimsoll.resource.CachePolicy;
import io.plimsoll.resource.CacheStats;
import io.plimsoll.resource.Weigher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** Caches that share one budget of bytes. */
final class CaffeineCaches implements CacheProvider {

  private static final int LONGEST_NAME = 64;
  private static final double LEAST_ALLOWED = 0.1;

  private final CacheSettings settings;
  private final CaffeineCache.Surroundings around;
  private final Sweeper sweeper;

  /** Held while the budget is divided; never while code of users runs. */
  private final ReentrantLock dividing = new ReentrantLock();

  // At most settings.limit(): open() refuses more.
  private final Map<String, CaffeineCache<?, ?>> open = new LinkedHashMap<>();

  // A copy of the above for those who only look.
  private volatile List<CaffeineCache<?, ?>> all = List.of();
  private volatile double allowed = 1;
  private double applied = 1;
  private boolean closed;

  CaffeineCaches(AdapterContext context) {
    this.settings = CacheSettings.of(context.settings());
    this.sweeper = new Sweeper(context.ticker(), context.threads(), this::adjust, () -> all);
    this.around =
        new CaffeineCache.Surroundings(
            context.ticker(), new Waits(), sweeper::wakeSoon, context.births());
  }

  @Override
  public <K, V> Cache<K, V> open(String name, CachePolicy policy, Weigher<K, V> weigher) {
    if (name.isBlank() || name.length() > LONGEST_NAME) {
      throw new IllegalArgumentException(
          "cache: name is '%s'; must be 1 to %d characters; try 'detection'"
              .formatted(name, LONGEST_NAME));
    }
    CaffeineCache<K, V> cache;
    dividing.lock();
    try {
      requireRoom(name);
      sweeper.start();
      long[] shares = shares(Bounds.asked(policy));
      divide(shares);
      long share = shares[open.size()];
      cache = new CaffeineCache<>(name, policy, weigher, around, share, applied, this::left);
      open.put(name, cache);
      all = List.copyOf(open.values());
    } finally {
      dividing.unlock();
    }
    sweeper.wake(); // closes what had to leave
    return cache;
  }

  private void requireRoom(String name) {
    if (closed) {
      throw new IllegalStateException(
          "caches: are closed; must be open to open '%s'; try it before the close".formatted(name));
    }
    if (open.containsKey(name)) {
      throw new IllegalArgumentException(
          "cache: name is '%s', which is open; must be unique; try another name or close that one"
              .formatted(name));
    }
    if (open.size() >= settings.limit()) {
      throw new RefusedException(
          RefusedException.Reason.CACHES_FULL,
          "cache.limit: is %d, and as many are open; '%s' must wait; close one, or try %d"
              .formatted(settings.limit(), name, settings.limit() + 1),
          Duration.ofSeconds(1));
    }
  }

  /** The shares of the open caches, and at the end of one more that asks for so much. */
  private long[] shares(long... more) {
    long[] asked = new long[open.size() + more.length];
    int at = 0;
    for (CaffeineCache<?, ?> each : open.values()) {
      asked[at++] = each.asked();
    }
    System.arraycopy(more, 0, asked, at, more.length);
    return Shares.divide(settings.budget(), asked);
  }

  /** Applies shares: first those that shrink, so that the sum is within the budget throughout. */
  private void divide(long[] shares) {
    for (boolean shrinking : new boolean[] {true, false}) {
      int at = 0;
      for (CaffeineCache<?, ?> each : open.values()) {
        long share = shares[at++];
        if (shrinking == (share < each.share())) {
          each.resize(share, applied);
        }
      }
    }
  }

  /** Called by a cache that has closed. */
  private void left(CaffeineCache<?, ?> cache) {
    dividing.lock();
    try {
      if (open.remove(cache.name(), cache)) {
        all = List.copyOf(open.values());
        if (!closed) {
          divide(shares());
        }
      }
    } finally {
      dividing.unlock();
    }
  }

  @Override
  public void allow(double fraction) {
    if (!(fraction >= LEAST_ALLOWED && fraction <= 1)) {
      throw new IllegalArgumentException(
          "caches: allowed fraction is %s; must be from 0.1 to 1; try 0.5".formatted(fraction));
    }
    allowed = fraction;
    sweeper.wake();
  }

  /** On the sweeper's thread: changing bounds takes time, and whoever calls allow() has none. */
  private void adjust() {
    dividing.lock();
    try {
      double now = allowed;
      if (now != applied) {
        applied = now;
        open.values().forEach(each -> each.resize(each.share(), now));
      }
    } finally {
      dividing.unlock();
    }
  }

  @Override
  public List<CacheStats> stats() {
    return all.stream().<CacheStats>map(CaffeineCache::stats).toList();
  }

  @Override
  public void close() {
    List<CaffeineCache<?, ?>> last;
    dividing.lock();
    try {
      closed = true;
      last = new ArrayList<>(open.values());
    } finally {
      dividing.unlock();
    }
    IllegalStateException failed = null;
    for (CaffeineCache<?, ?> each : last) {
      try {
        each.close();
      } catch (Throwable e) {
        failed = failed == null ? new IllegalStateException("caches: not all is out", e) : failed;
      }
    }
    sweeper.close();
    if (failed != null) {
      throw failed;
    }
  }

  @Override
  public String toString() {
    return "%d/%d caches, %s"
        .formatted(all.size(), settings.limit(), ByteSize.bytes(settings.budget()));
  }
}

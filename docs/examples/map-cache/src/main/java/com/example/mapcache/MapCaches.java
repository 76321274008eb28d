package com.example.mapcache;

import io.plimsoll.command.RefusedException;
import io.plimsoll.port.AdapterContext;
import io.plimsoll.port.CacheProvider;
import io.plimsoll.resource.Cache;
import io.plimsoll.resource.CachePolicy;
import io.plimsoll.resource.CacheStats;
import io.plimsoll.resource.Weigher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Caches that share one budget of bytes, and the one thread that looks after them. */
final class MapCaches implements CacheProvider {

  static final String THREAD = "plimsoll-map-caches";

  private static final int LONGEST_NAME = 64;
  private static final double LEAST_ALLOWED = 0.1;
  private static final long SWEEP_NANOS = Duration.ofSeconds(10).toNanos();
  // The ticker may be ahead of the time that threads wait by.
  private static final long NAP_NANOS = Duration.ofMillis(200).toNanos();
  private static final long PATIENCE_MILLIS = 2_000;

  private final MapSettings settings;
  private final AdapterContext context;
  private final Waits waits = new Waits();
  private volatile double allowed = 1;
  private volatile boolean closed;

  // Guarded by this; never locked by who holds the lock of a cache.
  // At most settings.limit(): open() refuses more.
  private final Map<String, MapCache<?, ?>> open = new LinkedHashMap<>();
  private double applied = 1;
  private @Nullable Thread thread;

  MapCaches(AdapterContext context) {
    this.context = context;
    this.settings = MapSettings.of(context.settings());
  }

  @Override
  public <K, V> Cache<K, V> open(String name, CachePolicy policy, Weigher<K, V> weigher) {
    MapCache<K, V> cache = opened(name, policy, weigher);
    tidy();
    return cache;
  }

  /** Closes what had to leave for others, under no lock. */
  private void tidy() {
    all().forEach(MapCache::tidy);
  }

  private synchronized <K, V> MapCache<K, V> opened(
      String name, CachePolicy policy, Weigher<K, V> weigher) {
    requireRoom(name);
    if (thread == null) {
      Thread made = context.threads().daemon(THREAD, this::lookAfter);
      made.start();
      thread = made;
    }
    MapCache<K, V> cache =
        new MapCache<>(name, policy, weigher, context.ticker(), waits, () -> left(name));
    open.put(name, cache);
    divide();
    return cache;
  }

  private void requireRoom(String name) {
    if (closed) {
      throw new IllegalStateException(
          "caches: are closed; must be open to open '%s'; try it before the close".formatted(name));
    }
    if (name.isBlank() || name.length() > LONGEST_NAME || open.containsKey(name)) {
      throw new IllegalArgumentException(
          "cache: name is '%s'; must be 1 to %d characters and not that of an open one; try another"
              .formatted(name, LONGEST_NAME));
    }
    if (open.size() >= settings.limit()) {
      throw new RefusedException(
          RefusedException.Reason.CACHES_FULL,
          "cache.limit: is %d, and as many are open; '%s' must wait; close one, or try %d"
              .formatted(settings.limit(), name, settings.limit() + 1),
          Duration.ofSeconds(1));
    }
  }

  private void left(String name) {
    synchronized (this) {
      open.remove(name);
      divide();
    }
    tidy();
  }

  /** Who asks for less than an equal share gets that; the others divide the rest equally. */
  private void divide() {
    List<MapCache<?, ?>> modest = new ArrayList<>(open.values());
    modest.sort(Comparator.comparingLong(MapCache::asked));
    Map<MapCache<?, ?>, Long> shares = new HashMap<>();
    long rest = settings.budget();
    int waiting = modest.size();
    for (MapCache<?, ?> each : modest) {
      long share = Math.min(each.asked(), rest / waiting--);
      shares.put(each, share);
      rest -= share;
    }
    // First those that shrink: a smaller bound is never above a share, old or new.
    for (MapCache<?, ?> each : modest) {
      long share = shares.getOrDefault(each, 0L);
      each.bound(Math.min(share, each.share()), applied);
    }
    for (MapCache<?, ?> each : modest) {
      each.bound(shares.getOrDefault(each, 0L), applied);
    }
  }

  @Override
  public void allow(double fraction) {
    if (!(fraction >= LEAST_ALLOWED && fraction <= 1)) {
      throw new IllegalArgumentException(
          "caches: allowed fraction is %s; must be from 0.1 to 1; try 0.5".formatted(fraction));
    }
    allowed = fraction;
    wake();
  }

  private synchronized void wake() {
    LockSupport.unpark(thread);
  }

  private void lookAfter() {
    long due = context.ticker().nanos() + SWEEP_NANOS;
    while (!closed) {
      if (adjust()) {
        tidy();
      }
      long now = context.ticker().nanos();
      if (now - due >= 0) {
        all().forEach(MapCache::removeOld);
        due = now + SWEEP_NANOS;
      }
      LockSupport.parkNanos(this, NAP_NANOS);
    }
  }

  private synchronized boolean adjust() {
    double now = allowed;
    if (now == applied) {
      return false;
    }
    applied = now;
    divide();
    return true;
  }

  private synchronized List<MapCache<?, ?>> all() {
    return List.copyOf(open.values());
  }

  @Override
  public List<CacheStats> stats() {
    return all().stream().<CacheStats>map(MapCache::stats).toList();
  }

  @Override
  public void close() {
    Thread last;
    synchronized (this) {
      closed = true;
      last = thread;
    }
    all().forEach(MapCache::close);
    if (last == null || last == Thread.currentThread()) {
      return;
    }
    LockSupport.unpark(last);
    try {
      last.join(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package com.example.mapcache;

import io.plimsoll.resource.CachePolicy;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one cache within their bounds, least recently used first. Guarded by its cache.
 * What leaves is only collected here: it is closed when the lock is free.
 */
final class Store<K, V> {

  private final CachePolicy policy;
  // What bound() allows: entries and bytes.
  private final LinkedHashMap<K, Entry<V>> entries = new LinkedHashMap<>(16, 0.75f, true);
  // How many entries hold each value that is to be closed: at most one for each entry.
  private final IdentityHashMap<AutoCloseable, Integer> closeables = new IdentityHashMap<>();
  // What has left and waits for the end of the call that made it leave.
  private List<AutoCloseable> leaving = new ArrayList<>();
  private long bytes;
  private long mostEntries;
  private long mostBytes;
  private long evicted;

  Store(CachePolicy policy) {
    this.policy = policy;
  }

  /** Holds no more than this from now on. */
  void bound(long most, long mostOfBytes) {
    mostEntries = most;
    mostBytes = mostOfBytes;
    shrink();
  }

  private void shrink() {
    Iterator<Entry<V>> oldest = entries.values().iterator();
    while (oldest.hasNext() && (entries.size() > mostEntries || bytes > mostBytes)) {
      Entry<V> entry = oldest.next();
      oldest.remove();
      evicted++;
      left(entry);
    }
  }

  /** The entry, if it is not too old. */
  @Nullable Entry<V> get(K key, long now) {
    Entry<V> entry = entries.get(key);
    if (entry != null && entry.isTooOld(policy, now)) {
      entries.remove(key);
      evicted++;
      left(entry);
      return null;
    }
    return entry;
  }

  /** Writes an entry, at the cost of the oldest, or of itself where it is larger than all. */
  void put(K key, Entry<V> entry) {
    bytes += entry.bytes;
    if (entry.value instanceof AutoCloseable closeable) {
      closeables.merge(closeable, 1, Integer::sum);
    }
    Entry<V> before = entries.put(key, entry);
    if (before != null) {
      left(before);
    }
    shrink();
  }

  void remove(K key) {
    Entry<V> entry = entries.remove(key);
    if (entry != null) {
      left(entry);
    }
  }

  void clear() {
    List<Entry<V>> all = List.copyOf(entries.values());
    entries.clear();
    all.forEach(this::left);
  }

  void removeOld(long now) {
    Iterator<Entry<V>> each = entries.values().iterator();
    while (each.hasNext()) {
      Entry<V> entry = each.next();
      if (entry.isTooOld(policy, now)) {
        each.remove();
        evicted++;
        left(entry);
      }
    }
  }

  /** A value that was not taken in: it leaves at once, unless it is here under another key. */
  void refuse(V value) {
    if (value instanceof AutoCloseable closeable && !closeables.containsKey(closeable)) {
      leaving.add(closeable);
    }
  }

  private void left(Entry<V> entry) {
    bytes -= entry.bytes;
    if (entry.value instanceof AutoCloseable closeable) {
      Integer others = closeables.computeIfPresent(closeable, (key, n) -> n == 1 ? null : n - 1);
      if (others == null) {
        leaving.add(closeable);
      }
    }
  }

  /** What has left since it was last asked. */
  List<AutoCloseable> takeLeaving() {
    if (leaving.isEmpty()) {
      return List.of();
    }
    List<AutoCloseable> taken = leaving;
    leaving = new ArrayList<>();
    return taken;
  }

  int size() {
    return entries.size();
  }

  long bytes() {
    return bytes;
  }

  long mostEntries() {
    return mostEntries;
  }

  long mostBytes() {
    return mostBytes;
  }

  long evicted() {
    return evicted;
  }
}

package io.plimsoll.resource;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SortedMap;
import java.util.SortedSet;

/** What collections and maps of {@code java.util} weigh, by their kinds. */
final class Containers {

  private static final int LIST = 40;
  private static final int LIST_SLOT = 5; // a reference, and the room that a growing list has
  private static final int TABLE = 80;
  private static final int LEAST_SLOTS = 16;
  private static final int NODE = 32;
  private static final int LINKED_NODE = 40;
  private static final int LIST_NODE = 24;

  private Containers() {}

  static long of(Collection<?> collection, int depth) {
    long bytes = frame(collection);
    for (Object each : collection) {
      bytes = each == null ? bytes : Weights.plus(bytes, Weights.of(each, depth + 1));
    }
    return bytes;
  }

  private static long frame(Collection<?> collection) {
    Class<?> kind = collection.getClass();
    check(kind);
    long size = collection.size();
    boolean immutable = isImmutable(kind);
    if (collection instanceof LinkedList<?>) {
      return LIST + LIST_NODE * size;
    }
    if (collection instanceof List<?> || collection instanceof Queue<?>) {
      return LIST + (immutable ? Weights.REFERENCE : LIST_SLOT) * size;
    }
    if (immutable) {
      return LIST + 2L * Weights.REFERENCE * size;
    }
    boolean linked = collection instanceof LinkedHashSet<?> || collection instanceof SortedSet<?>;
    return table(size, linked);
  }

  static long of(Map<?, ?> map, int depth) {
    Class<?> kind = map.getClass();
    check(kind);
    boolean linked = map instanceof LinkedHashMap<?, ?> || map instanceof SortedMap<?, ?>;
    long bytes =
        isImmutable(kind) ? LIST + 4L * Weights.REFERENCE * map.size() : table(map.size(), linked);
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      bytes = Weights.plus(bytes, Weights.of(entry.getKey(), depth + 1));
      Object value = entry.getValue();
      bytes = value == null ? bytes : Weights.plus(bytes, Weights.of(value, depth + 1));
    }
    return bytes;
  }

  private static long table(long size, boolean linked) {
    long needed = (size * 4 + 2) / 3; // a table is at most three quarters full
    long slots = Math.max(LEAST_SLOTS, Long.highestOneBit(Math.max(1, needed - 1)) * 2);
    return TABLE + Weights.REFERENCE * slots + (linked ? LINKED_NODE : NODE) * size;
  }

  private static boolean isImmutable(Class<?> kind) {
    return kind.getName().startsWith("java.util.Immutable");
  }

  private static void check(Class<?> kind) {
    if (!kind.getName().startsWith("java.util.")) {
      throw new IllegalArgumentException(
          ("weigher: a part is a %s; must be a collection or map of java.util; try to copy it into"
                  + " one, or a weigher of your own")
              .formatted(kind.getName()));
    }
  }
}

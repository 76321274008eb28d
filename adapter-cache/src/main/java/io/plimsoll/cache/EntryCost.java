package io.plimsoll.cache;

import io.plimsoll.resource.Weigher;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an entry costs beside its key and value, as measured on 64-bit JVMs with compressed
 * references: the library's node, its place in the hash table and in the table of use counts, and
 * our own {@link Held}.
 */
final class EntryCost {

  private static final long ENTRY = 124;
  private static final long TIME = 24;
  private static final long CLOSEABLE = 56;
  private static final long UNKNOWN_KEY = 256;

  /**
   * A throwable with its stack trace. On HotSpot 17 and 25 a frame holds 22 bytes, and 73 once
   * somebody has asked for its element, as who prints it does: this is 110 such frames, or 370 of
   * which nobody asked. The JVM keeps 1024 at most, which are 75 KB.
   */
  private static final long THROWABLE = 8192;

  private static final int MOST_THROWABLES = 64;

  private EntryCost() {}

  /**
   * Of an entry that has a value.
   *
   * @param aging whether it may become too old
   * @param closeable whether its value is to be closed
   */
  static long of(boolean aging, boolean closeable) {
    return ENTRY + (aging ? TIME : 0) + (closeable ? CLOSEABLE : 0);
  }

  /**
   * Of a whole entry that remembers a failure, with its key, causes and what was suppressed; {@link
   * Long#MAX_VALUE} where these are more than 64. Messages are counted as strings of their length.
   * Stack traces are a guess: to ask how long one is would make it larger. Not seen is what else an
   * exception of a user's class refers to, and what is added to one later.
   */
  static long ofFailure(Object key, Throwable failure) {
    List<Throwable> seen = new ArrayList<>();
    seen.add(failure);
    long bytes = of(true, false) + usual(key);
    for (int i = 0; i < seen.size(); i++) {
      Throwable each = seen.get(i);
      String words = each.getMessage();
      bytes += THROWABLE + (words == null ? 0 : usual(words));
      see(each.getCause(), seen);
      for (Throwable more : each.getSuppressed()) {
        see(more, seen);
      }
      if (seen.size() > MOST_THROWABLES) {
        return Long.MAX_VALUE;
      }
    }
    return bytes;
  }

  private static void see(@Nullable Throwable part, List<Throwable> seen) {
    if (part == null || seen.size() > MOST_THROWABLES) {
      return;
    }
    for (Throwable each : seen) {
      if (each == part) {
        return;
      }
    }
    seen.add(part);
  }

  private static long usual(Object object) {
    try {
      return Weigher.usual().bytes(object, true);
    } catch (IllegalArgumentException e) {
      return UNKNOWN_KEY;
    }
  }
}

package io.plimsoll.cache;

import io.plimsoll.resource.Weigher;

/**
 * What an entry costs beside its key and value, as measured on 64-bit JVMs with compressed
 * references: the library's node, its place in the hash table and in the table of use counts, and
 * our own {@link Held}.
 */
final class EntryCost {

  private static final long ENTRY = 124;
  private static final long TIME = 24;
  private static final long CLOSEABLE = 56;
  private static final long FAILURE = 4096;
  private static final long UNKNOWN_KEY = 256;

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

  /** Of a whole entry that remembers a failure, its key and the stack trace with it: a guess. */
  static long ofFailure(Object key, Throwable failure) {
    String words = failure.getMessage();
    long bytes = of(true, false) + FAILURE + (words == null ? 0 : 2L * words.length());
    try {
      return bytes + Weigher.usual().bytes(key, true);
    } catch (IllegalArgumentException e) {
      return bytes + UNKNOWN_KEY;
    }
  }
}

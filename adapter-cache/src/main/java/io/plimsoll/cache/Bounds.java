package io.plimsoll.cache;

import io.plimsoll.resource.CachePolicy;

/**
 * What a cache may hold just now.
 *
 * <p>The library bounds one sum of weights. An entry weighs its bytes, or {@code unit} if that is
 * more, and {@code bytes} is {@code entries} units: so the one sum keeps both bounds.
 *
 * @param largest the bytes of the largest entry that is taken
 * @param bytes the bytes, and the library's sum of weights
 * @param entries the number of entries; 0 where bytes alone bound it
 * @param unit the least weight of an entry
 */
record Bounds(long largest, long bytes, long entries, int unit) {

  /** As many bytes as a policy asks for. */
  static long asked(CachePolicy policy) {
    long most = policy.mostEntries();
    return most == 0
        ? policy.mostBytes()
        : most > Long.MAX_VALUE / Integer.MAX_VALUE ? Long.MAX_VALUE : most * Integer.MAX_VALUE;
  }

  /** The bounds by a policy, its share of the budget, and the part of it that is allowed. */
  static Bounds of(CachePolicy policy, long share, double allowed) {
    long largest = Math.min(share, Integer.MAX_VALUE);
    if (policy.mostEntries() == 0) {
      return new Bounds(largest, (long) (share * allowed), 0, 1);
    }
    long whole = Math.min(policy.mostEntries(), share);
    int unit = (int) Math.min(Integer.MAX_VALUE, share / whole);
    long entries = Math.max(1, (long) (whole * allowed));
    return new Bounds(Math.min(largest, unit * whole), unit * entries, entries, unit);
  }
}

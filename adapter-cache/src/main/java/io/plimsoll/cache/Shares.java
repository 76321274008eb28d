package io.plimsoll.cache;

import java.util.Arrays;

/** Divides a budget: who asks for less than an equal share gets that, the others share the rest. */
final class Shares {

  private Shares() {}

  /**
   * The share of each, in the order of what they ask for. The sum is never more than the budget,
   * and no share more than was asked for.
   */
  static long[] divide(long budget, long[] asked) {
    Integer[] order = new Integer[asked.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Long.compare(asked[a], asked[b]));
    long[] shares = new long[asked.length];
    long left = budget;
    int waiting = asked.length;
    for (int each : order) {
      shares[each] = Math.min(asked[each], left / waiting);
      left -= shares[each];
      waiting--;
    }
    return shares;
  }
}

package io.plimsoll.verification.leaks;

import java.util.List;

/**
 * A leak that can be planted, and what has to be named for it.
 *
 * @param name by which it is asked for
 * @param gauge what has to be accused
 * @param owner a part of the name of its owner; empty where it has none
 * @param seconds how long it needs: what is collected or looked at seldom needs longer
 */
record Planted(String name, String gauge, String owner, int seconds) {

  private static final int COUNTED = 16;

  static final List<Planted> ALL =
      List.of(
          new Planted("map", "heap", "", 24),
          new Planted("scopes", "open scopes", "", COUNTED),
          new Planted("handles", "lent connections", "orders", COUNTED),
          new Planted("dropped", "dropped handles", "invoices", COUNTED),
          new Planted("threads", "threads", "", COUNTED),
          new Planted("descriptors", "open descriptors", "", COUNTED),
          new Planted("listeners", "listeners", "ticker", COUNTED),
          new Planted("child", "tree", "sh -c", 45),
          new Planted("children", "memory of all trees", "", 75),
          new Planted("queue", "commands that wait", "soak/requests", COUNTED),
          new Planted("journal", "journal", "orders", COUNTED),
          new Planted("buffers", "memory outside the heap", "", 30));
}

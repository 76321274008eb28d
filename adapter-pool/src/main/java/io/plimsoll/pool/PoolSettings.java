package io.plimsoll.pool;

import java.util.Map;

/** Reads what the settings say of pools. */
final class PoolSettings {

  static final int USUAL_LIMIT = 64;
  static final int MOST_POOLS = 4_096;
  private static final String LIMIT = "limit";

  private PoolSettings() {}

  /** How many pools there may be. */
  static int limit(Map<String, String> settings) {
    for (String key : settings.keySet()) {
      if (!key.equals(LIMIT)) {
        throw new IllegalArgumentException(
            "pool.%s: is not a setting; known is %s".formatted(key, LIMIT));
      }
    }
    String text = settings.get(LIMIT);
    if (text == null) {
      return USUAL_LIMIT;
    }
    try {
      int limit = Integer.parseInt(text.strip());
      if (limit >= 1 && limit <= MOST_POOLS) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // The message below says it.
    }
    throw new IllegalArgumentException(
        "pool.limit: is '%s'; must be a whole number from 1 to %d; try %d"
            .formatted(text, MOST_POOLS, USUAL_LIMIT));
  }
}

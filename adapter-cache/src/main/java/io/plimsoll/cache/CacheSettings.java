package io.plimsoll.cache;

import io.plimsoll.command.ByteSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the settings of the adapter say.
 *
 * @param limit how many caches there may be
 * @param budget how many bytes all of them may hold together
 */
record CacheSettings(int limit, long budget) {

  private static final String LIMIT = "limit";
  private static final String BUDGET = "budget";
  private static final int MOST_CACHES = 1024;
  private static final long LEAST_SHARE = 16 << 10;

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException with all that is wrong
   */
  static CacheSettings of(Map<String, String> settings) {
    List<String> problems = new ArrayList<>();
    int limit = limit(settings.getOrDefault(LIMIT, "64"), problems);
    long budget = budget(settings.getOrDefault(BUDGET, "64m"), problems);
    if (problems.isEmpty() && budget < limit * LEAST_SHARE) {
      problems.add(
          "cache.budget: is %s; must be at least 16k for each of %d caches; try %s"
              .formatted(ByteSize.bytes(budget), limit, ByteSize.bytes(limit * LEAST_SHARE)));
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    return new CacheSettings(limit, budget);
  }

  private static int limit(String text, List<String> problems) {
    try {
      int limit = Integer.parseInt(text.strip());
      if (limit >= 1 && limit <= MOST_CACHES) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    problems.add(
        "cache.limit: is '%s'; must be a number of caches from 1 to %d; try 64"
            .formatted(text, MOST_CACHES));
    return 0;
  }

  private static long budget(String text, List<String> problems) {
    try {
      return ByteSize.parse(text).bytes();
    } catch (IllegalArgumentException e) {
      problems.add("cache.budget: " + e.getMessage());
      return 0;
    }
  }
}

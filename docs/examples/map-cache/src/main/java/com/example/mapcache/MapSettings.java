package com.example.mapcache;

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
record MapSettings(int limit, long budget) {

  private static final int MOST_CACHES = 1_024;

  static MapSettings of(Map<String, String> settings) {
    List<String> problems = new ArrayList<>();
    int limit = limit(settings.getOrDefault("limit", "64"), problems);
    long budget = budget(settings.getOrDefault("budget", "64m"), problems);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    return new MapSettings(limit, budget);
  }

  private static int limit(String text, List<String> problems) {
    try {
      int limit = Integer.parseInt(text.strip());
      if (limit >= 1 && limit <= MOST_CACHES) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // Said below.
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

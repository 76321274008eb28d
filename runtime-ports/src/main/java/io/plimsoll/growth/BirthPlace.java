package io.plimsoll.growth;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A place in the code where things were born that are still held.
 *
 * @param what what was born there, by the name of its gauge: {@code leases}, {@code open scopes},
 *     {@code lent connections}, {@code cache entries}; {@code threads by name} where threads are
 *     told by their names and by where they are now
 * @param owner whose it is, by the owner of its gauge; of scopes the one around them, of threads by
 *     name that name with {@code #} for its numbers; empty where it is the runtime's or that of
 *     several
 * @param count how many are alive by estimation: births that were noted, each counted for as many
 *     as it stands for
 * @param frames the calls that led there, the innermost first, such as {@code
 *     com.example.Import.open(Import.java:17)}; empty for all places with few births together
 * @since 0.1.0
 */
public record BirthPlace(String what, String owner, long count, List<String> frames) {

  /** Copies the list. */
  public BirthPlace {
    frames = List.copyOf(frames);
  }

  /** The same as texts, numbers and lists, for JSON. */
  public Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("what", what);
    map.put("owner", owner);
    map.put("count", count);
    map.put("frames", frames);
    return map;
  }
}

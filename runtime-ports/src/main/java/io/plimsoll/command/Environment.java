package io.plimsoll.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The environment variables of a command: those of the runtime or a clean set, then changes by
 * name.
 *
 * <p>Immutable. Bounded by what the caller names.
 *
 * @since 0.1.0
 */
public final class Environment {

  /** Variables that a clean environment keeps, besides those that begin with {@code LC_}. */
  public static final Set<String> KEPT_WHEN_CLEAN =
      Set.of("PATH", "HOME", "LANG", "TERM", "TZ", "TMPDIR", "USER", "SHELL", "LOGNAME");

  private static final Environment INHERIT =
      new Environment(false, Map.of(), Set.of(), ByteSize.NONE);
  private static final Environment CLEAN = new Environment(true, Map.of(), Set.of(), ByteSize.NONE);

  private final boolean clean;
  private final Map<String, String> set;
  private final Set<String> kept;
  private final ByteSize heapLimit;

  private Environment(
      boolean clean, Map<String, String> set, Set<String> kept, ByteSize heapLimit) {
    this.clean = clean;
    this.set = set;
    this.kept = kept;
    this.heapLimit = heapLimit;
  }

  /** All variables of the runtime's own environment. */
  public static Environment inherit() {
    return INHERIT;
  }

  /** Only {@link #KEPT_WHEN_CLEAN}, {@code LC_*}, and what is named further. */
  public static Environment clean() {
    return CLEAN;
  }

  /**
   * With one variable set.
   *
   * @throws IllegalArgumentException if the name is empty or holds '=', or either holds a NUL
   *     character
   */
  public Environment with(String name, String value) {
    if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "env: name is '"
              + Text.visible(name)
              + "'; must not be empty nor hold '=' or NUL; try NAME=VALUE");
    }
    if (value.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "env: value of " + name + " holds a NUL character; the system ends it there; remove it");
    }
    Map<String, String> more = new LinkedHashMap<>(set);
    more.put(name, value);
    return new Environment(clean, Map.copyOf(more), kept, heapLimit);
  }

  /** With one more variable that a clean environment keeps from the runtime's own. */
  public Environment keep(String name) {
    Set<String> more = new TreeSet<>(kept);
    more.add(name);
    return new Environment(clean, set, Set.copyOf(more), heapLimit);
  }

  /**
   * With a bound on the heap of runtimes that take one from their environment: appended to {@code
   * NODE_OPTIONS} and {@code JAVA_TOOL_OPTIONS}, which keep what they hold.
   */
  public Environment heapLimit(ByteSize limit) {
    return new Environment(clean, set, kept, limit);
  }

  /** The variables for a command, given those of the runtime. */
  public Map<String, String> resolve(Map<String, String> own) {
    Map<String, String> result = new TreeMap<>();
    if (clean) {
      own.forEach(
          (name, value) -> {
            if (isKept(name)) {
              result.put(name, value);
            }
          });
    } else {
      result.putAll(own); // at once, where that is sorted
    }
    result.putAll(set);
    if (!heapLimit.isNone()) {
      long mebibytes = Math.max(1, heapLimit.bytes() >> 20);
      result.merge("NODE_OPTIONS", "--max-old-space-size=" + mebibytes, Environment::appended);
      result.merge("JAVA_TOOL_OPTIONS", "-Xmx" + mebibytes + "m", Environment::appended);
    }
    return result;
  }

  private boolean isKept(String name) {
    return KEPT_WHEN_CLEAN.contains(name) || name.startsWith("LC_") || kept.contains(name);
  }

  private static String appended(String before, String more) {
    return before.isBlank() ? more : before + " " + more;
  }

  /** Names and values, secrets redacted. */
  @Override
  public String toString() {
    Map<String, String> shown = new TreeMap<>();
    set.forEach((name, value) -> shown.put(name, Secrets.shown(name, value)));
    return (clean ? "clean" : "inherited") + shown;
  }
}

package io.plimsoll.verification.proof;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The options of a proof: flags, and names with a value, as {@code --seeds 10} or {@code
 * --seeds=10}.
 */
public final class Options {

  private static final String SET = "true";

  // At most one entry for each option that is known.
  private final Map<String, String> values = new HashMap<>();

  /**
   * Reads the arguments.
   *
   * @param flags the options without a value
   * @param named the options with one
   * @throws UsageException if there is another, or a value is missing
   */
  public Options(List<String> arguments, Set<String> flags, Set<String> named) {
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument : argument.substring(0, equals);
      if (flags.contains(name) && equals < 0) {
        values.put(name, SET);
      } else if (named.contains(name) && equals >= 0) {
        values.put(name, argument.substring(equals + 1));
      } else if (named.contains(name)) {
        if (++i == arguments.size()) {
          throw new UsageException(name + ": has no value; it needs one; try " + name + " 1000");
        }
        values.put(name, arguments.get(i));
      } else {
        throw new UsageException(
            "%s: is not an option; known are %s".formatted(argument, known(flags, named)));
      }
    }
  }

  private static String known(Set<String> flags, Set<String> named) {
    java.util.TreeSet<String> all = new java.util.TreeSet<>(flags);
    all.addAll(named);
    return String.join(" ", all);
  }

  /** Whether an option was given. */
  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** The value of an option. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** The value of an option as a whole number within these bounds. */
  public long number(String name, long otherwise, long least, long most) {
    String text = values.get(name);
    if (text == null) {
      return otherwise;
    }
    try {
      long value = Long.parseLong(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // The message below says it.
    }
    throw new UsageException(
        "%s: is '%s'; must be a whole number from %d to %d; try %d"
            .formatted(name, text, least, most, otherwise));
  }
}

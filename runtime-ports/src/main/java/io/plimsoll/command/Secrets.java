package io.plimsoll.command;

import java.util.List;
import java.util.Locale;

/**
 * Tells which variables hold secrets by their names. Their values never reach a log or a report.
 *
 * @since 0.1.0
 */
public final class Secrets {

  /** What stands in place of a secret value. */
  public static final String REDACTED = "(redacted)";

  private static final List<String> MARKS =
      List.of("TOKEN", "SECRET", "PASSWORD", "PASSWD", "CREDENTIAL", "KEY");

  private Secrets() {}

  /** Whether a variable of this name is taken to hold a secret, in any case of letters. */
  public static boolean isSecret(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    for (String mark : MARKS) {
      if (upper.contains(mark)) {
        return true;
      }
    }
    return false;
  }

  /** The value, or {@link #REDACTED} where the name marks it as a secret. */
  public static String shown(String name, String value) {
    return isSecret(name) ? REDACTED : value;
  }
}

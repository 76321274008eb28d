package io.plimsoll;

import java.util.List;

/**
 * Settings that cannot hold: every problem that was found, each with source, value, rule and
 * remedy.
 *
 * @since 0.1.0
 */
public final class SettingsException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  /** With all problems, in the order of the sources. */
  public SettingsException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
    this.problems = List.copyOf(problems);
  }

  /** The problems, one line each. */
  public List<String> problems() {
    return problems;
  }
}

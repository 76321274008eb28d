package io.plimsoll.cli.detect;

/**
 * What a tool says of its version.
 *
 * @param isKnown whether it said one
 * @param text the version, or why there is none
 * @param lasting whether asking again soon would tell the same
 */
public record Version(boolean isKnown, String text, boolean lasting) {

  /** None, since nobody asked. */
  public static final Version NOT_ASKED = none("not asked");

  /** This one. */
  static Version of(String text) {
    return new Version(true, text, true);
  }

  /** None, and that is how the tool is. */
  static Version none(String reason) {
    return new Version(false, reason, true);
  }

  /** None for now: it may have been the machine, not the tool. */
  static Version unclear(String reason) {
    return new Version(false, reason, false);
  }
}

package io.plimsoll.command;

import java.util.Locale;

/**
 * How a command ended.
 *
 * @since 0.1.0
 */
public enum OutcomeKind {
  /** It left with status 0. */
  SUCCEEDED,
  /** It left by itself with another status. */
  FAILED,
  /** A signal that the runtime did not send ended it. */
  SIGNALLED,
  /** It ran longer than allowed and was ended. */
  TIMED_OUT,
  /** Its tree passed its memory limit and was ended. */
  OVER_MEMORY,
  /** Its owner cancelled it, or closed. */
  CANCELLED,
  /** The runtime gave it up for lack of room. */
  SHED,
  /** It was never started: refused, not found, or not executable. */
  NOT_STARTED;

  /** The word used in outputs: lower case, with hyphens. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

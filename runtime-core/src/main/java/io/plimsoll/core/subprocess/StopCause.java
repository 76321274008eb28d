package io.plimsoll.core.subprocess;

/** What made a command's life turn to its end. */
public enum StopCause {
  /** It exited by itself. */
  EXITED,
  /** It ran longer than allowed. */
  TIMED_OUT,
  /** Its tree held more memory than allowed. */
  OVER_MEMORY,
  /** There was no room for it any more. */
  SHED,
  /** Its owner asked for its end. */
  CANCELLED,
  /** Its input ended and it did not leave. */
  INPUT_ENDED
}

package io.plimsoll.cli;

import io.plimsoll.command.StopSignal;

/** The exit statuses, as in {@code timeout(1)}, {@code sysexits} and the shell. */
final class Status {

  /** All well. */
  static final int OK = 0;

  /** Something in the work failed. */
  static final int FAILED = 1;

  /** Given up for lack of room; try again later. */
  static final int TRY_LATER = 75;

  /** Timed out, and left when asked. */
  static final int TIMED_OUT = 124;

  /** An error of ours: usage, settings, a file that cannot be read. */
  static final int OURS = 125;

  /** Found, and cannot be run. */
  static final int NOT_EXECUTABLE = 126;

  /** Not found. */
  static final int NOT_FOUND = 127;

  private Status() {}

  /** The status that speaks of a signal: 128 plus its number. */
  static int of(StopSignal signal) {
    return signal.status();
  }
}

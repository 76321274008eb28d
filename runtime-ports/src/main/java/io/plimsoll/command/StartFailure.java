package io.plimsoll.command;

/**
 * Why a command could not be started.
 *
 * @param kind the kind, which decides the exit status of the command line
 * @param words the reason with its remedy, for people
 * @since 0.1.0
 */
public record StartFailure(Kind kind, String words) {

  /** The kinds of failure. */
  public enum Kind {
    /** There is no such program, or no such folder to run in. */
    NOT_FOUND,
    /** It is there and cannot be executed. */
    NOT_EXECUTABLE,
    /** The system lacks something now: memory, processes, descriptors. Trying later may help. */
    EXHAUSTED,
    /** The request cannot be fulfilled: an input file that cannot be read, arguments too long. */
    UNFIT,
    /** The launcher itself failed. */
    LAUNCHER
  }
}

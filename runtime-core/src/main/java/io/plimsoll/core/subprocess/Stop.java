package io.plimsoll.core.subprocess;

import io.plimsoll.command.OutcomeKind;

/**
 * Why a command is being ended.
 *
 * @param cause the cause
 * @param words the same for people, without how it was ended
 */
public record Stop(StopCause cause, String words) {

  /** Whether somebody wanted its end, whatever it did itself. */
  boolean asked() {
    return cause == StopCause.CANCELLED || cause == StopCause.SHED;
  }

  /** The outcome of a command whose end was asked for before it ran. */
  OutcomeKind neverRan() {
    return cause == StopCause.SHED ? OutcomeKind.SHED : OutcomeKind.CANCELLED;
  }
}

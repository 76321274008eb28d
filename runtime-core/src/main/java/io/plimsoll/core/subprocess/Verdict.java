package io.plimsoll.core.subprocess;

import io.plimsoll.command.OutcomeKind;
import io.plimsoll.command.StartFailure;
import io.plimsoll.command.StopSignal;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a command ended, as decided.
 *
 * @param kind how
 * @param reason why, in words
 * @param exitCode the status that the command itself left with
 * @param signal the signal that ended it
 * @param failure why it could not be started
 * @param vitals what was seen of its tree; of no meaning where it never started
 * @param started whether it ever ran
 * @param survivors how many of its processes were left
 */
public record Verdict(
    OutcomeKind kind,
    String reason,
    OptionalInt exitCode,
    Optional<StopSignal> signal,
    Optional<StartFailure> failure,
    Vitals vitals,
    boolean started,
    int survivors) {

  /** The verdict on a command that never ran. */
  public static Verdict neverRan(
      OutcomeKind kind, String reason, Optional<StartFailure> failure, long now) {
    return new Verdict(
        kind,
        reason,
        OptionalInt.empty(),
        Optional.empty(),
        failure,
        new Vitals(now, 0, 0, 0, 0, ""),
        false,
        0);
  }
}

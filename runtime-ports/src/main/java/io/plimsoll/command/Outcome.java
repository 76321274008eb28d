package io.plimsoll.command;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a command ended, with its measures.
 *
 * @param lease the id of the lease under which the (last) attempt ran
 * @param command the command
 * @param kind how it ended
 * @param reason why, in words for people
 * @param exitCode the status it left with, where it left by itself
 * @param signal the signal that ended it
 * @param failure why it could not be started, where it could not
 * @param attempt 1 for the first attempt
 * @param startedAt when it started, or was refused
 * @param duration from start to the end of its whole tree
 * @param peakMemory the most resident memory seen of its whole tree; zero where it ended before the
 *     first reading
 * @param processes the number of processes seen in its tree, itself included
 * @param survivors the number of processes that could not be ended, or were allowed to stay
 * @param stdout what was kept of its standard output
 * @param stderr what was kept of its standard error
 * @param pipeHolders processes that still held one of its outputs when it had exited
 * @since 0.1.0
 */
public record Outcome(
    String lease,
    Command command,
    OutcomeKind kind,
    String reason,
    OptionalInt exitCode,
    Optional<StopSignal> signal,
    Optional<StartFailure> failure,
    int attempt,
    Instant startedAt,
    Duration duration,
    ByteSize peakMemory,
    int processes,
    int survivors,
    Captured stdout,
    Captured stderr,
    List<PipeHolder> pipeHolders) {

  /** Copies the list. */
  public Outcome {
    pipeHolders = List.copyOf(pipeHolders);
  }

  /** Whether it left with status 0. */
  public boolean succeeded() {
    return kind == OutcomeKind.SUCCEEDED;
  }
}

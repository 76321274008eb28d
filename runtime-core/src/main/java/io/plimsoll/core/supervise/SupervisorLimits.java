package io.plimsoll.core.supervise;

import io.plimsoll.command.ByteSize;
import io.plimsoll.command.Command;
import io.plimsoll.command.Survivors;
import java.time.Duration;
import java.util.Optional;

/**
 * The bounds of a supervisor, and what holds for a command that says nothing.
 *
 * @param concurrency how many commands may be live
 * @param queue how many may wait
 * @param scopes how many scopes may be open
 * @param timeout how long a command may run; zero means without end
 * @param grace how long it may take to leave
 * @param memory the most resident memory of its tree
 * @param survivors what happens to what it leaves behind
 */
public record SupervisorLimits(
    int concurrency,
    int queue,
    int scopes,
    Duration timeout,
    Duration grace,
    ByteSize memory,
    Survivors survivors) {

  /** The limits of a command, with these in place of what it leaves open. */
  Command.Limits fill(Command.Limits asked) {
    return new Command.Limits(
        Optional.of(asked.timeout().orElse(timeout)),
        Optional.of(asked.grace().orElse(grace)),
        Optional.of(asked.memory().orElse(memory)),
        asked.firstSignal(),
        Optional.of(asked.survivors().orElse(survivors)),
        asked.detached(),
        asked.endsWithInput());
  }
}

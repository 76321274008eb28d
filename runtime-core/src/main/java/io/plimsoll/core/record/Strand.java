package io.plimsoll.core.record;

import io.plimsoll.command.Command;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What follows from one another: the decisions about one command, through all its attempts, or
 * those about the memory. Remembers what a recorder has written of it. Used by the loop only.
 */
public final class Strand {

  /** The number of that of the memory; commands are numbered from 1 on. */
  static final long MEMORY = 0;

  final long number;
  final Optional<Command> command;

  /** The part of the recording in which its state was written last; none yet. */
  long part = -1;

  /** The state after the last decision that was written. */
  @Nullable Object last;

  /** What takes secrets out of its texts; made when it is needed. */
  @Nullable Mask mask;

  /** Whether a secret was met in it, so that of what follows the words are left out. */
  boolean wordless;

  private Strand(long number, Optional<Command> command) {
    this.number = number;
    this.command = command;
  }

  /** That of a command. */
  public static Strand of(long number, Command command) {
    return new Strand(number, Optional.of(command));
  }

  /** That of the memory. */
  static Strand ofMemory() {
    return new Strand(MEMORY, Optional.empty());
  }
}

package io.plimsoll.core.record;

import io.plimsoll.core.memory.MemoryEvent;
import io.plimsoll.core.memory.MemoryPolicy;
import io.plimsoll.core.subprocess.SubprocessPolicy;
import java.util.function.UnaryOperator;

/**
 * What else might have held in a recorded session.
 *
 * @param commands the policy of a command in place of its own
 * @param memory the policy of the memory in place of the recorded one
 * @param readings what would have been read in place of what was
 */
public record Otherwise(
    UnaryOperator<SubprocessPolicy> commands,
    UnaryOperator<MemoryPolicy> memory,
    UnaryOperator<MemoryEvent> readings) {

  /** All as it was. */
  public static Otherwise same() {
    return new Otherwise(
        UnaryOperator.identity(), UnaryOperator.identity(), UnaryOperator.identity());
  }

  Object policy(Object recorded) {
    return recorded instanceof MemoryPolicy policy
        ? memory.apply(policy)
        : commands.apply((SubprocessPolicy) recorded);
  }

  Object event(Object recorded) {
    return recorded instanceof MemoryEvent event ? readings.apply(event) : recorded;
  }
}

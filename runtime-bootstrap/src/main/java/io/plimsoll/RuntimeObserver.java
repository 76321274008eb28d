package io.plimsoll;

import io.plimsoll.command.Outcome;
import io.plimsoll.growth.Grown;
import io.plimsoll.memory.Measure;
import io.plimsoll.memory.Stage;
import io.plimsoll.port.RuntimeEvent;

/**
 * Listens to a runtime, after the fact; see {@link Plimsoll#observe}.
 *
 * <p>It is called on a thread of its own, one call at a time, in the order in which things
 * happened, and holds nothing up: what it is too slow for waits within a bound (1,024 notices, 4
 * MiB of captured output), and what comes at the bound is dropped and counted to {@link #missed}.
 * It breaks nothing either: one that throws is taken off, and that is logged once.
 *
 * <p>Any method of the runtime may be called in it; {@link Plimsoll#close} then does not wait.
 *
 * @since 0.1.0
 */
public interface RuntimeObserver {

  /** Something was decided about a command. */
  default void decided(RuntimeEvent event) {}

  /** A command came to its end, with this outcome; also one that was never started. */
  default void ended(Outcome outcome) {}

  /** The memory came to another stage, by this measure, for this reason. */
  default void entered(Stage stage, Measure measure, String words) {}

  /** Something grows, seems to, or does not any more. */
  default void grew(Grown grown) {}

  /** So many notices were dropped here, since this observer was too slow for them. */
  default void missed(long notices) {}

  /** The runtime was closed; the last call. */
  default void closed() {}
}

package io.plimsoll;

import io.plimsoll.command.Outcome;
import java.util.concurrent.CompletionStage;

/**
 * A command that was accepted: it waits, runs, or has ended. Any thread may use it.
 *
 * @since 0.1.0
 */
public interface Running {

  /**
   * The outcome, when the command has ended with its whole tree. Always completes, never
   * exceptionally. What is chained to it runs on a thread of the runtime that delivers outcomes one
   * after the other, so it should not block for long.
   */
  CompletionStage<Outcome> outcome();

  /**
   * Asks the command to end: at once where it still waits, else by its first signal and after the
   * grace by KILL. Harmless when it has ended, and when asked again.
   *
   * @param reason why, for the outcome
   */
  void cancel(String reason);

  /**
   * Asks the command to end without grace: whatever of it lives is killed. Else as {@link #cancel}.
   *
   * @param reason why, for the outcome
   */
  void kill(String reason);

  /**
   * Waits for the outcome. An interrupt does not end the command.
   *
   * @throws IllegalStateException when called in an event sink or in what is chained to an outcome,
   *     while this one is not there yet: it would wait for itself
   * @throws InterruptedException when the waiting thread is interrupted
   */
  Outcome await() throws InterruptedException;
}

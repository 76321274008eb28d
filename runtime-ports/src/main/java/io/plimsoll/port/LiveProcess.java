package io.plimsoll.port;

import io.plimsoll.command.StopSignal;

/**
 * A handle on one command and everything that descends from it: its containment.
 *
 * <p>Requests are carried out in the order in which they are made. None blocks. Before the command
 * has started, requests other than {@link #release} wait for the start.
 *
 * @since 0.1.0
 */
public interface LiveProcess {

  /** Closes the command's input, where it is a pipe of ours. */
  void closeInput();

  /**
   * Sends a signal to every member of the containment; members that are gone already do not matter.
   */
  void signal(StopSignal signal);

  /**
   * Looks for members: at most {@code looks} times in a row, until one is found. Answered by one
   * {@link ProcessObserver#surveyed}.
   */
  void survey(int looks);

  /**
   * Reads the outputs to their end: until they are closed by all who held them, or nothing came for
   * {@code quietNanos}, or {@code capNanos} have passed. Answered by one {@link
   * ProcessObserver#settled}. Called after the command has exited, or was given up.
   */
  void settle(long quietNanos, long capNanos);

  /**
   * Lets go of everything that is held for this command; no observer call follows. A start that
   * succeeds later is undone: the process is killed with all its descendants. Calling it again is
   * harmless.
   */
  void release();
}

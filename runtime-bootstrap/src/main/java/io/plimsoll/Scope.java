package io.plimsoll;

import io.plimsoll.command.Command;
import io.plimsoll.command.Outcome;
import io.plimsoll.command.RefusedException;
import io.plimsoll.lease.NotEndedException;
import io.plimsoll.resource.Borrowed;
import io.plimsoll.resource.Pool;
import java.time.Duration;

/**
 * An owner of commands: closing it ends all that were started in it and in the scopes within it.
 * Any thread may use it.
 *
 * <p><b>The order.</b> All are asked to leave at once, one after the other, without waiting in
 * between: what the scopes within own before what this one owns, and in each scope the command that
 * was opened last first. So each has its own grace, all graces run at the same time, and a scope of
 * many takes no longer to close than the slowest of them. When the deadline of the scope has come,
 * what is left is killed at once, whatever its grace. Borrowed connections go back when the
 * commands are gone, the last borrowed first.
 *
 * <p><b>The owner.</b> A scope that was opened by {@code try} ends with its block, also where that
 * throws; what fails in the closing is then suppressed under what the block threw.
 *
 * @since 0.1.0
 */
public interface Scope extends AutoCloseable {

  /** Its name, and those of the scopes around it, outermost first, joined by slashes. */
  String path();

  /**
   * Hands a command over without waiting.
   *
   * @throws RefusedException when as many wait as may, or the scope is closing
   */
  Running submit(Command command);

  /**
   * Hands a command over, waiting for room at most so long.
   *
   * @throws RefusedException when there was no room in time, or the scope is closing
   * @throws InterruptedException when interrupted while waiting for room; the command is not
   *     accepted
   */
  Running submit(Command command, Duration wait) throws InterruptedException;

  /**
   * Runs a command and waits for its outcome. An interrupt cancels the command, waits until its
   * tree is gone, and then throws; a thread that is interrupted already starts nothing.
   *
   * @throws RefusedException when as many wait as may, or the scope is closing
   * @throws IllegalStateException when called in an event sink or in what is chained to an outcome:
   *     it would wait for itself
   */
  Outcome run(Command command) throws InterruptedException;

  /**
   * Opens a scope within this one.
   *
   * @param name 1 to 64 characters other than control characters and slashes
   * @throws RefusedException when as many are open as may be, or this one is closing
   */
  Scope scope(String name);

  /**
   * Opens a scope within this one whose commands are killed so long after its closing began, even
   * where their grace is longer. Where this one has a shorter deadline, that holds.
   *
   * @param name as in {@link #scope(String)}
   * @param deadline from zero, which kills at once
   * @throws RefusedException when as many are open as may be, or this one is closing
   */
  Scope scope(String name, Duration deadline);

  /**
   * Borrows a connection that this scope owns: it goes back when the loan is closed, or when this
   * scope or one around it has ended its commands, whichever comes first.
   *
   * @throws io.plimsoll.resource.PoolException when there was none in time
   * @throws RefusedException when the scope is closing; nothing is lent
   * @throws InterruptedException when interrupted while waiting; nothing is lent
   */
  <C> Borrowed<C> borrow(Pool<C> pool, Duration wait) throws InterruptedException;

  /**
   * Ends everything that lives in this scope and the scopes within it, and waits until it is gone:
   * at most the longest grace, or the deadline where that is shorter, and two seconds, or twelve on
   * a machine too busy to let what was killed end. Connections that were borrowed are given back;
   * for what has to be reset it waits two seconds at most. What is submitted from now on, here or
   * within, is refused.
   *
   * <p>Harmless when called again: calls during the closing wait for the same end, later ones
   * return at once. An interrupt does not cut it short; the thread is interrupted again when it
   * returns. Called by a thread of the runtime (in an event sink, a listener of lines, or what is
   * chained to an outcome) it begins the same and returns at once, since that thread may be needed
   * for the end; a call by another thread waits for it.
   *
   * <p>A failure keeps nothing from being ended. The first is thrown, by one of the calls, with the
   * later ones suppressed.
   *
   * @throws NotEndedException when something took no KILL, or its end was not seen in time
   */
  @Override
  void close();
}

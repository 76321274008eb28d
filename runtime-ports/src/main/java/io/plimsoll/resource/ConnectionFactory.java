package io.plimsoll.resource;

import java.time.Duration;

/**
 * Opens, checks and closes connections of one kind to one place. Any thread may call it.
 *
 * @param <C> the type of the connections
 * @since 0.1.0
 */
public interface ConnectionFactory<C> {

  /** Where the connections lead, for people; no secret. */
  String target();

  /**
   * Opens one.
   *
   * @param deadline how long it may take; a call that takes longer is interrupted and costs nobody
   *     but itself, and what it yields is closed
   */
  C open(Duration deadline) throws Exception;

  /**
   * Whether it is open as far as this side can tell. Cheap and local: no round trip. Asked while
   * nobody uses it. Once false, it stays so.
   */
  boolean isOpen(C connection);

  /**
   * Whether it still serves; may ask the other side.
   *
   * @param deadline how long it may take
   */
  default boolean validate(C connection, Duration deadline) throws Exception {
    return isOpen(connection);
  }

  /**
   * Brings it back to the state of a fresh one when it is given back. May throw: then it is closed.
   * Called by the thread that gives it back, which waits for it: where it asks the other side, give
   * it a limit of its own. Where that thread does not wait ({@link Borrowed#close(Duration)}), it
   * is called by one of the pool, and interrupted when it takes longer than opening one may.
   */
  default void reset(C connection) throws Exception {}

  /**
   * Closes it, well if that is possible at once. Called once for each that was opened, as a rule on
   * a thread of the pool, and interrupted there when it takes longer than opening one may.
   */
  void close(C connection) throws Exception;
}

package io.plimsoll.resource;

import java.time.Duration;

/**
 * A loan of one connection. Any one thread may hold it. Closing it gives the connection back;
 * closing twice is harmless, use after that fails.
 *
 * <p>The loan lasts as long as this handle is reachable: one that is dropped without being closed
 * is found, and its connection is closed. So keep the handle, not only the connection.
 *
 * @param <C> the type of the connection
 * @since 0.1.0
 */
public interface Borrowed<C> extends AutoCloseable {

  /**
   * The connection.
   *
   * @throws IllegalStateException when it was given back or reclaimed
   */
  C get();

  /** Says that it must not be lent again; it is closed when it is given back. */
  void discard(String why);

  /** Gives it back. Resets it on this thread, for as long as its factory takes for that. */
  @Override
  void close();

  /**
   * As {@link #close()}, but waits no longer than that until it is reset. What takes longer goes on
   * on a thread of the pool; what takes longer than opening one may is given up, and the connection
   * is closed. Costs a change of threads where there is something to reset. An interrupt ends the
   * wait; the thread is interrupted again.
   *
   * @param wait zero for not at all
   */
  default void close(Duration wait) {
    close();
  }
}

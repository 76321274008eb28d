package io.plimsoll.resource;

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

  /** Gives it back. */
  @Override
  void close();
}

package io.plimsoll.resource;

import java.time.Duration;

/**
 * A bounded set of connections to one place, lent one at a time: a closed one is never lent and
 * never kept. Any thread may use it.
 *
 * @param <C> the type of the connections
 * @since 0.1.0
 */
public interface Pool<C> extends AutoCloseable {

  /** Its name, unique in a runtime. */
  String name();

  /**
   * Borrows a connection, opening one where that is allowed, else waiting. Where opening fails,
   * that is said at once: nobody waits for a place that cannot be reached.
   *
   * <p>What is opened or validated for a borrower when its time is over goes on within its own
   * limit, and serves the next.
   *
   * @param wait how long it may take in all, opening and validation included
   * @throws PoolException when there was none in time, or the pool is suspended or closed, or its
   *     breaker is open
   * @throws InterruptedException when interrupted while waiting; nothing is lent
   */
  Borrowed<C> borrow(Duration wait) throws InterruptedException;

  /** As {@link #borrow(Duration)}, as long as the limits say. */
  Borrowed<C> borrow() throws InterruptedException;

  /** Lends nothing from now on; those who ask wait. What is lent stays so. */
  void suspend();

  /** Lends again. */
  void resume();

  /** Closes all unused connections now, and those that are lent when they come back. */
  void drain();

  /** Counts beside bounds. */
  PoolStats stats();

  /**
   * Closes it: borrowers get a {@link PoolException}, unused connections are closed now, lent ones
   * when they come back. Calling it again is harmless.
   */
  @Override
  void close();
}

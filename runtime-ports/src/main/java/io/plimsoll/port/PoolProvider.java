package io.plimsoll.port;

import io.plimsoll.resource.ConnectionFactory;
import io.plimsoll.resource.Pool;
import io.plimsoll.resource.PoolLimits;
import io.plimsoll.resource.PoolStats;
import java.util.List;

/**
 * Makes pools of connections. Any thread may use it.
 *
 * <p>What the settings of the adapter say: {@code limit}, how many pools there may be.
 *
 * @since 0.1.0
 */
public interface PoolProvider extends AutoCloseable {

  /**
   * Opens a pool; no connection is opened yet. One that is dropped without being closed is found
   * and closed.
   *
   * @param name 1 to 64 characters, not taken by another open pool
   * @param judge decides what becomes of each connection
   * @param breaker is asked before a connection is opened, and told how that went
   * @throws IllegalArgumentException when the name is not fit or taken
   * @throws io.plimsoll.command.RefusedException when as many are open as may be
   */
  <C> Pool<C> open(
      String name,
      ConnectionFactory<C> factory,
      PoolLimits limits,
      ConnectionJudge judge,
      CircuitBreaker breaker);

  /** Closes all unused connections of all pools, soon; does not wait. */
  void relieve();

  /** All open pools. */
  List<PoolStats> stats();

  /** Closes all pools and ends the provider's own threads. A second call does nothing. */
  @Override
  void close();
}

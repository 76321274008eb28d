package io.plimsoll.cli.batch;

import io.plimsoll.Plimsoll;
import io.plimsoll.resource.Borrowed;
import io.plimsoll.resource.ConnectionFactory;
import io.plimsoll.resource.Pool;
import io.plimsoll.resource.PoolException;
import io.plimsoll.resource.PoolLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The services that the jobs of a batch need: each has to lend a connection that still serves
 * before a job begins. One thread asks; any may close.
 */
public final class Needs implements AutoCloseable {

  /** How many services there may be. */
  public static final int MOST = 16;

  /** How long a service may take to lend one. */
  private static final Duration WAIT = Duration.ofSeconds(5);

  private final List<Pool<?>> pools = new ArrayList<>();

  /** Needs connections of these factories; opens none yet. */
  public Needs(Plimsoll plimsoll, List<ConnectionFactory<?>> services) {
    PoolLimits limits = PoolLimits.usual().most(1).open(WAIT).validateAfter(Duration.ZERO);
    for (ConnectionFactory<?> service : services) {
      pools.add(plimsoll.pool("needs-" + (pools.size() + 1), service, limits));
    }
  }

  /**
   * Why a job cannot begin now, if it cannot: the first service that lends no connection. Waits for
   * each at most five seconds; not at all while its breaker is open.
   */
  Optional<String> unmet() throws InterruptedException {
    for (Pool<?> pool : pools) {
      try (Borrowed<?> lent = pool.borrow(WAIT)) {
        lent.get();
      } catch (PoolException e) {
        return Optional.of("what it needs is not there: " + e.getMessage());
      }
    }
    return Optional.empty();
  }

  /** Whoever waits for a service waits no longer. */
  @Override
  public void close() {
    pools.forEach(Pool::close);
  }
}

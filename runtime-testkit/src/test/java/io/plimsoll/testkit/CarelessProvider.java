package io.plimsoll.testkit;

import io.plimsoll.port.CircuitBreaker;
import io.plimsoll.port.ConnectionJudge;
import io.plimsoll.port.PoolProvider;
import io.plimsoll.resource.Borrowed;
import io.plimsoll.resource.ConnectionFactory;
import io.plimsoll.resource.Pool;
import io.plimsoll.resource.PoolLimits;
import io.plimsoll.resource.PoolStats;
import java.time.Duration;
import java.util.List;

/** Lends without any care: the same one to all and for ever, or a fresh one each time. */
final class CarelessProvider implements PoolProvider {

  private final boolean fresh;

  CarelessProvider(boolean fresh) {
    this.fresh = fresh;
  }

  @Override
  public <C> Pool<C> open(
      String name,
      ConnectionFactory<C> factory,
      PoolLimits limits,
      ConnectionJudge judge,
      CircuitBreaker breaker) {
    return new CarelessPool<>(name, factory, fresh);
  }

  @Override
  public void relieve() {}

  @Override
  public List<PoolStats> stats() {
    return List.of();
  }

  @Override
  public void close() {}

  private static final class CarelessPool<C> implements Pool<C> {
    private final String name;
    private final ConnectionFactory<C> factory;
    private final boolean fresh;
    private C shared;

    CarelessPool(String name, ConnectionFactory<C> factory, boolean fresh) {
      this.name = name;
      this.factory = factory;
      this.fresh = fresh;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Borrowed<C> borrow(Duration wait) {
      return borrow();
    }

    @Override
    public Borrowed<C> borrow() {
      try {
        if (shared == null || fresh) {
          shared = factory.open(Duration.ofSeconds(1));
        }
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
      C lent = shared;
      return new Borrowed<>() {
        @Override
        public C get() {
          return lent;
        }

        @Override
        public void discard(String why) {}

        @Override
        public void close() {}
      };
    }

    @Override
    public void suspend() {}

    @Override
    public void resume() {}

    @Override
    public void drain() {}

    @Override
    public PoolStats stats() {
      return new PoolStats(name, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    @Override
    public void close() {}
  }
}

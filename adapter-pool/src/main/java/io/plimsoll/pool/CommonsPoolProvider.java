package io.plimsoll.pool;

import io.plimsoll.command.RefusedException;
import io.plimsoll.port.AdapterContext;
import io.plimsoll.port.CircuitBreaker;
import io.plimsoll.port.ConnectionJudge;
import io.plimsoll.port.LazyLogger;
import io.plimsoll.port.PoolProvider;
import io.plimsoll.resource.ConnectionFactory;
import io.plimsoll.resource.Pool;
import io.plimsoll.resource.PoolLimits;
import io.plimsoll.resource.PoolStats;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Makes pools on Commons Pool2, and sweeps them.
 *
 * <p>Threads, all daemons: one sweeper from the first pool on, and the {@link Helpers}.
 */
final class CommonsPoolProvider implements PoolProvider {

  private static final Logger LOG = LazyLogger.of(CommonsPoolProvider.class);
  private static final int LONGEST_NAME = 64;
  private static final long JOIN_MILLIS = 1_000;

  /** A pool, and the way to see whether its users still hold it. */
  private record Kept(Core<?> core, WeakReference<Pool<?>> seen) {
    boolean isOpen() {
      return core.mode() != Core.Mode.CLOSED;
    }
  }

  private final AdapterContext context;
  private final int limit;
  private final Pulse pulse;
  private final Helpers helpers;

  // Open ones, at most limit, and closed ones of which something is still lent, at most as many:
  // another is refused.
  private final List<Kept> pools = new CopyOnWriteArrayList<>();
  private final Object beating = new Object();
  private @Nullable Thread sweeper;
  private volatile boolean closed;

  /**
   * @throws IllegalArgumentException if a setting is not known or not fit
   */
  CommonsPoolProvider(AdapterContext context) {
    this.context = context;
    limit = PoolSettings.limit(context.settings());
    pulse = new Pulse(context.ticker());
    helpers = new Helpers(context.threads());
  }

  @Override
  public synchronized <C> Pool<C> open(
      String name,
      ConnectionFactory<C> factory,
      PoolLimits limits,
      ConnectionJudge judge,
      CircuitBreaker breaker) {
    check(name);
    pulse.beat();
    Core<C> core =
        new Core<>(
            new Parts<>(
                name,
                factory,
                limits,
                judge,
                new Quiet.Breaker(breaker),
                pulse,
                helpers,
                context.births()));
    CommonsPool<C> pool = new CommonsPool<>(core);
    if (sweeper == null) {
      Thread made = context.threads().daemon("plimsoll-pool-sweeper", this::sweep);
      made.start();
      sweeper = made;
    }
    pools.add(new Kept(core, new WeakReference<>(pool)));
    LockSupport.unpark(sweeper);
    return pool;
  }

  private void check(String name) {
    if (name.isBlank() || name.length() > LONGEST_NAME) {
      throw new IllegalArgumentException(
          "pool: name is '%s'; must have 1 to %d characters; try db".formatted(name, LONGEST_NAME));
    }
    if (closed) {
      throw new RefusedException(
          RefusedException.Reason.CLOSED, "pools: are closed; start a new runtime", Duration.ZERO);
    }
    pools.removeIf(kept -> kept.core().isGone());
    if (pools.stream().anyMatch(kept -> kept.isOpen() && kept.core().parts.name().equals(name))) {
      throw new IllegalArgumentException(
          "pool: name is '%s', which another open pool has; close that one, or choose another"
              .formatted(name));
    }
    if (pools.stream().filter(Kept::isOpen).count() >= limit || pools.size() >= 2 * limit) {
      throw new RefusedException(
          RefusedException.Reason.QUEUE_FULL,
          "pool '%s': %d pools are open, as many as may; close one, or raise limit"
              .formatted(name, limit),
          Duration.ofSeconds(1));
    }
  }

  private void sweep() {
    while (!closed) {
      if (pools.isEmpty()) {
        LockSupport.park(this);
      } else {
        LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(Pulse.BEAT_MILLIS));
      }
      beatNow();
      Thread.interrupted(); // left by code of a factory: no pause would last
    }
  }

  /** Does what is due. Called by the sweeper, and by tests that have moved time. */
  void beatNow() {
    synchronized (beating) {
      pulse.beat();
      pools.forEach(this::sweep);
      pools.removeIf(kept -> kept.core().isGone());
    }
  }

  /** How many pools are not yet forgotten. */
  int kept() {
    return pools.size();
  }

  private void sweep(Kept kept) {
    try {
      if (kept.isOpen() && kept.seen().get() == null) {
        LOG.log(
            Level.WARNING,
            "pool ''{0}'': was dropped without being closed; close it when it is not needed",
            kept.core().parts.name());
        kept.core().close();
      }
      kept.core().beat();
    } catch (Throwable e) {
      tell(kept.core().parts.name(), e);
    }
  }

  /** The sweeper goes on for the other pools, even where there is no memory to say why. */
  private static void tell(String pool, Throwable failure) {
    try {
      LOG.log(Level.WARNING, "pool '" + pool + "': a sweep failed", failure);
    } catch (Throwable e) {
      failure.addSuppressed(e); // nobody is left to tell
    }
  }

  @Override
  public void relieve() {
    pools.forEach(kept -> kept.core().relieve());
    synchronized (this) {
      LockSupport.unpark(sweeper);
    }
  }

  @Override
  public List<PoolStats> stats() {
    return pools.stream().filter(Kept::isOpen).map(kept -> kept.core().stats()).toList();
  }

  @Override
  public void close() {
    Thread sweeping;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      sweeping = sweeper;
    }
    pools.stream().filter(Kept::isOpen).forEach(kept -> kept.core().close());
    helpers.close();
    if (sweeping != null) {
      LockSupport.unpark(sweeping);
      join(sweeping);
    }
    pools.clear();
  }

  private static void join(Thread thread) {
    try {
      thread.join(JOIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

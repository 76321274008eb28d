package io.plimsoll.pool;

import io.plimsoll.command.Durations;
import io.plimsoll.resource.Borrowed;
import io.plimsoll.resource.Pool;
import io.plimsoll.resource.PoolException;
import io.plimsoll.resource.PoolException.Reason;
import io.plimsoll.resource.PoolStats;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The pool as its users hold it. Nothing of the provider refers to it strongly, so one that is
 * dropped is found.
 */
final class CommonsPool<C> implements Pool<C> {

  private static final Duration SOON = Duration.ofMillis(100);

  private final Core<C> core;

  CommonsPool(Core<C> core) {
    this.core = core;
  }

  Core<C> core() {
    return core;
  }

  @Override
  public String name() {
    return core.parts.name();
  }

  @Override
  public Borrowed<C> borrow() throws InterruptedException {
    return borrow(core.parts.limits().patience());
  }

  @Override
  public Borrowed<C> borrow(Duration wait) throws InterruptedException {
    Entry<C> entry = core.fromFront();
    return core.lend(this, entry == null ? slowly(new Patience(wait)) : entry);
  }

  private Entry<C> slowly(Patience patience) throws InterruptedException {
    Turnstile.Waiter waiter = null;
    try {
      while (true) {
        long seen = core.turnstile.seen();
        boolean mayTake = core.turnstile.mayTake(waiter);
        Entry<C> entry = tryOnce(patience, waiter, mayTake);
        if (entry == null && waiter == null && patience.left() > 0) {
          entry = soon(patience);
        }
        if (entry != null) {
          return entry;
        }
        if (patience.left() <= 0) {
          throw none(patience);
        }
        if (waiter == null) {
          // Counted as waiting first, then one more look: who gives back sees the count, or we see
          // what came back.
          waiter = core.turnstile.enter();
        } else if (!core.turnstile.mayTake(waiter)) {
          waiter.await(core.turnstile.passOn(waiter, seen), patience.left());
        } else if (mayTake) {
          waiter.await(seen, patience.left());
        } // else it may take by now, and looks again
      }
    } catch (PoolException | InterruptedException e) {
      core.counts.refused.increment();
      // It may have been woken for what somebody else can use.
      core.turnstile.wakeOne();
      if (e instanceof PoolException && core.mode() == Core.Mode.CLOSED) {
        throw closed(); // whatever it has met meanwhile
      }
      throw e;
    } finally {
      if (waiter != null) {
        waiter.leave();
      }
    }
  }

  /**
   * Lets others run and looks again, a few times: who holds one for a moment only has given it back
   * before a thread would be asleep and awake again.
   */
  @SuppressWarnings("ThreadPriorityCheck") // it is the others' turn
  private @Nullable Entry<C> soon(Patience patience) throws InterruptedException {
    Entry<C> found = null;
    int tries = core.turnstile.tries();
    if (tries == 0) {
      return null;
    }
    for (int i = 0; i < tries && found == null && core.mode() == Core.Mode.OPEN; i++) {
      Thread.yield();
      Entry<C> unused = core.turnstile.mayTake(null) ? core.unused() : null;
      found = unused != null && core.isFit(unused, patience, null) ? unused : null;
    }
    core.turnstile.tried(found != null);
    return found;
  }

  /** One that is fit, from what lies unused, else a fresh one; null where there is no place. */
  private @Nullable Entry<C> tryOnce(
      Patience patience, Turnstile.@Nullable Waiter waiter, boolean mayTake)
      throws InterruptedException {
    if (core.mode() == Core.Mode.CLOSED) {
      throw closed();
    }
    if (core.mode() == Core.Mode.SUSPENDED || !mayTake) {
      return null;
    }
    Entry<C> unused = core.unused();
    while (unused != null) {
      if (core.isFit(unused, patience, waiter)) {
        return unused;
      }
      if (patience.left() <= 0 || !core.turnstile.mayTake(waiter)) {
        return null;
      }
      unused = core.unused();
    }
    if (!core.places.tryTake()) {
      return null;
    }
    if (waiter != null) {
      waiter.busy();
    }
    Entry<C> fresh = core.opener.open(patience);
    Entry<C> lent = core.bring(fresh);
    return lent == null || lent == fresh || core.isFit(lent, patience, waiter) ? lent : null;
  }

  private PoolException none(Patience patience) {
    if (core.mode() == Core.Mode.SUSPENDED) {
      return new PoolException(
          Reason.SUSPENDED,
          "pool '%s': is suspended for longer than the borrower's %s; resume it, or wait longer"
              .formatted(name(), patience.words()),
          SOON,
          null);
    }
    int most = core.parts.limits().most();
    int lent = core.opener.isQuiet() ? most : core.lent().size();
    if (lent < most) {
      return new PoolException(
          Reason.EXHAUSTED,
          "pool '%s': no connection to %s was free for %s: %d of %d are lent, others are just being opened, validated or reset; wait longer"
              .formatted(name(), core.parts.target(), patience.words(), lent, most),
          SOON,
          null);
    }
    return new PoolException(
        Reason.EXHAUSTED,
        "pool '%s': all %d connections to %s were in use for %s; give them back sooner, wait longer, or raise pool.most"
            .formatted(name(), most, core.parts.target(), patience.words()),
        SOON,
        null);
  }

  private PoolException closed() {
    return new PoolException(
        Reason.CLOSED, "pool '%s': is closed; open another".formatted(name()), Duration.ZERO, null);
  }

  @Override
  public synchronized void suspend() {
    core.suspend();
  }

  @Override
  public synchronized void resume() {
    core.resume();
  }

  @Override
  public synchronized void drain() {
    core.drain();
  }

  @Override
  public PoolStats stats() {
    return core.stats();
  }

  @Override
  public synchronized void close() {
    if (core.mode() != Core.Mode.CLOSED) {
      core.close();
    }
  }

  @Override
  public String toString() {
    PoolStats stats = stats();
    return "pool '%s': %d of %d lent, %d unused, held for at most %s"
        .formatted(
            name(),
            stats.lent(),
            stats.most(),
            stats.idle(),
            Durations.words(core.parts.limits().held()));
  }
}

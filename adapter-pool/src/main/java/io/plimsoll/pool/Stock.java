package io.plimsoll.pool;

import io.plimsoll.port.ConnectionJudge.Action;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.PooledObjectFactory;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import org.apache.commons.pool2.impl.EvictionConfig;
import org.apache.commons.pool2.impl.EvictionPolicy;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.jspecify.annotations.Nullable;

/**
 * The library's pool, and the only place that names it. No call here waits or does I/O: a fresh
 * connection is brought in ready, and one that leaves is handed out to be closed elsewhere.
 *
 * <p>So the library never opens one by itself. It would, when one is invalidated or a returned one
 * is refused, on the thread of whoever does that, for as long as it takes, and with its exception;
 * and it would let a borrower whose time is over spin for as long.
 */
final class Stock<C> {

  /** The library asked for a connection that nobody brings. */
  private static final class NoneBrought extends Exception {
    private static final long serialVersionUID = 1L;

    private NoneBrought() {
      super("nobody brings a connection", null, false, false);
    }
  }

  private final GenericObjectPool<Entry<C>> pool;
  private final Consumer<Entry<C>> closer;

  /** Says no without the cost of a stack trace. */
  private final NoneBrought none = new NoneBrought();

  private final Object bringing = new Object();
  private volatile @Nullable Entry<C> brought;
  private volatile @Nullable Thread bringer;

  /**
   * @param sweeper what becomes of an unused one at a sweep
   * @param closer closes one that has left, elsewhere
   */
  Stock(int most, Function<Entry<C>, Action> sweeper, Consumer<Entry<C>> closer) {
    this.closer = closer;
    pool = new GenericObjectPool<>(new Bridge(), config(most, sweeper));
    // Its exceptions are ours, thrown by the bridge to say no: nothing else is swallowed unheard.
    pool.setSwallowedExceptionListener(failure -> {});
  }

  private static <C> GenericObjectPoolConfig<Entry<C>> config(
      int most, Function<Entry<C>, Action> sweeper) {
    GenericObjectPoolConfig<Entry<C>> config = new GenericObjectPoolConfig<>();
    // The bound is kept by Places: the library counts one that leaves until after its place is
    // free.
    config.setMaxTotal(-1);
    config.setMaxIdle(most); // the default of 8 destroys what comes back to a larger pool
    config.setMinIdle(0); // nothing is opened that nobody asked for
    config.setLifo(true); // keeps the few in use warm, and lets the rest grow idle and go
    config.setFairness(false); // a fair lock costs 70 times as much under contention
    config.setBlockWhenExhausted(false); // waiting is ours: see Turnstile
    config.setMaxWait(Duration.ofMillis(Turnstile.SLICE_MILLIS)); // the default is for ever
    config.setTestOnCreate(false); // what it rejects is never destroyed; a fresh one comes tested
    config.setTestOnBorrow(false); // the judge is asked instead, also for what never passes here
    config.setTestOnReturn(false); // likewise, before it comes here
    config.setTestWhileIdle(false); // a validation that throws would end the sweep
    config.setTimeBetweenEvictionRuns(Duration.ofMillis(-1)); // no static thread: we sweep
    config.setNumTestsPerEvictionRun(-1); // all of them; by default it looks at three
    config.setEvictionPolicy(new AskJudge<>(sweeper)); // closed and too old, not only idle
    config.setJmxEnabled(
        false); // a registered pool is never collected, and names are sought slowly
    return config;
  }

  /** Throws nothing: the library would never lend again what it just looked at. */
  private record AskJudge<C>(Function<Entry<C>, Action> sweeper)
      implements EvictionPolicy<Entry<C>> {
    @Override
    public boolean evict(EvictionConfig config, PooledObject<Entry<C>> tested, int idle) {
      try {
        return sweeper.apply(tested.getObject()) == Action.RETIRE;
      } catch (Throwable e) {
        Quiet.tell("the judge of a pool", e);
        return false;
      }
    }
  }

  private final class Bridge implements PooledObjectFactory<Entry<C>> {

    @Override
    public PooledObject<Entry<C>> makeObject() throws NoneBrought {
      Entry<C> fresh = brought;
      if (fresh == null || bringer != Thread.currentThread()) {
        throw none;
      }
      brought = null;
      return new DefaultPooledObject<>(fresh);
    }

    @Override
    public void destroyObject(PooledObject<Entry<C>> pooled) {
      closer.accept(pooled.getObject());
    }

    @Override
    public boolean validateObject(PooledObject<Entry<C>> pooled) {
      return true;
    }

    @Override
    public void activateObject(PooledObject<Entry<C>> pooled) {}

    @Override
    public void passivateObject(PooledObject<Entry<C>> pooled) {}
  }

  /** Takes out an unused one, if there is one. */
  @Nullable Entry<C> poll() throws InterruptedException {
    try {
      return pool.getNumIdle() == 0 ? null : pool.borrowObject();
    } catch (InterruptedException e) {
      throw e;
    } catch (NoSuchElementException | NoneBrought | IllegalStateException e) {
      return null; // somebody was faster, or it is closed
    } catch (Exception e) {
      throw new IllegalStateException("the library failed: " + e, e);
    }
  }

  /** Takes out all unused ones, but so many at most. */
  List<Entry<C>> pollAll(int most) {
    int count = Math.min(most, unused());
    List<Entry<C>> out = new ArrayList<>(count); // it does not grow while they are in hand
    try {
      Entry<C> entry = count == 0 ? null : poll();
      while (entry != null) {
        out.add(entry);
        entry = out.size() < count ? poll() : null;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Throwable e) {
      for (Entry<C> entry : out) {
        destroy(entry);
      }
      throw e;
    }
    return out;
  }

  /**
   * Brings in a fresh one as lent; where another lies unused meanwhile, that one is lent, and the
   * fresh one lies unused.
   *
   * @return the one that is lent; null where it is closed, or this thread was interrupted: then the
   *     fresh one was not taken
   */
  @Nullable Entry<C> bring(Entry<C> fresh) {
    synchronized (bringing) {
      brought = fresh;
      bringer = Thread.currentThread();
      try {
        Entry<C> lent = pool.borrowObject();
        return lent == fresh ? lent : exchange(lent);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return null;
      } catch (Exception e) {
        return null;
      } finally {
        brought = null;
        bringer = null;
      }
    }
  }

  /** Answers the one that is lent, once the fresh one lies in its place. */
  private @Nullable Entry<C> exchange(Entry<C> lent) {
    boolean added;
    try {
      added = addBrought();
    } catch (Throwable e) {
      destroy(lent);
      throw e;
    }
    if (!added) {
      giveBack(lent);
      return null;
    }
    return lent;
  }

  /** Brings in a fresh one as unused; false where it was not taken. */
  boolean add(Entry<C> fresh) {
    synchronized (bringing) {
      brought = fresh;
      bringer = Thread.currentThread();
      try {
        return addBrought();
      } finally {
        brought = null;
        bringer = null;
      }
    }
  }

  private boolean addBrought() {
    try {
      pool.addObject();
    } catch (Exception e) {
      // Whether it was taken in is seen below.
    }
    boolean taken = brought == null;
    if (taken && pool.isClosed()) {
      pool.clear(); // the library does not look again: its close may have come before this one lay
    }
    return taken;
  }

  /** Gives an unused one back; where that throws, it has gone. */
  void giveBack(Entry<C> entry) {
    try {
      pool.returnObject(entry);
    } catch (Throwable e) {
      destroy(entry); // thrown before it lay there: nothing throws after that
      throw e;
    }
  }

  /** Takes one out of the pool for good; it is handed to the closer. */
  void destroy(Entry<C> entry) {
    try {
      pool.invalidateObject(entry);
    } catch (Exception e) {
      // Thrown after it was destroyed, because no replacement was brought: as it should be.
    } finally {
      if (entry.closing == null) {
        closer.accept(entry); // the library does not know it, or had no memory to look
      }
    }
  }

  /** Asks the judge about all unused ones. */
  void sweep() {
    try {
      pool.evict();
    } catch (Exception e) {
      // Closed meanwhile: then all unused ones are gone.
    }
  }

  /** Takes all unused ones out for good. */
  void clear() {
    pool.clear();
  }

  int unused() {
    return pool.getNumIdle();
  }

  /** Takes all unused ones out for good, and those that come back later. */
  void close() {
    pool.close();
  }
}

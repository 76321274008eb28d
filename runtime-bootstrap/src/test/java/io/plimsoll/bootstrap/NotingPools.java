package io.plimsoll.bootstrap;

import io.plimsoll.port.Births;
import io.plimsoll.port.Births.Birth;
import io.plimsoll.port.CircuitBreaker;
import io.plimsoll.port.ConnectionJudge;
import io.plimsoll.port.PoolProvider;
import io.plimsoll.resource.Borrowed;
import io.plimsoll.resource.ConnectionFactory;
import io.plimsoll.resource.Pool;
import io.plimsoll.resource.PoolLimits;
import io.plimsoll.resource.PoolStats;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One pool of numbers without end, that notes births as a pool should. */
final class NotingPools implements PoolProvider {

  private final Births.Register lent;
  private final Births.Register droppedOnes;
  private final ReferenceQueue<Object> lost = new ReferenceQueue<>();
  private final Set<Seen> live = ConcurrentHashMap.newKeySet();
  private int dropped;

  NotingPools(Births births) {
    lent = births.of("lent connections");
    droppedOnes = births.of("dropped handles");
  }

  private static final class Seen extends WeakReference<Object> {
    final Throwable where = new Throwable("lent here");
    final Birth birth;

    Seen(Object handle, ReferenceQueue<Object> queue, Birth birth) {
      super(handle, queue);
      this.birth = birth;
    }

    void end() {
      if (birth != null) {
        birth.end();
      }
    }
  }

  private final Pool<Integer> pool = new Numbers();

  private final class Handle implements Borrowed<Integer> {
    private final Seen seen = new Seen(this, lost, lent.born("db", false));

    @Override
    public Integer get() {
      return 1;
    }

    @Override
    public void discard(String why) {}

    @Override
    public void close() {
      if (live.remove(seen)) {
        seen.end();
      }
    }
  }

  /** Collects until the next handle that was dropped is found. */
  void findDropped() throws InterruptedException {
    boolean found = false;
    while (!found) {
      System.gc();
      Reference<?> gone = lost.remove(20);
      if (gone instanceof Seen seen && live.remove(seen)) {
        found = true;
        seen.end();
        droppedOnes.born("db", seen.where, 1);
        dropped++;
      }
    }
  }

  @Override
  @SuppressWarnings("unchecked") // of numbers only
  public <C> Pool<C> open(
      String name,
      ConnectionFactory<C> factory,
      PoolLimits limits,
      ConnectionJudge judge,
      CircuitBreaker breaker) {
    return (Pool<C>) pool;
  }

  @Override
  public List<PoolStats> stats() {
    return List.of(pool.stats());
  }

  @Override
  public void relieve() {}

  @Override
  public void close() {}

  private final class Numbers implements Pool<Integer> {

    @Override
    public String name() {
      return "db";
    }

    @Override
    public Borrowed<Integer> borrow() {
      return borrow(Duration.ZERO);
    }

    @Override
    public Borrowed<Integer> borrow(Duration wait) {
      Handle handle = new Handle();
      live.add(handle.seen);
      return handle;
    }

    @Override
    public void suspend() {}

    @Override
    public void resume() {}

    @Override
    public void drain() {}

    @Override
    public PoolStats stats() {
      return new PoolStats("db", live.size(), 0, 0, 10_000, 0, 0, 0, 0, 0, 0, 0, 0, 0, dropped, 0);
    }

    @Override
    public void close() {}
  }
}

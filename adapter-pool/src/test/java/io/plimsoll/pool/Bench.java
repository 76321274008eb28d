package io.plimsoll.pool;

import io.plimsoll.port.AdapterContext;
import io.plimsoll.port.Births;
import io.plimsoll.port.CircuitBreaker;
import io.plimsoll.port.Threads;
import io.plimsoll.resource.Borrowed;
import io.plimsoll.resource.Pool;
import io.plimsoll.resource.PoolLimits;
import io.plimsoll.testkit.HandTicker;
import io.plimsoll.testkit.LimitsJudge;
import io.plimsoll.testkit.ScriptedConnections;
import io.plimsoll.testkit.ScriptedConnections.Line;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;

/** A provider, scripted connections, and what tests of pools do with them. */
final class Bench implements AutoCloseable {

  static final Duration LONG = Duration.ofSeconds(20);
  static final Duration SHORT = Duration.ofMillis(50);

  final HandTicker time = new HandTicker();
  final ScriptedConnections there = new ScriptedConnections();
  final CommonsPoolProvider provider;
  private final List<Thread> threads = new ArrayList<>();

  Bench() {
    this(Births.unkept(128));
  }

  Bench(Births births) {
    this(births, Threads.uncounted());
  }

  Bench(Births births, Threads makers) {
    provider = new CommonsPoolProvider(new AdapterContext("test", time, Map.of(), makers, births));
  }

  static PoolLimits limits(int most) {
    return PoolLimits.usual().most(most).patience(LONG).open(LONG);
  }

  CommonsPool<Line> pool(int most) {
    return pool(limits(most));
  }

  CommonsPool<Line> pool(PoolLimits limits) {
    return pool(limits, CircuitBreaker.never());
  }

  CommonsPool<Line> pool(PoolLimits limits, CircuitBreaker breaker) {
    return (CommonsPool<Line>)
        provider.open("lines", there, limits, new LimitsJudge(limits), breaker);
  }

  /** Lends as many as that at once and gives them back. */
  static List<Line> lend(Pool<Line> pool, int count) throws InterruptedException {
    List<Borrowed<Line>> loans = new ArrayList<>();
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      loans.add(pool.borrow());
      lines.add(loans.get(i).get());
    }
    loans.forEach(Borrowed::close);
    return lines;
  }

  static Line lendOne(Pool<Line> pool) throws InterruptedException {
    return lend(pool, 1).get(0);
  }

  /** Moves time on and sees to it that the coarse clock has noticed. */
  void advance(Duration by) {
    time.advance(by);
    provider.beatNow();
  }

  <T> FutureTask<T> inBackground(Callable<T> call) {
    FutureTask<T> task = new FutureTask<>(call);
    Thread thread = new Thread(task, "test-background");
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
    return task;
  }

  /** Blocks without end, but for an interrupt. */
  static void hang() throws InterruptedException {
    while (true) {
      LockSupport.park();
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }

  /** Waits for the release, whoever interrupts, as a factory that does not listen. */
  static void deaf(CountDownLatch release) {
    while (release.getCount() > 0) {
      try {
        release.await();
      } catch (InterruptedException e) {
        // It does not listen.
      }
    }
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    provider.close();
  }
}

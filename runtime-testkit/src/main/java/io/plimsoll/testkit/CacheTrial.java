package io.plimsoll.testkit;

import static io.plimsoll.testkit.Await.await;

import io.plimsoll.port.AdapterContext;
import io.plimsoll.port.CacheProvider;
import io.plimsoll.port.Threads;
import io.plimsoll.resource.Cache;
import io.plimsoll.resource.CachePolicy;
import io.plimsoll.resource.CacheStats;
import io.plimsoll.resource.Weigher;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One provider of caches on trial, with a small budget and time of its own. */
final class CacheTrial implements AutoCloseable {

  static final long BUDGET = 1 << 20;
  static final int LIMIT = 4;
  static final String STUCK = "stuck";

  final VirtualTime time = new VirtualTime();
  final CacheProvider caches;

  // The threads of one provider: a handful, or the provider is broken.
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final CountDownLatch end = new CountDownLatch(1);

  CacheTrial(Function<AdapterContext, CacheProvider> maker) {
    Map<String, String> settings = Map.of("budget", "1m", "limit", Integer.toString(LIMIT));
    this.caches = maker.apply(new AdapterContext("trial", time, settings, this::daemon));
  }

  private Thread daemon(String name, Runnable task) {
    Thread made = Threads.uncounted().daemon(name, task);
    threads.add(made);
    return made;
  }

  /** A cache whose entries are as heavy as their values say. */
  Cache<String, Sized> open(String name, CachePolicy policy) {
    return caches.open(name, policy, Weigher.usual());
  }

  /** More than either can hold. */
  static void fill(Cache<String, Sized> entries, Cache<String, Sized> bytes) {
    for (int i = 0; i < 1_000; i++) {
      entries.put("k" + i, new Sized(10));
      bytes.put("k" + i, new Sized(1_000));
    }
  }

  /** Who waits, by now, for a load that goes on until the trial is closed. */
  Future<Sized> waitForALoadWithoutEnd(Cache<String, Sized> cache) {
    CountDownLatch begun = new CountDownLatch(1);
    FutureTask<Sized> loading = new FutureTask<>(() -> cache.get(STUCK, key -> loaded(begun)));
    Threads.uncounted().daemon("loads", loading).start();
    await("the load has begun", () -> begun.getCount() == 0);
    FutureTask<Sized> waiting = new FutureTask<>(() -> cache.get(STUCK, key -> new Sized(1)));
    Thread waits = Threads.uncounted().daemon("waits", waiting);
    waits.start();
    await("it waits", () -> waiting.isDone() || isWaiting(waits));
    return waiting;
  }

  private static boolean isWaiting(Thread thread) {
    Thread.State state = thread.getState();
    return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
  }

  private Sized loaded(CountDownLatch begun) throws InterruptedException {
    begun.countDown();
    end.await();
    return new Sized(1);
  }

  CacheStats stats(String name) {
    return caches.stats().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  long bytesOfAll() {
    return caches.stats().stream().mapToLong(CacheStats::bytes).sum();
  }

  boolean hasThreads() {
    return threads.stream().anyMatch(Thread::isAlive);
  }

  @Override
  public void close() {
    end.countDown();
    caches.close();
  }

  /** A value of so many bytes that counts how often it was closed. */
  static final class Sized implements AutoCloseable, io.plimsoll.resource.Weighed {
    final AtomicInteger closed = new AtomicInteger();
    private final long bytes;
    private final @Nullable Error trouble;

    Sized(long bytes) {
      this(bytes, null);
    }

    /** One that throws this when it is closed. */
    Sized(long bytes, @Nullable Error trouble) {
      this.bytes = bytes;
      this.trouble = trouble;
    }

    @Override
    public long bytes() {
      return bytes;
    }

    @Override
    public void close() {
      closed.incrementAndGet();
      if (trouble != null) {
        throw trouble;
      }
    }
  }
}

package io.plimsoll.cache;

import io.plimsoll.port.AdapterContext;
import io.plimsoll.port.Births;
import io.plimsoll.port.Threads;
import io.plimsoll.resource.Weighed;
import io.plimsoll.testkit.VirtualTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** A provider on the bench: virtual time, its threads, and what tests put into caches. */
final class Bench implements AutoCloseable {

  final VirtualTime time = new VirtualTime();
  final List<Thread> threads = new CopyOnWriteArrayList<>();
  final CaffeineCaches caches;

  Bench(String budget, int limit) {
    this(budget, limit, Births.unkept(0));
  }

  Bench(String budget, int limit, Births births) {
    Map<String, String> settings = Map.of("budget", budget, "limit", Integer.toString(limit));
    caches = new CaffeineCaches(new AdapterContext("s", time, settings, this::daemon, births));
  }

  private Thread daemon(String name, Runnable task) {
    Thread made = Threads.uncounted().daemon(name, task);
    threads.add(made);
    return made;
  }

  /** Waits for all, and throws what one of them threw. */
  static void join(List<? extends Future<?>> all) throws Exception {
    for (Future<?> each : all) {
      each.get();
    }
  }

  /** Throws it, declared or not, as other languages do. */
  @SuppressWarnings({"unchecked", "DoNotCallSuggester"}) // to be called, and past the compiler
  static <T extends Throwable> void sneak(Throwable thrown) throws T {
    throw (T) thrown;
  }

  @Override
  public void close() {
    caches.close();
  }

  /** A value of so many bytes that counts how often it was closed. */
  static class Thing implements AutoCloseable, Weighed {
    final AtomicInteger closed = new AtomicInteger();
    private final long bytes;

    Thing(long bytes) {
      this.bytes = bytes;
    }

    @Override
    public long bytes() {
      return bytes;
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }
}

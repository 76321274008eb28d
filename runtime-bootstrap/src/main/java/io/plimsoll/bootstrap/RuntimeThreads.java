package io.plimsoll.bootstrap;

import io.plimsoll.port.Births;
import io.plimsoll.port.Births.Birth;
import io.plimsoll.port.Threads;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one runtime: daemons with names, counted while they run, and no more than a bound.
 * Any thread may use it.
 */
final class RuntimeThreads implements Threads {

  static final String PREFIX = "plimsoll-";

  /** The loop, which decides. */
  static final String LOOP = PREFIX + "loop";

  /** The thread that completes outcomes. */
  static final String DELIVERY = PREFIX + "outcomes";

  /** Far more than a runtime needs besides those that feed its commands. */
  private static final int BESIDES = 32;

  private final int bound;

  /**
   * Of whoever starts the runtime, as are all that its threads see: whoever brings one about may be
   * gone long before it.
   */
  private final @Nullable ClassLoader loader = Thread.currentThread().getContextClassLoader();

  private final AtomicInteger places = new AtomicInteger();

  /** Until they have come to their end; they count no more once their task is done. */
  private final Set<Thread> live = ConcurrentHashMap.newKeySet();

  private final Births.Register births;

  RuntimeThreads(int bound) {
    this(bound, Births.unkept(0));
  }

  private RuntimeThreads(int bound, Births births) {
    this.bound = bound;
    this.births = births.of("threads");
  }

  /** Those of a runtime with so many live commands, each of which may have one that feeds it. */
  static RuntimeThreads of(int concurrency, Births births) {
    return new RuntimeThreads(BESIDES + 2 * concurrency, births);
  }

  @Override
  public Thread daemon(String name, Runnable task) {
    if (!name.startsWith(PREFIX)) {
      throw new IllegalArgumentException(
          "thread: name is '%s'; must begin with %s; try %sown".formatted(name, PREFIX, PREFIX));
    }
    if (places.get() >= bound) {
      throw tooMany(name);
    }
    return new Counted(name, task);
  }

  /**
   * Has something done on a thread of its own.
   *
   * @param name what follows the prefix in the thread's name
   * @param otherwise is done here where no thread is to be had
   */
  static void beside(Threads threads, String name, Runnable task, Runnable otherwise) {
    try {
      threads.daemon(PREFIX + name, task).start();
    } catch (IllegalStateException | OutOfMemoryError e) {
      otherwise.run();
    }
  }

  private IllegalStateException tooMany(String name) {
    return new IllegalStateException(
        "thread %s: %d threads of the runtime live, as many as may".formatted(name, bound));
  }

  /** Makes threads of one name. */
  ThreadFactory factory(String name) {
    return new Factory(name);
  }

  /** Whether the caller is one of them. */
  boolean isOwn() {
    return owns(Thread.currentThread());
  }

  /** Whether a thread is one of them. */
  boolean owns(Thread thread) {
    return live.contains(thread);
  }

  /** Whether the caller is the one of them that completes outcomes. */
  boolean isDelivery() {
    return isOwn() && Thread.currentThread().getName().equals(DELIVERY);
  }

  /** How many live. */
  int count() {
    return places.get();
  }

  /** How many may live. */
  int bound() {
    return bound;
  }

  /** How many are remembered. */
  int kept() {
    return live.size();
  }

  /**
   * Waits for the last steps of those that end, whatever interrupts; one that its task holds is not
   * waited for.
   */
  void join(Duration atMost) {
    long due = System.nanoTime() + atMost.toNanos();
    boolean interrupted = false;
    for (Thread thread : List.copyOf(live)) {
      boolean ended = thread == Thread.currentThread();
      while (!ended) {
        long left = (due - System.nanoTime()) / 1_000_000;
        try {
          if (left > 0) {
            thread.join(left);
          }
          ended = true;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Factory implements ThreadFactory {

    private final String name;

    Factory(String name) {
      this.name = name;
    }

    @Override
    public Thread newThread(Runnable task) {
      return daemon(name, task);
    }
  }

  /**
   * Holds a place from its start to its end. The executors of JDK 21 and later start a thread
   * without a call of {@link #start}: such a one takes its place as it begins to run.
   */
  private final class Counted extends Thread {

    private @Nullable Birth birth;

    Counted(String name, Runnable task) {
      super(null, task, name, 0, false);
      setContextClassLoader(loader);
      setDaemon(true);
    }

    @Override
    public synchronized void start() {
      if (getState() != State.NEW) {
        throw new IllegalThreadStateException("thread " + getName() + ": was started before");
      }
      if (places.incrementAndGet() > bound) {
        places.decrementAndGet();
        throw tooMany(getName());
      }
      live.add(this);
      birth = births.born("", true); // there are few, and each costs more than its note
      boolean started = false;
      try {
        super.start();
        started = true;
      } finally {
        if (!started) {
          live.remove(this);
          gone();
        }
      }
    }

    @Override
    public void run() {
      if (live.add(this)) {
        places.incrementAndGet();
      }
      try {
        super.run();
      } finally {
        gone();
      }
    }

    private void gone() {
      places.decrementAndGet();
      for (Iterator<Thread> each = live.iterator(); each.hasNext(); ) {
        if (each.next().getState() == State.TERMINATED) {
          each.remove();
        }
      }
      if (birth != null) {
        birth.end();
      }
    }
  }
}

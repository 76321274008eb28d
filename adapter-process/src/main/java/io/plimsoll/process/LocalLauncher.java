package io.plimsoll.process;

import io.plimsoll.command.Command;
import io.plimsoll.port.AdapterContext;
import io.plimsoll.port.LazyLogger;
import io.plimsoll.port.LiveProcess;
import io.plimsoll.port.ProcessLauncher;
import io.plimsoll.port.ProcessObserver;
import io.plimsoll.port.Threads;
import io.plimsoll.process.orphan.Guardian;
import io.plimsoll.process.proc.PidCursor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Starts processes of this machine, reads what they write, and holds together what descends from
 * them.
 *
 * <p>Threads, all daemons and all started on first use: up to four spawners, one drainer and up to
 * two more that read floods, one scanner, up to four couriers, one that keeps the kernel awake, one
 * that minds the sentinel, one that runs the program {@code kill}, one feeder for each command
 * whose input is a stream, and the platform's own reaper for each live process.
 */
final class LocalLauncher implements ProcessLauncher {

  private static final Logger LOG = LazyLogger.of(LocalLauncher.class);
  private static final int MOST_SPAWNERS = 4;
  private static final int MOST_COURIERS = 4;
  private static final int MOST_SIGNALS_WAITING = 1_024;
  private static final long IDLE_SECONDS = 10;

  private static final long CLOSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1_900);

  private final AdapterContext context;
  private final Ladder ladder;
  private final Workshop shop;
  private final ThreadPoolExecutor spawners;
  private final ThreadPoolExecutor couriers;
  private final ThreadPoolExecutor signals;
  private final AtomicInteger spawning = new AtomicInteger();
  private final AtomicBoolean expected = new AtomicBoolean();
  private final Awake awake;

  /** Not yet released; bounded by the runtime's own limit. */
  private final Set<Job> jobs = ConcurrentHashMap.newKeySet();

  private boolean closed;

  LocalLauncher(AdapterContext context) {
    this(
        context,
        OwnEnvironment.restored(System.getenv(), System.getProperties()),
        Surroundings.isLinux());
  }

  /**
   * @param own the runtime's own environment
   * @param linux whether {@code /proc} may be used: for pipes of our own, not the platform's
   *     streams, and to find all members of a tree, not only those that parent links show
   * @throws IllegalArgumentException if the settings ask for a containment that does not work
   */
  LocalLauncher(AdapterContext context, Map<String, String> own, boolean linux) {
    this.context = context;
    StartCheck check = new StartCheck(System.getenv("PATH"));
    ladder = new Ladder(context.settings(), new Trials(linux, context.session(), check), check);
    awake = new Awake(new Priming(), context.threads());
    int processors = Runtime.getRuntime().availableProcessors();
    spawners =
        pool(
            "plimsoll-spawner-",
            Math.max(2, Math.min(MOST_SPAWNERS, processors)),
            Integer.MAX_VALUE);
    couriers = pool("plimsoll-courier-", MOST_COURIERS, Integer.MAX_VALUE);
    couriers.allowCoreThreadTimeOut(true);
    signals = pool("plimsoll-signals-", 1, MOST_SIGNALS_WAITING);
    signals.allowCoreThreadTimeOut(true);
    OwnPipes pipes = new OwnPipes(linux, couriers);
    Drainer drainer = drainer(context.threads());
    // Sorted, as that of each command is, which begins as a copy of it.
    Map<String, String> environment = Collections.unmodifiableSortedMap(new TreeMap<>(own));
    ForkServers forks = ladder.forks(environment, pipes, drainer);
    PidCursor cursor = new PidCursor();
    if (linux) {
      cursor.begin(cursor.newest());
    }
    Containment containment = ladder.containment(cursor, forks);
    Guardian guardian =
        new Guardian(Guarded.ward(context, own, linux, ladder.sessionFolder()), context.threads());
    shop =
        new Workshop(
            context.session(),
            environment,
            check,
            pipes,
            drainer,
            new Scanner(new Round(), new Resting(), context.threads()),
            couriers,
            containment,
            ladder.entrance(awake, guardian::marks),
            forks,
            guardian,
            cursor,
            new Signaller(containment, signals),
            new HolderLook(),
            spawning,
            context.threads());
  }

  /** Starts the sentinel, and wakes the kernel for the move into a control group. */
  @Override
  public void expect() {
    if (expected.compareAndSet(false, true)) {
      try {
        shop.guardian().starting();
        couriers.execute(new Priming());
      } catch (RuntimeException | OutOfMemoryError e) {
        LOG.log(Level.DEBUG, "not made ready for a start", e); // which is then slower
      }
    }
  }

  @Override
  public void afterTelling(Runnable decide) {
    shop.drainer().afterTurns(decide);
  }

  @Override
  public LiveProcess launch(String lease, Command command, ProcessObserver observer) {
    synchronized (this) {
      if (closed) {
        throw new IllegalStateException("launcher: is closed; start a new runtime");
      }
    }
    Launch launch = new Launch();
    Job job = new Job(shop, lease, command, observer, launch);
    launch.job = job;
    jobs.add(job);
    try {
      if (job.startedAtOnce(context.ticker())) {
        restock();
        return job;
      }
      shop.guardian().starting();
      spawners.execute(launch);
    } catch (RuntimeException | Error e) {
      // "unable to create native thread" is an Error, and means this command alone.
      job.fail(StartErrors.noThread(command.arguments().get(0), e));
    }
    return job;
  }

  /** Without a thread for it now, pipes are made when they are wanted. */
  private void restock() {
    try {
      if (shop.pipes().isLow()) {
        spawners.execute(shop.pipes()::restock);
      }
    } catch (RuntimeException | OutOfMemoryError e) {
      LOG.log(Level.DEBUG, "no pipes are made ahead", e);
    }
  }

  /** One start, and the place of its job among all of them, whichever comes first. */
  private final class Launch implements Runnable, Job.Place {

    private volatile @Nullable Job job;

    @Override
    public void run() {
      Job started = job;
      spawning.incrementAndGet();
      try {
        if (started != null) {
          started.start(context.ticker());
        }
      } finally {
        spawning.decrementAndGet();
      }
    }

    @Override
    public void again() {
      Job started = job;
      try {
        spawners.execute(this);
      } catch (RuntimeException | Error e) {
        if (started != null) {
          started.fail(StartErrors.noThread(started.program(), e));
        }
      }
    }

    @Override
    public void leave() {
      Job ended = job;
      if (ended != null) {
        jobs.remove(ended);
      }
    }

    /** What is given up must not wait for spawners that may hang, as others follow it. */
    @Override
    public void hurry() {
      if (spawners.remove(this)) {
        run();
      }
    }
  }

  /** How many starts wait for a spawner. */
  int startsWaiting() {
    return spawners.getQueue().size();
  }

  /** How many jobs are not released or on their way to it. */
  int jobs() {
    return jobs.size();
  }

  /** How many shells there are that fork commands. */
  int forkServers() {
    return shop.forks().servers();
  }

  /** How many hubs there are that fork commands. */
  int forkHubs() {
    return shop.forks().hubs();
  }

  /** Lets go of what is kept for the next command, as after a while without any. */
  void rest() {
    shop.forks().rest();
    shop.drainer().execute(shop.pipes()::forget);
    shop.drainer().execute(shop.drainer()::rest);
  }

  @Override
  public List<Fact> facts() {
    List<Fact> facts = new ArrayList<>(ladder.facts());
    facts.add(shop.forks().fact());
    facts.addAll(shop.containment().facts());
    facts.addAll(shop.guardian().facts());
    facts.addAll(
        Surroundings.facts(shop.pipes().stock() != null, shop.containment().readsMemory()));
    return List.copyOf(facts);
  }

  @Override
  public String containment() {
    return ladder.inForce();
  }

  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    awake.close();
    long due = System.nanoTime() + CLOSE_NANOS;
    spawners.shutdown();
    await(spawners, due);
    for (Job job : jobs) {
      job.release();
    }
    List<@Nullable Thread> threads = new ArrayList<>(2);
    shop.forks().close(); // while a birth that is told yet can be undone
    threads.add(shop.scanner().close());
    join(threads.get(0), due);
    threads.addAll(shop.drainer().close());
    for (Thread thread : threads) {
      join(thread, due);
    }
    signals.shutdown();
    await(signals, due);
    couriers.shutdown();
    await(couriers, due);
    shop.cursor().close();
    shop.guardian().close();
    shop.pipes().close();
    ladder.close();
  }

  /** Has the next process that joins a control group not wait for the kernel. */
  private final class Priming implements Runnable {

    @Override
    public void run() {
      ladder.prime();
    }
  }

  /** What the scanner does each second. */
  private final class Round implements Runnable {

    @Override
    public void run() {
      shop.containment().lookAtAll(LocalLauncher::tell);
    }
  }

  /** What it does when nothing has lived for a while. */
  private final class Resting implements Runnable {

    @Override
    public void run() {
      rest();
    }
  }

  private static void tell(Tree tree, Containment.Reading reading) {
    if (reading.members() > 0) {
      tree.unasked.accept(reading);
    }
  }

  private static Drainer drainer(Threads threads) {
    try {
      return new Drainer(threads);
    } catch (IOException e) {
      throw new UncheckedIOException("launcher: cannot wait for pipes: " + e.getMessage(), e);
    }
  }

  /**
   * @param waiting how many tasks may wait; without a limit where the live commands bound them, of
   *     which the runtime has a limit
   */
  private ThreadPoolExecutor pool(String name, int size, int waiting) {
    return new ThreadPoolExecutor(
        size,
        size,
        IDLE_SECONDS,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(waiting),
        new PoolThreads(context.threads(), name));
  }

  private static void await(ThreadPoolExecutor pool, long due) {
    try {
      if (!pool.awaitTermination(due - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        pool.shutdownNow();
      }
    } catch (InterruptedException e) {
      pool.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private static void join(@Nullable Thread thread, long due) {
    long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(due - System.nanoTime()));
    try {
      if (thread != null) {
        thread.join(millis);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

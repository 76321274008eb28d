package io.plimsoll.process.orphan;

import io.plimsoll.command.Text;
import io.plimsoll.port.LazyLogger;
import io.plimsoll.port.ProcessLauncher.Fact;
import io.plimsoll.port.Threads;
import io.plimsoll.process.proc.ProcReader;
import io.plimsoll.process.proc.ProcStat;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that what a runtime started ends with it, however it ends: keeps a sentinel and the
 * notes of the session. Any thread; only {@link #ready} and {@link #close} wait. It has one thread,
 * which is there while there is something to write or to start.
 */
public final class Guardian implements AutoCloseable {

  private static final Logger LOG = LazyLogger.of(Guardian.class);

  /** A minute, the first one included. */
  private static final int MOST_STARTS = 6;

  private static final int MOST_NAME = 64;
  private static final int MOST_TASKS = 64;
  private static final long READY_MILLIS = 2_000;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long CLOSE_MILLIS = 1_000;

  private final Ward ward;
  private final @Nullable LeaseNotes notes;
  private final AtomicBoolean due = new AtomicBoolean();
  private final AtomicBoolean soon = new AtomicBoolean();

  /** The worker while it waits for more to write. */
  private volatile @Nullable Thread pausing;

  private final ThreadPoolExecutor worker;
  private boolean complained; // for the worker

  // Guarded by this.
  private final RestartBudget budget = new RestartBudget(MOST_STARTS, TimeUnit.MINUTES.toNanos(1));
  private @Nullable CompletableFuture<@Nullable Sentinel> current;

  /** Both at most as many as a sentinel knows. */
  private final Set<String> kept = new LinkedHashSet<>();

  private final Set<String> untold = new LinkedHashSet<>();
  private volatile boolean closed; // read without the lock too

  /** Starts nothing yet. */
  public Guardian(Ward ward, Threads threads) {
    this.ward = ward;
    this.notes =
        ward.watched() && ward.state().isPresent()
            ? new LeaseNotes(ward.state().get(), ward)
            : null;
    worker =
        new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.SECONDS,
            // A start of a sentinel, the next one's, and one round of work: what waits is merged.
            new LinkedBlockingQueue<>(MOST_TASKS),
            new Workers(threads));
    worker.allowCoreThreadTimeOut(true);
  }

  /** Begins to start a sentinel where there is none. Does not wait. */
  public synchronized void starting() {
    if (closed || !ward.watched() || current != null) {
      return;
    }
    if (!budget.take(System.nanoTime())) {
      LOG.log(Level.DEBUG, "the sentinel ended too often: no new one for a while");
      return;
    }
    CompletableFuture<@Nullable Sentinel> next = new CompletableFuture<>();
    current = next;
    if (!execute(new Beginning(next))) {
      current = null;
    }
  }

  /**
   * Waits until there is a sentinel, or it is known that there can be none, and until the notes say
   * whose session this is. Before each start.
   */
  public void ready() {
    starting();
    CompletableFuture<@Nullable Sentinel> waited;
    synchronized (this) {
      waited = current;
    }
    if (waited != null) {
      await(waited);
    }
  }

  /** Whether {@link #ready} would not wait. */
  public synchronized boolean isReady() {
    return !ward.watched() || (current != null && current.isDone());
  }

  /** Makes a folder for marks of helpers, which goes with what is left of this session. Once. */
  public Path marks() throws IOException {
    ready();
    return MarkFolder.make(notes == null ? null : notes.place(), ward.marks());
  }

  /** Notes a start. */
  public void started(String lease, long pid, String program) {
    if (notes != null && Marks.fitsAsLease(lease)) {
      String name = Text.visible(program.substring(program.lastIndexOf('/') + 1), MOST_NAME);
      notes.started(lease, (int) pid, name);
      workSoon();
    }
  }

  /** Notes an end. */
  public void ended(String lease) {
    if (notes != null && notes.ended(lease)) {
      workSoon();
    }
  }

  /** What carries this lease may live on when the runtime is gone. */
  public void keep(String lease) {
    if (!ward.ours(lease)) {
      return;
    }
    synchronized (this) {
      add(kept, lease);
      add(untold, lease);
    }
    if (notes != null) {
      notes.kept(lease);
    }
    work();
  }

  /** What holds of both nets, tried for real, for people. */
  public List<Fact> facts() {
    return GuardianFacts.of(ward);
  }

  /** Lets the sentinel go and removes the notes. Returns within four seconds, as a rule at once. */
  @Override
  public void close() {
    CompletableFuture<@Nullable Sentinel> last;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      last = current;
    }
    LockSupport.unpark(pausing);
    boolean interrupted = Thread.interrupted();
    Sentinel sentinel = last == null ? null : await(last);
    if (sentinel != null) {
      execute(new Farewell(sentinel)); // where it is deaf, its pipe may be full
    } else if (last != null) {
      var unused = last.thenAccept(late -> late(late));
    }
    interrupted |= Thread.interrupted();
    worker.shutdown();
    try {
      if (sentinel != null && !sentinel.awaitExit(CLOSE_MILLIS)) {
        LOG.log(Level.WARNING, "the sentinel did not leave when told to, and was killed");
      }
      if (worker.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
        forget();
      }
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void forget() {
    try {
      if (notes != null) {
        notes.remove();
      }
    } catch (IOException e) {
      LOG.log(Level.WARNING, "state.folder: the notes of this session remain: {0}", e.toString());
    }
  }

  private static void late(@Nullable Sentinel sentinel) {
    if (sentinel != null) {
      sentinel.bye();
    }
  }

  private static void add(Set<String> leases, String lease) {
    leases.add(lease);
    if (leases.size() > SentinelScript.MOST_KEPT) {
      leases.remove(leases.iterator().next());
    }
  }

  /** Lets a sentinel go. */
  private record Farewell(Sentinel sentinel) implements Runnable {

    @Override
    public void run() {
      sentinel.bye();
    }
  }

  /** The start of a sentinel. */
  private final class Beginning implements Runnable {

    private final CompletableFuture<@Nullable Sentinel> next;

    Beginning(CompletableFuture<@Nullable Sentinel> next) {
      this.next = next;
    }

    @Override
    @SuppressWarnings("CatchingUnchecked") // who waits must hear of it, whatever it was
    public void run() {
      synchronized (Guardian.this) {
        if (current != next) {
          return; // it was refused when it was begun, and yet kept for the next thread
        }
      }
      Sentinel sentinel = null;
      try {
        sentinel = Sentinel.start(ward.orders());
        synchronized (Guardian.this) {
          untold.addAll(kept);
        }
        ProcStat stat = new ProcStat(new ProcReader());
        if (notes != null && stat.read((int) sentinel.process().pid())) {
          notes.sentinel(sentinel.process().pid(), stat.ticks());
        }
        // Before anything is started: both may be killed the moment after.
        write();
        next.complete(sentinel);
        var unused = sentinel.process().onExit().thenRun(new End(next));
      } catch (IOException | RuntimeException | Error e) {
        try {
          none(sentinel, e);
        } finally {
          next.complete(null);
        }
      }
      carryOut();
    }

    private void none(@Nullable Sentinel half, Throwable why) {
      synchronized (Guardian.this) {
        current = null;
      }
      LOG.log(
          Level.WARNING,
          "no sentinel: {0}; what is started lives on if this process is killed",
          why.toString());
      if (half != null) {
        half.bye(); // nobody else would hold its pipe: at its end it would end everybody
      }
      write();
    }
  }

  /** The end of one, though nobody told it to. */
  private final class End implements Runnable {

    private final CompletableFuture<@Nullable Sentinel> its;

    End(CompletableFuture<@Nullable Sentinel> its) {
      this.its = its;
    }

    @Override
    public void run() {
      synchronized (Guardian.this) {
        if (current == its) {
          current = null;
          starting();
        }
      }
    }
  }

  private void work() {
    once(due, this::carryOut);
  }

  /** The same in a moment, with what comes until then: many commands end within it. */
  private void workSoon() {
    once(soon, new Soon());
  }

  /** Has something done, unless it waits for that already. */
  private void once(AtomicBoolean waiting, Runnable task) {
    if (waiting.compareAndSet(false, true) && !execute(task)) {
      waiting.set(false);
    }
  }

  /** Carries it out when a moment has passed. */
  private final class Soon implements Runnable {

    @Override
    public void run() {
      pausing = Thread.currentThread();
      if (!closed) {
        LockSupport.parkNanos(Guardian.this, PAUSE_NANOS);
      }
      pausing = null;
      soon.set(false);
      carryOut();
    }
  }

  private void carryOut() {
    due.set(false);
    tell();
    write();
  }

  private void write() {
    try {
      if (notes != null) {
        notes.write();
      }
    } catch (IOException | RuntimeException e) {
      LOG.log(
          complained ? Level.DEBUG : Level.WARNING,
          "state.folder: the notes of this session cannot be written: {0}",
          e.toString());
      complained = true;
    }
  }

  private void tell() {
    List<String> leases;
    Sentinel sentinel;
    synchronized (this) {
      sentinel = current == null ? null : current.getNow(null);
      leases = sentinel == null ? List.of() : new ArrayList<>(untold);
      if (sentinel != null) {
        untold.clear();
      }
    }
    try {
      for (String lease : leases) {
        if (sentinel != null) {
          sentinel.keep(lease);
        }
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "the sentinel is gone; the next one is told", e);
    }
  }

  private boolean execute(Runnable task) {
    try {
      worker.execute(task);
      return true;
    } catch (RejectedExecutionException | IllegalStateException | OutOfMemoryError e) {
      return false; // closed, or no thread to be had
    }
  }

  private static @Nullable Sentinel await(CompletableFuture<@Nullable Sentinel> future) {
    try {
      return future.get(READY_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      LOG.log(Level.WARNING, "the sentinel does not start: {0}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return null;
  }
}

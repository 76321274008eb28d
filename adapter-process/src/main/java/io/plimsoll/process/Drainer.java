package io.plimsoll.process;

import io.plimsoll.port.LazyLogger;
import io.plimsoll.port.Threads;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The thread that reads outputs, feeds inputs that are given as bytes, and notices exits. It never
 * blocks on a pipe; while nothing happens and no young process lives, it waits in the kernel. What
 * floods it hands over to others like it, which do nothing else.
 */
final class Drainer {

  private static final Logger LOG = LazyLogger.of(Drainer.class);
  private static final int CHUNK = 65_536;
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long AGAIN = 100 * MILLI;

  private final Selector selector;

  /** Bounded by the requests of the live processes, which each bound theirs. */
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

  /** Those that need steps: young, settling, or just exited. Bounded by the live processes. */
  private final Set<Watch> active = new LinkedHashSet<>();

  private final ByteBuffer buffer = ByteBuffer.allocateDirect(CHUNK);
  private final Rings rings = new Rings();
  private final Thread thread;

  /** Null where floods are all that is read. */
  private final @Nullable Floods floods;

  /** Decides on what observers were told in a turn; null where nobody asked for that. */
  private volatile @Nullable Runnable afterTurn;

  private boolean started;
  private volatile boolean closed;

  Drainer(Threads threads) throws IOException {
    this.thread = threads.daemon("plimsoll-drainer", new Turns());
    this.selector = Selector.open();
    this.floods = new Floods(threads, this);
  }

  private Drainer(Threads threads, String name) throws IOException {
    this.thread = threads.daemon(name, new Turns());
    this.selector = Selector.open();
    this.floods = null;
  }

  /** One that reads floods, and has begun. */
  static Drainer ofFloods(Threads threads, String name) throws IOException {
    Drainer reader = new Drainer(threads, name);
    try {
      reader.start();
    } finally {
      if (!reader.isStarted()) {
        Quietly.close(reader.selector);
      }
    }
    return reader;
  }

  /** Has this done at the end of each turn, on the drainer's thread. Before it is started. */
  void afterTurns(Runnable task) {
    afterTurn = task;
  }

  /** What floods are read into. */
  Rings rings() {
    return rings;
  }

  ByteBuffer buffer() {
    return buffer;
  }

  Selector selector() {
    return selector;
  }

  /** Does something on the drainer's thread, which need not be woken by itself. */
  void execute(Runnable task) {
    tasks.add(task);
    if (Thread.currentThread() != thread) {
      wake();
    }
  }

  /** Begins to watch. Its thread was started before. */
  void adopt(Watch watch) {
    execute(new Adoption(watch));
  }

  /** Steps a watch soon. Any thread. */
  void attend(Watch watch) {
    execute(() -> touch(watch));
  }

  /** Steps a watch in this turn. The drainer's thread. */
  void touch(Watch watch) {
    watch.hurry();
    active.add(watch);
  }

  /**
   * Lets go of a watch: its outputs are ended. The drainer's thread.
   *
   * @param serve whether their pipes may serve another command
   */
  void forget(Watch watch, boolean serve) {
    active.remove(watch);
    for (Intake intake : watch.intakes()) {
      intake.end(false);
      if (!serve || !intake.servesAgain()) {
        intake.closeIfDry();
      }
    }
  }

  /** Lets go of what is kept for the next floods. The drainer's thread. */
  void rest() {
    if (floods != null) {
      floods.rest();
    }
  }

  /** The threads that end now. */
  List<Thread> close() {
    List<Thread> ending = new ArrayList<>(floods == null ? List.of() : floods.close());
    synchronized (this) {
      closed = true;
      if (started) {
        wake();
        ending.add(thread);
      } else {
        Quietly.close(selector);
      }
    }
    return ending;
  }

  /** Whether its thread is there. */
  synchronized boolean isStarted() {
    return started;
  }

  synchronized void start() {
    if (!started && !closed) {
      thread.start(); // throws where there is no thread to be had: then the next one tries again
      started = true;
    }
  }

  /** Has it look at everything again. Any thread. */
  void wake() {
    selector.wakeup();
    LockSupport.unpark(thread);
  }

  /** The beginning of a watch. */
  private final class Adoption implements Runnable {

    private final Watch watch;

    Adoption(Watch watch) {
      this.watch = watch;
    }

    @Override
    public void run() {
      watch.toRead(selector);
      active.add(watch);
    }
  }

  /** What its thread does, and what it does with all that is ready. */
  private final class Turns implements Runnable, Consumer<SelectionKey> {

    @Override
    public void run() {
      try {
        while (!closed) {
          turn(this);
        }
      } finally {
        finish();
      }
    }

    /** One channel's trouble leaves the others theirs: they would be told of behind it again. */
    @Override
    @SuppressWarnings("CatchingUnchecked")
    public void accept(SelectionKey key) {
      if (key.isValid() && key.attachment() instanceof Ready ready) {
        try {
          use(ready);
        } catch (RuntimeException | Error e) {
          if (!(ready instanceof Intake intake) || intake.failsFirst()) {
            LOG.log(Level.ERROR, "a channel cannot be used now; tried again", e);
          }
        }
      }
    }

    private void use(Ready ready) {
      try {
        ready.ready(buffer);
      } finally {
        if (floods != null && ready instanceof Intake intake) {
          read(floods, intake);
        }
      }
    }
  }

  private void turn(Consumer<SelectionKey> ready) {
    try {
      for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
        task.run();
      }
      long pause = step();
      decide();
      if (!tasks.isEmpty()) { // added by the steps, or by what was decided
        pause = 0;
      }
      if (pause == Watch.NEVER) {
        selector.select(ready);
      } else if (pause >= MILLI) {
        selector.select(ready, (pause + MILLI - 1) / MILLI); // no turn that comes too early
      } else if (selector.selectNow(ready) == 0 && pause > 0) {
        LockSupport.parkNanos(this, pause);
      }
    } catch (IOException | RuntimeException | Error e) {
      // One command's trouble, such as no thread for its subscriber, must not stop all reading.
      LOG.log(Level.ERROR, "reading failed", e);
    }
  }

  private void decide() {
    Runnable task = afterTurn;
    if (task != null) {
      task.run();
    }
  }

  private long step() {
    long pause = Watch.NEVER;
    long turn = System.nanoTime();
    for (Iterator<Watch> it = active.iterator(); it.hasNext(); ) {
      Watch watch = it.next();
      long its = step(watch, turn);
      if (its == Watch.NEVER) {
        it.remove();
      }
      pause = Math.min(pause, its);
    }
    return pause;
  }

  /** One command's trouble, such as no memory for what it wrote, does not stop the others. */
  @SuppressWarnings("CatchingUnchecked")
  private static long step(Watch watch, long turn) {
    try {
      return watch.step(turn);
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "a command cannot be followed now; tried again", e);
      return AGAIN;
    }
  }

  private void read(Floods floods, Intake intake) {
    Watch its = intake.watch();
    if (its != null && intake.ended()) {
      touch(its); // who has no output any more is about to exit
    } else if (intake.isFlood()) {
      floods.take(intake);
    }
  }

  private void finish() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
    decide();
    for (SelectionKey key : selector.keys()) {
      if (key.isValid()) {
        Quietly.close(key.channel());
      }
    }
    Quietly.close(selector);
  }
}

package io.plimsoll.verification.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Runs the plans of many seeds, on as many threads as there are processors. Each run is on one
 * thread and by itself.
 */
final class Sweep {

  /** Of so many seeds, one is run twice, and the two runs are compared. */
  private static final int REPEATED = 8;

  private static final int MOST_THREADS = 16;

  private final Subject.Maker maker;
  private final long first;
  private final long count;
  private final int steps;
  private final Figures figures = new Figures();
  private final AtomicLong next = new AtomicLong();
  private @Nullable Found found;

  /** A plan that broke an invariant. */
  record Found(Plan plan, Violation violation) {}

  Sweep(Subject.Maker maker, long first, long count, int steps) {
    this.maker = maker;
    this.first = first;
    this.count = count;
    this.steps = steps;
  }

  /** Runs all, or up to the first that breaks an invariant; answers that one. */
  @Nullable Found run() {
    int threads = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
    List<Thread> workers = new ArrayList<>(threads);
    for (int i = 0; i < threads; i++) {
      Thread worker = new Thread(this::work, "plimsoll-simulate-" + i);
      worker.setDaemon(true);
      workers.add(worker);
      worker.start();
    }
    for (Thread worker : workers) {
      try {
        worker.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    return found();
  }

  private void work() {
    Figures mine = new Figures();
    for (long i = next.getAndIncrement();
        i < count && found() == null;
        i = next.getAndIncrement()) {
      Plan plan = Generator.plan(first + i, steps);
      try {
        Violation violation = tryOne(plan, mine, Math.floorMod(plan.seed(), REPEATED) == 0);
        if (violation != null) {
          report(new Found(plan, violation));
        }
      } catch (RuntimeException e) {
        report(new Found(plan, new Violation("nothing throws", e.toString())));
      }
    }
    synchronized (this) {
      figures.add(mine);
    }
  }

  private @Nullable Violation tryOne(Plan plan, Figures into, boolean twice) {
    World.Result result = World.run(plan, maker);
    into.add(result.figures());
    if (twice && result.violation() == null) {
      into.repeated++;
      World.Result again = World.run(plan, maker);
      if (again.hash() != result.hash()) {
        return new Violation("the same seed gives the same run", "digests differ");
      }
    }
    return result.violation();
  }

  private synchronized void report(Found one) {
    if (found == null || one.plan().seed() < found.plan().seed()) {
      found = one;
    }
  }

  private synchronized @Nullable Found found() {
    return found;
  }

  synchronized Figures figures() {
    return figures;
  }
}

package io.plimsoll.cli.soak;

import io.plimsoll.Plimsoll;
import io.plimsoll.Scope;
import io.plimsoll.cli.detect.Surroundings;
import io.plimsoll.command.RefusedException;
import io.plimsoll.growth.Gauge;
import io.plimsoll.growth.Grown;
import io.plimsoll.report.LeakReport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Many operations of one session, and what is planted beside them. One run for each. */
public final class Soak {

  private static final String OWNER = "soak";

  /** What the heap holds besides caches, as everybody counts it. */
  private static final Gauge HEAP = Gauge.bytes("heap", "");

  private final SoakPlan plan;
  private final Plimsoll plimsoll;
  private final Surroundings here;
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final HeapAfterCollection heap;
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile @Nullable String firstFailure;

  /** One that has not begun. */
  public Soak(SoakPlan plan, Plimsoll plimsoll, Surroundings here) {
    this.plan = plan;
    this.plimsoll = plimsoll;
    this.here = here;
    this.heap = new HeapAfterCollection(plan.operations());
  }

  /** How many operations are done. Any thread. */
  public int done() {
    return done.get();
  }

  /** Begins no operation any more. Any thread. */
  public void stop() {
    over.countDown();
  }

  /** Runs to its end. */
  public SoakResult run() throws IOException, InterruptedException {
    ExecutorService workers = Executors.newFixedThreadPool(plan.atOnce(), Soak::thread);
    try (RudePort server = new RudePort(plan.seed());
        Scope scope = plimsoll.scope(OWNER)) {
      Garden garden = new Garden(plan, new Ground(plimsoll, scope, plan.folder()));
      try {
        return run(new Work(plan.kind(), plimsoll, scope, here, server), workers, garden);
      } finally {
        garden.end();
      }
    } catch (IOException | InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("soak: " + e.getMessage(), e);
    } finally {
      workers.shutdownNow();
    }
  }

  private SoakResult run(Work work, ExecutorService workers, Garden garden) throws Exception {
    long start = System.nanoTime();
    List<Future<?>> all = new ArrayList<>();
    for (int i = 0; i < plan.atOnce(); i++) {
      all.add(workers.submit(() -> operations(work)));
    }
    var unused = over.await(plan.duration().toNanos(), TimeUnit.NANOSECONDS);
    over.countDown();
    long nanos = System.nanoTime() - start;
    heap.end();
    Optional<Grown> trend = plimsoll.trend(HEAP);
    LeakReport report =
        plimsoll
            .leakReport()
            .orElseThrow(() -> new IllegalStateException("soak: nobody counts here"));
    garden.end(); // an operation may wait behind what is planted
    end(all);
    return new SoakResult(
        done.get(),
        failed.get(),
        Optional.ofNullable(firstFailure),
        Duration.ofNanos(nanos),
        work.closedOnUs(),
        work.askedAgain(),
        heap.earlyAt(),
        heap.early(),
        heap.bytes(),
        trend,
        work.largestCommand(),
        garden.failure(),
        report);
  }

  private static void end(List<Future<?>> workers) throws InterruptedException {
    try {
      for (Future<?> each : workers) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("soak: " + e.getCause(), e);
    }
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "plimsoll-cli-soak");
    thread.setDaemon(true);
    return thread;
  }

  private Void operations(Work work) throws InterruptedException {
    while (over.getCount() > 0) {
      int number = begun.incrementAndGet();
      if (number > plan.operations()) {
        break;
      }
      try {
        work.operation(number).ifPresent(why -> failed("operation " + number + ": " + why));
      } catch (RefusedException e) {
        if (plimsoll.leftAtLoadLine().isPresent()) {
          over.countDown();
          break; // it says itself why
        }
        failed("operation " + number + ": " + e.getMessage());
      }
      heap.done(done.incrementAndGet());
    }
    if (done.get() >= plan.operations()) {
      over.countDown();
    }
    return null;
  }

  private synchronized void failed(String why) {
    failed.incrementAndGet();
    if (firstFailure == null) {
      firstFailure = why;
    }
  }

  /** What is planted, stepped as often as everything is counted. */
  private static final class Garden {

    private final List<Plant> plants = new ArrayList<>();
    private final ScheduledExecutorService steps =
        Executors.newSingleThreadScheduledExecutor(Soak::thread);
    private volatile @Nullable String failure;

    Garden(SoakPlan plan, Ground ground) throws Exception {
      for (Leak.Choice choice : plan.plants()) {
        Plant plant = choice.plant(ground);
        plants.add(plant);
        long every = plan.stepEvery().toNanos();
        var unused =
            steps.scheduleAtFixedRate(
                () -> step(choice, plant), every, every, TimeUnit.NANOSECONDS);
      }
    }

    private void step(Leak.Choice choice, Plant plant) {
      try {
        plant.step();
      } catch (RefusedException e) {
        // A bound of the runtime: that is what it is for.
      } catch (Exception e) {
        failure = choice + ": " + e;
      }
    }

    Optional<String> failure() {
      return Optional.ofNullable(failure);
    }

    /** Twice does no harm. */
    void end() throws Exception {
      steps.shutdownNow();
      steps.awaitTermination(10, TimeUnit.SECONDS);
      for (Plant plant : plants) {
        plant.end();
      }
      plants.clear();
    }
  }
}

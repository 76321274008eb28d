package io.plimsoll.verification.chaos;

import io.plimsoll.Plimsoll;
import io.plimsoll.Settings;
import io.plimsoll.verification.workload.Findings;
import io.plimsoll.verification.workload.WatchedHeap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The plan of a seed, carried out in one runtime at one level of containment. */
final class LevelRun {

  private static final int LEGS = 3;
  private static final long HEAP_SLACK = 2 << 20;

  private final String level;
  private final Toolbox tools;
  private final Tally tally;
  private final AtomicInteger next;
  private final long seed;
  private final int concurrency;

  /** With the place in the plan at which it goes on. */
  LevelRun(String level, Toolbox tools, AtomicInteger next, long seed, int concurrency) {
    this.level = level;
    this.tools = tools;
    this.next = next;
    this.seed = seed;
    this.concurrency = concurrency;
    this.tally = new Tally(level);
  }

  /** Runs it so long and says what was found; answers how many leases there were. */
  int run(Settings settings, long millis, Findings findings)
      throws IOException, InterruptedException {
    Vitals before = Vitals.now();
    List<Long> heap = new ArrayList<>();
    try (Plimsoll plimsoll = Plimsoll.start(settings)) {
      Doer doer = new Doer(plimsoll, tools, tally);
      for (int leg = 0; leg < LEGS; leg++) {
        leg(doer, millis / LEGS);
        OptionalLong bytes = WatchedHeap.afterCollection(ProcessHandle.current().pid());
        bytes.ifPresent(heap::add);
      }
      findings.require(
          plimsoll.health().live() == 0,
          level + ": " + plimsoll.health().live() + " leases live after the last outcome");
    }
    Vitals after = settled(before);
    int left = Marked.carriers(tools.mark()).size();
    Marked.end(tools.mark());
    say(findings, before, after, heap, left);
    return tally.count();
  }

  /**
   * What ends with the runtime ends within moments, not at once: sockets and threads of the JDK.
   */
  private static Vitals settled(Vitals before) throws InterruptedException {
    Vitals now = Vitals.now();
    for (int i = 0;
        i < 200 && (now.threads() > before.threads() || now.descriptors() > before.descriptors());
        i++) {
      TimeUnit.MILLISECONDS.sleep(10);
      now = Vitals.now();
    }
    return now;
  }

  private void leg(Doer doer, long millis) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    ExecutorService drivers = Executors.newFixedThreadPool(concurrency);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < concurrency; i++) {
        all.add(
            drivers.submit(
                () -> {
                  while (System.nanoTime() - end < 0) {
                    performNext(doer);
                  }
                  return null;
                }));
      }
      for (Future<?> driver : all) {
        driver.get();
      }
    } catch (ExecutionException e) {
      throw new IOException("a deed could not be done: " + e.getCause(), e);
    } finally {
      drivers.shutdownNow();
      boolean unused = drivers.awaitTermination(10, TimeUnit.SECONDS);
    }
  }

  private void performNext(Doer doer) throws IOException, InterruptedException {
    Deed deed = Deed.of(seed, next.getAndIncrement());
    if (tools.has(deed.mischief())) {
      doer.perform(deed);
    }
  }

  private void say(Findings findings, Vitals before, Vitals after, List<Long> heap, int left) {
    Lateness lateness = tally.lateness();
    findings.figure(level + ": leases", tally.count());
    findings.figure(level + ": outcomes", tally.kinds());
    findings.figure(level + ": deeds", tally.deeds());
    findings.figure(level + ": outcomes that are wrong", tally.wrong());
    findings.figure(level + ": survivors", tally.survivors());
    findings.figure(level + ": daemons with a scrubbed environment left", tally.scrubbed());
    findings.figure(
        level + ": ms late, median, p99, worst of " + lateness.count(),
        lateness.within(500) + ", " + lateness.within(990) + ", " + lateness.within(1000));
    findings.figure(
        level + ": threads, before and after", before.threads() + ", " + after.threads());
    findings.figure(
        level + ": descriptors, before and after",
        before.descriptors() + ", " + after.descriptors());
    heap.replaceAll(bytes -> bytes >> 10);
    findings.figure(level + ": heap after collection in each third, KiB", heap);
    tally.complaints().forEach(words -> findings.require(false, level + ": " + words));
    findings.require(
        tally.wrong() + tally.late() + tally.survivors() == 0,
        "%s: %d outcomes wrong, %d late, %d survivors"
            .formatted(level, tally.wrong(), tally.late(), tally.survivors()));
    findings.require(left == 0, level + ": " + left + " processes left at the end");
    findings.require(
        after.ours() == 0, level + ": " + after.ours() + " threads of the runtime left");
    findings.require(
        after.threads() <= before.threads() && after.descriptors() <= before.descriptors(),
        level + ": threads or descriptors grew from " + before + " to " + after);
    findings.require(
        heap.size() < LEGS || heap.get(LEGS - 1) <= heap.get(0) + (HEAP_SLACK >> 10),
        level + ": the heap grew: " + heap + " KiB");
  }
}

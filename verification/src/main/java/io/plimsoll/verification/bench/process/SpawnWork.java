package io.plimsoll.verification.bench.process;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * {@code true} again and again, outputs captured, by as many threads as run at once.
 *
 * @param warmups how many are run before, of each thread's share
 * @param count how many are run
 * @param atOnce how many at once
 */
record SpawnWork(int warmups, int count, int atOnce) implements Work {

  private static final Order TRUE = Order.of("/bin/true");

  /** Shows that outputs are captured: {@code true} has none. */
  private static final Order WORD = Order.of("/bin/echo", "plimsoll");

  private static final int WORD_BYTES = 9;

  @Override
  public Map<String, Double> by(Runner runner) throws IOException, InterruptedException {
    runner.run(WORD).expect(WORD_BYTES);
    long begun = System.nanoTime();
    all(runner, warmups);
    double warming = (System.nanoTime() - begun) / (double) TimeUnit.SECONDS.toNanos(1);
    OwnFigures before = OwnFigures.now();
    all(runner, count);
    OwnFigures after = OwnFigures.now();
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put(Racer.VALUE, count / after.secondsSince(before));
    figures.put(SpawnContests.OWN, (after.ownMillis() - before.ownMillis()) * 1_000 / count);
    figures.put(
        SpawnContests.CHILDREN, (after.childrenMillis() - before.childrenMillis()) * 1_000 / count);
    figures.put(SpawnContests.WARMING, warmups / warming);
    figures.put("threads", (double) ManagementFactory.getThreadMXBean().getPeakThreadCount());
    figures.put("peak resident, MB", OwnFigures.vitals().peakBytes() / 1e6);
    return figures;
  }

  private void all(Runner runner, int times) throws IOException, InterruptedException {
    AtomicInteger left = new AtomicInteger(times);
    Crew.all(
        atOnce,
        number -> {
          while (left.getAndDecrement() > 0) {
            runner.run(TRUE).expect(0);
          }
          return number;
        });
  }
}

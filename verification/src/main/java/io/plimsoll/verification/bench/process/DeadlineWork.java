package io.plimsoll.verification.bench.process;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Many {@code sleep} at once whose time is over one after the other, while all that come later
 * live: how late each call returns.
 *
 * @param count how many live
 * @param gapMillis between the begins, and so the ends, of two
 */
record DeadlineWork(int count, long gapMillis) implements Work {

  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final int WARMUPS = 20;

  @Override
  public Map<String, Double> by(Runner runner) throws IOException, InterruptedException {
    lateness(runner, WARMUPS);
    List<Double> late = lateness(runner, count);
    Quantiles quantiles = Quantiles.of(late);
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put(Racer.VALUE, quantiles.last());
    figures.put("p50, ms", quantiles.half());
    figures.put(Quantiles.MOST, quantiles.most());
    return figures;
  }

  /** All have begun when the first is due. */
  private List<Double> lateness(Runner runner, int jobs) throws IOException, InterruptedException {
    Duration timeout = Duration.ofMillis(jobs * gapMillis + 500);
    Order order = new Order(List.of("/bin/sleep", "600"), timeout, GRACE);
    return Crew.all(
        jobs,
        number -> {
          TimeUnit.MILLISECONDS.sleep(number * gapMillis);
          long due = System.nanoTime() + timeout.toNanos();
          runner.run(order);
          double late = (System.nanoTime() - due) / 1e6;
          if (late < 0) {
            throw new IOException("other work: ended " + -late + " ms before its time was over");
          }
          return late;
        });
  }
}

package io.plimsoll.verification.bench.process;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Trees that are ended when their time is over, one begun after the other.
 *
 * @param grove what they are
 * @param count how many
 * @param gapMillis between the begins of two
 */
record KillWork(Grove grove, int count, long gapMillis) implements Work {

  /** Before those that count. */
  private static final int WARMUPS = 3;

  @Override
  public Map<String, Double> by(Runner runner) throws IOException, InterruptedException {
    fall(runner, WARMUPS, 0);
    return Quantiles.of(fall(runner, count, WARMUPS)).figures();
  }

  private List<Double> fall(Runner runner, int trees, int first)
      throws IOException, InterruptedException {
    return Crew.all(
        trees,
        number -> {
          TimeUnit.MILLISECONDS.sleep(number * gapMillis);
          return grove.fell(runner, first + number);
        });
  }
}

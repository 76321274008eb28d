package io.plimsoll.verification.bench.process;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Commands that write much, at the same time.
 *
 * @param source the program that writes; the number of bytes is added to its arguments
 * @param bytes how many each writes
 * @param atOnce how many
 */
record CaptureWork(List<String> source, long bytes, int atOnce) implements Work {

  private static final long WARMUP_BYTES = 32 << 20;
  private static final double MEBI = 1 << 20;

  @Override
  public Map<String, Double> by(Runner runner) throws IOException, InterruptedException {
    runner.run(writing(WARMUP_BYTES)).expect(WARMUP_BYTES);
    long held = OwnFigures.liveBytes();
    OwnFigures before = OwnFigures.now();
    List<Ended> all = Crew.all(atOnce, number -> runner.run(writing(bytes)).expect(bytes));
    OwnFigures after = OwnFigures.now();
    held = OwnFigures.liveBytes() - held;
    // What was captured is held up to here.
    double total = all.stream().mapToDouble(Ended::bytes).sum();
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put(
        Racer.VALUE,
        total / MEBI / ((after.nanos() - before.nanos()) / (double) TimeUnit.SECONDS.toNanos(1)));
    figures.put("own CPU, ms/GiB", (after.ownMillis() - before.ownMillis()) / (total / (1 << 30)));
    figures.put(CaptureContests.HELD, held / 1024.0);
    figures.put("peak resident, MB", OwnFigures.vitals().peakBytes() / 1e6);
    return figures;
  }

  private Order writing(long most) {
    return Order.of(Stream.concat(source.stream(), Stream.of(Long.toString(most))).toList());
  }
}

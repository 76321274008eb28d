package io.plimsoll.verification.bench.process;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Commands that write much, at the same time; twice, since what runs for the first time is slower,
 * and sessions are long: the second time counts.
 *
 * @param source the program that writes; the number of bytes is added to its arguments
 * @param bytes how many each writes
 * @param atOnce how many
 */
record CaptureWork(List<String> source, long bytes, int atOnce) implements Work {

  private static final double MEBI = 1 << 20;

  /** What one writes before, so that what is there for all is not counted as held. */
  private static final long ALONE_BYTES = 32 << 20;

  @Override
  public Map<String, Double> by(Runner runner) throws IOException, InterruptedException {
    runner.run(writing(ALONE_BYTES)).expect(ALONE_BYTES);
    OwnFigures first = OwnFigures.now();
    all(runner);
    double firstMebis = mebisASecond(first, OwnFigures.now());
    long held = OwnFigures.liveBytes();
    OwnFigures before = OwnFigures.now();
    List<Ended> all = all(runner);
    OwnFigures after = OwnFigures.now();
    held = OwnFigures.liveBytes() - held;
    // What was captured is held up to here.
    double gibis = all.stream().mapToDouble(Ended::bytes).sum() / (1 << 30);
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put(Racer.VALUE, mebisASecond(before, after));
    figures.put(CaptureContests.FIRST, firstMebis);
    figures.put("own CPU, ms/GiB", (after.ownMillis() - before.ownMillis()) / gibis);
    figures.put(CaptureContests.HELD, held / 1024.0);
    figures.put("peak resident, MB", OwnFigures.vitals().peakBytes() / 1e6);
    return figures;
  }

  private List<Ended> all(Runner runner) throws IOException, InterruptedException {
    return Crew.all(atOnce, number -> runner.run(writing(bytes)).expect(bytes));
  }

  private Order writing(long most) {
    return Order.of(Stream.concat(source.stream(), Stream.of(Long.toString(most))).toList());
  }

  /** The rate at which all was read. */
  private double mebisASecond(OwnFigures before, OwnFigures after) {
    return atOnce * bytes / MEBI / after.secondsSince(before);
  }
}

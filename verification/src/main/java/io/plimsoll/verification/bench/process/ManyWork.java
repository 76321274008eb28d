package io.plimsoll.verification.bench.process;

import io.plimsoll.verification.workload.ProcFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Many {@code sleep} at once, outputs captured: what they cost while they live, and how long it
 * takes to end them all.
 *
 * @param count how many
 */
record ManyWork(int count) implements Work {

  private static final int FIRST = 5;
  private static final long MOST_NANOS = TimeUnit.MINUTES.toNanos(1);

  @Override
  public Map<String, Double> by(Runner runner) throws IOException, InterruptedException {
    // No other sleep of this machine has this argument.
    String length = "600." + (100_000 + ProcessHandle.current().pid());
    Order order = Order.of("/bin/sleep", length);
    endAll(start(runner, order, FIRST, length));
    runner.run(Order.of("/bin/echo", "plimsoll")).expect(9);
    OwnFigures.liveBytes();
    long idle = OwnFigures.vitals().residentBytes();
    long begun = System.nanoTime();
    List<Live> all = start(runner, order, count, length);
    double startMillis = millisSince(begun);
    OwnFigures.liveBytes();
    var vitals = OwnFigures.vitals();
    begun = System.nanoTime();
    endAll(all);
    double endMillis = millisSince(begun);
    int left = living(length);
    if (left > 0) {
      throw new IOException("other work: " + left + " of " + count + " live on");
    }
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put(Racer.VALUE, (vitals.residentBytes() - idle) / 1e3 / count);
    figures.put(ManyContests.THREADS, (double) vitals.threads() - count);
    figures.put(ManyContests.END, endMillis);
    figures.put("start of all, ms", startMillis);
    figures.put("resident, MB", vitals.residentBytes() / 1e6);
    return figures;
  }

  private static List<Live> start(Runner runner, Order order, int count, String mark)
      throws IOException, InterruptedException {
    List<Live> all = new ArrayList<>(count);
    try {
      for (int i = 0; i < count; i++) {
        all.add(runner.start(order));
      }
      long begun = System.nanoTime();
      while (living(mark) < count) {
        if (System.nanoTime() - begun > MOST_NANOS) {
          throw new IOException("other work: only " + living(mark) + " of " + count + " live");
        }
        TimeUnit.MILLISECONDS.sleep(Math.max(20, count / 10)); // counting costs more than starting
      }
      TimeUnit.MILLISECONDS.sleep(600); // who watches a young one more closely has stopped to
      return all;
    } catch (IOException | RuntimeException e) {
      all.forEach(Live::kill);
      throw e;
    }
  }

  private static void endAll(List<Live> all) throws IOException, InterruptedException {
    all.forEach(Live::kill);
    for (Live live : all) {
      live.await();
    }
  }

  /** How many processes have this argument. */
  private static int living(String mark) {
    int living = 0;
    for (ProcessHandle child : ProcessHandle.current().descendants().toList()) {
      living += has(child.pid(), mark) ? 1 : 0;
    }
    return living;
  }

  private static boolean has(long pid, String mark) {
    return ProcFiles.commandLine(pid).startsWith("/bin/sleep\0" + mark);
  }

  private static double millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e6;
  }
}

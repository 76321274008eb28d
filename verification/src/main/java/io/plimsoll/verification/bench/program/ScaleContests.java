package io.plimsoll.verification.bench.program;

import io.plimsoll.verification.bench.Apparatus;
import io.plimsoll.verification.bench.Bench;
import io.plimsoll.verification.bench.Contest;
import io.plimsoll.verification.bench.Contestant;
import io.plimsoll.verification.bench.Fit;
import io.plimsoll.verification.bench.Goal;
import io.plimsoll.verification.bench.Hall;
import io.plimsoll.verification.bench.Ran;
import io.plimsoll.verification.bench.Sample;
import io.plimsoll.verification.workload.BatchRun;
import io.plimsoll.verification.workload.ProcessVitals;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What a job and a live command cost as they become more: straight lines, with the fit. */
public final class ScaleContests implements Bench {

  private static final List<Integer> JOBS = List.of(1_000, 10_000, 100_000);
  private static final List<Integer> FEW_JOBS = List.of(100, 300, 1_000);
  private static final List<Integer> LEASES = List.of(10, 100, 500, 1_000, 2_000);
  private static final List<Integer> FEW_LEASES = List.of(50, 150, 400);

  private static final String CPU_DEVIATION = "largest deviation of CPU from a line, %";

  /** How far from the line the cost of jobs may be, in percent. */
  private static final double STRAIGHT = 15;

  /** The same of ticks, of which the first are not compiled yet where few are live. */
  private static final double STRAIGHT_TICKS = 25;

  /** The bench. */
  public ScaleContests() {}

  @Override
  public String name() {
    return "scale";
  }

  @Override
  public String words() {
    return "what a job and a live command cost as they become more";
  }

  /** A round takes minutes. */
  @Override
  public int rounds(Hall hall) {
    return hall.many(5, 1);
  }

  /** None: each run is a program of its own, with its start in the line. */
  @Override
  public int warmups(Hall hall) {
    return 0;
  }

  @Override
  public List<Contest> contests(Hall hall) throws IOException {
    Map<Integer, Jobs> jobs = new LinkedHashMap<>();
    for (int count : hall.quick() ? FEW_JOBS : JOBS) {
      jobs.put(count, Jobs.same(hall, count, "scale"));
    }
    return List.of(
        new Contest(
            "batches of " + jobs.keySet() + " true, 2 at once: one job more",
            "ms",
            false,
            List.of(
                new Contestant(
                    "plimsoll batch",
                    () -> jobs(jobs, one -> one.ours(hall, 2, 0).allSucceeded().ran())),
                Apparatus.here()
                    .contestant(
                        "xargs -P2",
                        () -> jobs(jobs, one -> Jobs.xargs(2, one.file()).run(hall).expect(0)),
                        "xargs")),
            List.of(
                Goal.besideAtMost(Fit.DEVIATION, STRAIGHT),
                Goal.besideAtMost(CPU_DEVIATION, STRAIGHT))),
        new Contest(
            (hall.quick() ? FEW_LEASES : LEASES)
                + " live commands, of which nothing is heard: CPU of one more in a tick, each second",
            "ms",
            false,
            List.of(new Contestant("plimsoll batch", () -> leases(hall))),
            List.of(Goal.besideAtMost(Fit.DEVIATION, STRAIGHT_TICKS))));
  }

  /** Does jobs. */
  private interface Doer {
    Ran run(Jobs jobs) throws IOException, InterruptedException;
  }

  private static Sample jobs(Map<Integer, Jobs> sizes, Doer doer)
      throws IOException, InterruptedException {
    Map<Integer, Double> wall = new LinkedHashMap<>();
    Map<Integer, Double> cpu = new LinkedHashMap<>();
    for (Map.Entry<Integer, Jobs> size : sizes.entrySet()) {
      Ran ran = doer.run(size.getValue());
      wall.put(size.getKey(), ran.millis());
      ran.cpuMillis().ifPresent(millis -> cpu.put(size.getKey(), millis));
    }
    Sample sample = Fit.sample(wall, "ms", "jobs");
    if (cpu.size() < sizes.size()) {
      return sample;
    }
    Fit fit = Fit.of(cpu);
    return sample
        .with("CPU of one job more, ms", fit.slope())
        .with(CPU_DEVIATION, fit.deviation())
        .with("R² of CPU", fit.squared());
  }

  private static Sample leases(Hall hall) throws IOException, InterruptedException {
    Map<Integer, Double> millis = new LinkedHashMap<>();
    for (int count : hall.quick() ? FEW_LEASES : LEASES) {
      millis.put(count, tick(hall, count, hall.many(8, 2)));
    }
    return Fit.sample(millis, "ms", "live");
  }

  /** Milliseconds of CPU that the runtime takes in a second in which nothing happens. */
  private static double tick(Hall hall, int count, int seconds)
      throws IOException, InterruptedException {
    Path jobs =
        Files.write(
            hall.folder().resolve("live-" + count),
            Collections.nCopies(count, "{\"command\":[\"sleep\",\"600\"]}"));
    // Pages that commands share are counted for each: some 1,700 of them reach the usual line.
    Path config =
        Files.writeString(hall.folder().resolve("live.toml"), "[memory]\nlimit = \"64g\"\n");
    List<String> options =
        List.of("--config", config.toString(), "--concurrency", Integer.toString(count));
    try (BatchRun run = BatchRun.start(hall.plimsoll(), options, jobs, hall.folder())) {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
      while (ProcessVitals.commands(run.pid()) < count) {
        if (System.nanoTime() - deadline > 0) {
          throw new IOException(
              "%d of %d commands were alive after 120 s: %s"
                  .formatted(ProcessVitals.commands(run.pid()), count, run.said().strip()));
        }
        TimeUnit.MILLISECONDS.sleep(500); // to look is dear: at all processes that there are
      }
      TimeUnit.SECONDS.sleep(hall.many(6, 3)); // what their starts left to be done is done
      long begin = System.nanoTime();
      long before = nanos(run.pid());
      TimeUnit.SECONDS.sleep(seconds);
      long spent = nanos(run.pid()) - before;
      double passed = System.nanoTime() - begin;
      run.terminate();
      return spent / 1e6 / (passed / 1e9);
    }
  }

  /**
   * What the live threads of a process spent, exactly. Those of an idle runtime all live on but for
   * the JVM's compilers, which come and go with what is compiled, and are not counted.
   */
  private static long nanos(long pid) throws IOException {
    long nanos = 0;
    try (DirectoryStream<Path> threads =
        Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"))) {
      for (Path thread : threads) {
        String stat = Files.readString(thread.resolve("schedstat"));
        if (!Files.readString(thread.resolve("comm")).matches("(?s)C[12] Compiler.*")) {
          nanos += Long.parseLong(stat.substring(0, stat.indexOf(' ')));
        }
      }
    } catch (NoSuchFileException e) {
      throw new IOException("the runtime is gone, or the kernel keeps no schedstat: " + e, e);
    }
    return nanos;
  }
}

package io.plimsoll.verification.bench;

import io.plimsoll.verification.proof.UsageException;
import io.plimsoll.verification.workload.Findings;
import java.io.IOException;
import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Judges the hot paths by JMH, ours and what lies below in one run each. */
public final class JmhBenches {

  private static final int CONTENDED = 2;

  private final Findings findings;
  private final boolean quick;

  /**
   * Tells what it finds.
   *
   * @param quick whether the runs are short: what they show is then judged by half of what is asked
   */
  public JmhBenches(Findings findings, boolean quick) {
    this.findings = findings;
    this.quick = quick;
  }

  /** How long a benchmark runs: JVMs, and the iterations of each. */
  private record Length(int forks, int warmups, int measured, int millis) {}

  private Length usual() {
    return quick ? new Length(1, 2, 3, 300) : new Length(3, 4, 5, 1_000);
  }

  /**
   * Two threads that read one cache stand in each other's way until the library's own buffers of
   * reads are spread over more places: 1 to 3.5 s, at ten times what a read takes after, and as
   * long without ours.
   */
  private Length spread() {
    return quick ? new Length(3, 15, 3, 300) : new Length(3, 5, 5, 1_000);
  }

  /** Nanoseconds an operation, by ours and by what lies below. */
  private record Pair(double ours, double raw) {
    double faster() {
      return raw / ours;
    }
  }

  /** Runs one of them by its name. */
  public void run(String name) throws IOException {
    switch (name) {
      case "pool" -> pool();
      case "cache" -> cache();
      default -> gate();
    }
  }

  private void pool() throws IOException {
    for (int threads : new int[] {1, 2, 8}) {
      Pair pair = run(PoolBench.class, threads, 8, usual());
      String what = "pool, %d threads, 8 connections".formatted(threads);
      tell(what, pair);
      require(pair.faster(), 5, what);
    }
    Pair contended = run(PoolBench.class, 8, CONTENDED, usual());
    String what = "pool, 8 threads, 2 connections";
    tell(what, contended);
    require(contended.faster(), 1, what);
  }

  private void cache() throws IOException {
    for (int threads : new int[] {1, 2}) {
      Pair pair = run(CacheBench.class, threads, 0, spread());
      String what = "cache get, %d threads".formatted(threads);
      tell(what, pair);
      require(pair.faster(), 1 / 1.15, what);
    }
  }

  private void gate() throws IOException {
    Pair pair = run(GateBench.class, 1, 0, usual());
    tell("admission check", pair);
    double more = pair.ours() - pair.raw();
    findings.figure("admission check: ns more than a volatile read", rounded(more));
    findings.require(
        more <= (quick ? 4 : 2), "admission check: " + rounded(more) + " ns more, allowed 2");
  }

  private void tell(String what, Pair pair) {
    findings.figure(
        what + ": ns ours, theirs, times faster",
        "%s, %s, %s".formatted(rounded(pair.ours()), rounded(pair.raw()), rounded(pair.faster())));
  }

  private void require(double times, double asked, String what) {
    double least = quick ? asked / 2 : asked;
    findings.require(
        times >= least,
        "%s: %s times as fast, expected %s".formatted(what, rounded(times), rounded(least)));
  }

  private static String rounded(double number) {
    return String.format(Locale.ROOT, "%.2f", number);
  }

  private Pair run(Class<?> bench, int threads, int most, Length length) throws IOException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("\\b" + bench.getSimpleName() + "\\.(ours|raw)$")
            .threads(threads)
            .forks(length.forks)
            .warmupIterations(length.warmups)
            .warmupTime(TimeValue.milliseconds(length.millis))
            .measurementIterations(length.measured)
            .measurementTime(TimeValue.milliseconds(length.millis))
            .mode(org.openjdk.jmh.annotations.Mode.AverageTime)
            .timeUnit(java.util.concurrent.TimeUnit.NANOSECONDS)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    if (most > 0) {
      options.param("most", Integer.toString(most));
    }
    try {
      Collection<RunResult> results = new Runner(options.build()).run();
      return new Pair(score(results, "ours"), score(results, "raw"));
    } catch (RunnerException e) {
      throw new UsageException("bench: " + e.getMessage(), e);
    }
  }

  private static double score(Collection<RunResult> results, String label) {
    return results.stream()
        .filter(result -> result.getPrimaryResult().getLabel().equals(label))
        .mapToDouble(result -> result.getPrimaryResult().getStatistics().getPercentile(50))
        .findFirst()
        .orElseThrow();
  }
}

package io.plimsoll.verification.bench.hot;

import io.plimsoll.verification.bench.Sample;
import io.plimsoll.verification.bench.Trial;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * One method of one contestant in a JVM of its own, warmed up in there: nanoseconds that an
 * operation takes as a thread sees it, the median of the iterations. Counted by all operations of
 * all threads, so that a thread which hardly gets any weighs as little as it does.
 *
 * @param threads how many do it at once
 * @param parameters of the benchmark's state
 */
record JmhTrial(
    Class<?> type, String method, int threads, Map<String, String> parameters, Length length)
    implements Trial {

  static final String CPU = "CPU ns/op";
  static final String HEAP = "heap B/op";
  static final String SHARE = "share of the slowest thread";

  private static final long LATE_SECONDS = 60;

  static {
    // JMH would let one user at a time run it on a machine, and has a file for that which the next
    // user may not open. What else runs here is the concern of who starts this.
    System.setProperty("jmh.ignoreLock", "true");
  }

  /** Iterations, and how long each takes. */
  record Length(int warmups, int measured, int millis) {}

  JmhTrial {
    parameters = new LinkedHashMap<>(parameters);
  }

  @Override
  public Sample run() throws IOException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("^" + Pattern.quote(type.getName() + "." + method) + "$")
            .threads(threads)
            .forks(1)
            .warmupIterations(length.warmups)
            .warmupTime(TimeValue.milliseconds(length.millis))
            .measurementIterations(length.measured)
            .measurementTime(TimeValue.milliseconds(length.millis))
            .timeout(TimeValue.seconds(LATE_SECONDS))
            .mode(Mode.Throughput)
            .timeUnit(TimeUnit.NANOSECONDS)
            .addProfiler(WorkerProfiler.class)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    parameters.forEach(options::param);
    try {
      return sample(new Runner(options.build()).runSingle());
    } catch (RunnerException e) {
      throw new IOException(why(e), e);
    }
  }

  private Sample sample(RunResult run) {
    double perNano = run.getPrimaryResult().getStatistics().getPercentile(50);
    Sample sample = Sample.of(threads / perNano);
    var beside = run.getSecondaryResults();
    sample = with(sample, CPU, beside.get(WorkerProfiler.CPU));
    sample = with(sample, HEAP, beside.get(WorkerProfiler.HEAP));
    return threads == 1 ? sample : with(sample, SHARE, beside.get(WorkerProfiler.SHARE));
  }

  private static Sample with(Sample sample, String name, @Nullable Result<?> figure) {
    return figure == null ? sample : sample.with(name, figure.getScore());
  }

  /** What JMH was told by the JVM that was measured, as far in as it goes. */
  private static String why(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null || cause.getSuppressed().length > 0) {
      cause = cause.getCause() != null ? cause.getCause() : cause.getSuppressed()[0];
    }
    return String.valueOf(cause.getMessage());
  }
}

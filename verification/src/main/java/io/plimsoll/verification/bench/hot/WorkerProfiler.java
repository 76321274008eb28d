package io.plimsoll.verification.bench.hot;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.LongStream;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;

/**
 * What the threads that do the work have used, and they alone: neither compiler nor collector, nor
 * what a busy machine took away. Made by JMH, in the JVM that is measured.
 */
public final class WorkerProfiler implements InternalProfiler {

  static final String CPU = "cpu";
  static final String HEAP = "heap";
  static final String SHARE = "share";

  private long cpuBefore;
  private long heapBefore;

  /** For JMH. */
  public WorkerProfiler() {}

  @Override
  public String getDescription() {
    return "CPU time and heap of the worker threads";
  }

  private static ThreadMXBean threads() {
    return (ThreadMXBean) ManagementFactory.getThreadMXBean();
  }

  private static long[] workers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().contains("-jmh-worker-"))
        .mapToLong(Thread::getId)
        .toArray();
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    long[] workers = workers();
    cpuBefore = cpu(workers);
    heapBefore = heap(workers);
  }

  private static long cpu(long[] workers) {
    return LongStream.of(workers).map(threads()::getThreadCpuTime).sum();
  }

  private static long heap(long[] workers) {
    return Arrays.stream(threads().getThreadAllocatedBytes(workers)).sum();
  }

  @Override
  public Collection<ScalarResult> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    long[] workers = workers();
    double operations = Math.max(1, result.getMetadata().getAllOps());
    List<ScalarResult> all = new ArrayList<>();
    all.add(figure(CPU, (cpu(workers) - cpuBefore) / operations, "ns/op"));
    all.add(figure(HEAP, (heap(workers) - heapBefore) / operations, "B/op"));
    double[] rates =
        result.getRawPrimaryResults().stream().mapToDouble(each -> each.getScore()).toArray();
    double mean = Arrays.stream(rates).average().orElse(1);
    all.add(figure(SHARE, Arrays.stream(rates).min().orElse(1) / mean, "of the mean"));
    return all;
  }

  private static ScalarResult figure(String name, double value, String unit) {
    return new ScalarResult(name, value, unit, AggregationPolicy.AVG);
  }
}

package io.plimsoll.verification.workload;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The workload as one run of {@code plimsoll batch} saw it.
 *
 * @param verdicts the status of each operation by its id, -1 where it has none
 * @param duplicates outcomes beyond the first of an operation
 * @param kinds how many outcomes of which kind
 * @param seconds the time of the whole run, start of the JVM included
 * @param peakBytes the most resident memory of the runtime's own process
 * @param heapBytes the heap after a collection, by the number of outcomes seen when it was asked
 *     for
 */
record WatchedBatch(
    Map<String, Integer> verdicts,
    int duplicates,
    Map<String, Integer> kinds,
    double seconds,
    long peakBytes,
    Map<Integer, Long> heapBytes) {

  /**
   * Runs it.
   *
   * @param heapAt the numbers of outcomes at which the heap is collected and measured
   */
  static WatchedBatch of(Path plimsoll, Path jobs, List<Integer> heapAt, Path folder)
      throws IOException, InterruptedException {
    Map<String, Integer> verdicts = new HashMap<>();
    Map<String, Integer> kinds = new TreeMap<>();
    Map<Integer, Long> heap = new TreeMap<>();
    int[] duplicates = {0};
    long[] peak = {0};
    long begin = System.nanoTime();
    try (BatchRun run = BatchRun.start(plimsoll, List.of("--concurrency", "2"), jobs, folder)) {
      run.each(
          (outcome, number) -> {
            kinds.merge(outcome.get("outcome").asText(), 1, Integer::sum);
            int status = outcome.get("exitCode").isInt() ? outcome.get("exitCode").asInt() : -1;
            if (verdicts.put(outcome.get("id").asText(), status) != null) {
              duplicates[0]++;
            }
            peak[0] = Math.max(peak[0], ProcessVitals.of(run.pid()).peakBytes());
            if (heapAt.contains(number)) {
              WatchedHeap.afterCollection(run.pid()).ifPresent(bytes -> heap.put(number, bytes));
            }
          });
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    return new WatchedBatch(verdicts, duplicates[0], kinds, seconds, peak[0], heap);
  }
}

package io.plimsoll.verification.workload;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs the operations by hand, through {@code xargs -P2} and through {@code plimsoll batch}, and
 * compares.
 */
final class Workload {

  private final Path root;
  private final PrintStream out;
  private final Path folder;

  Workload(Path root, Path folder, PrintStream out) {
    this.root = root;
    this.folder = folder;
    this.out = out;
  }

  void run(int count, int rounds, Findings findings) throws IOException, InterruptedException {
    List<Operation> operations = operations(count);
    Path jobs = folder.resolve("jobs.ndjson");
    Files.write(jobs, operations.stream().map(Operation::line).toList());
    out.printf("%d operations on real files, each a Python process%n", operations.size());
    List<Double> ours = new ArrayList<>();
    List<Double> theirs = new ArrayList<>();
    long peak = 0;
    for (int round = 0; round < rounds; round++) {
      double xargs = xargs(operations);
      WatchedBatch run = WatchedBatch.of(plimsoll(), jobs, List.of(), folder);
      theirs.add(operations.size() / xargs);
      ours.add(operations.size() / run.seconds());
      peak = Math.max(peak, run.peakBytes());
      out.printf(
          Locale.ROOT,
          "round %d: xargs -P2 %.1f operations/s, plimsoll batch %.1f operations/s%n",
          round + 1,
          theirs.get(round),
          ours.get(round));
    }
    int early = Math.max(1, Math.min(500, count / 3));
    WatchedBatch watched =
        WatchedBatch.of(
            plimsoll(), withLastSleeper(operations), List.of(early, operations.size()), folder);
    Map<String, Integer> byHand = byHand(operations);
    compare(operations, byHand, watched, findings);
    findings.figure("outcomes", watched.kinds());
    findings.figure(
        "outcomes missing or twice", missing(operations, watched) + watched.duplicates());
    findings.figure("xargs -P2, operations/s (median)", rounded(median(theirs)));
    findings.figure("plimsoll batch, operations/s (median)", rounded(median(ours)));
    findings.figure("ratio of the medians", rounded(median(ours) / median(theirs)));
    findings.figure(
        "peak resident memory of the runtime, MiB", Math.max(peak, watched.peakBytes()) >> 20);
    watched
        .heapBytes()
        .forEach(
            (at, bytes) ->
                findings.figure("heap after collection at " + at + ", KiB", bytes >> 10));
  }

  /**
   * The operations and one more job that keeps the runtime alive while its heap is measured at the
   * end.
   */
  private Path withLastSleeper(List<Operation> operations) throws IOException {
    List<String> lines = new ArrayList<>(operations.stream().map(Operation::line).toList());
    lines.add("{\"id\":\"last\",\"command\":[\"sleep\",\"8\"]}");
    return Files.write(folder.resolve("watched.ndjson"), lines);
  }

  private static String rounded(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private List<Operation> operations(int count) throws IOException, InterruptedException {
    Path generator = root.resolve("docs/examples/batch/operations");
    Process process =
        new ProcessBuilder(generator.toString(), Integer.toString(count))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(generator + " left with status " + process.exitValue());
    }
    List<Operation> operations = new ArrayList<>();
    for (String line : text.lines().toList()) {
      operations.add(Operation.of(line));
    }
    return operations;
  }

  private Path plimsoll() {
    return root.resolve("bin/plimsoll");
  }

  /** The seconds that xargs takes with two processes at a time. */
  private double xargs(List<Operation> operations) throws IOException, InterruptedException {
    List<String> first = operations.get(0).command();
    Path files = folder.resolve("files");
    StringBuilder names = new StringBuilder();
    operations.forEach(o -> names.append(o.command().get(first.size() - 1)).append('\0'));
    Files.writeString(files, names);
    List<String> command = new ArrayList<>(List.of("xargs", "-0", "-P2", "-n1"));
    command.addAll(first.subList(0, first.size() - 1));
    long begin = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectInput(files.toFile())
            .redirectOutput(folder.resolve("xargs.out").toFile())
            .redirectError(folder.resolve("xargs.err").toFile())
            .start();
    process.waitFor();
    return (System.nanoTime() - begin) / 1e9;
  }

  private static Map<String, Integer> byHand(List<Operation> operations)
      throws InterruptedException, IOException {
    Map<String, Integer> statuses = new ConcurrentHashMap<>();
    ExecutorService two = Executors.newFixedThreadPool(2);
    try {
      List<Future<Integer>> futures = new ArrayList<>();
      for (Operation operation : operations) {
        futures.add(two.submit(() -> statuses.put(operation.id(), operation.byHand())));
      }
      for (Future<Integer> future : futures) {
        future.get();
      }
      return new HashMap<>(statuses);
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IOException("an operation could not be run by hand", e);
    } finally {
      two.shutdownNow();
    }
  }

  private static long missing(List<Operation> operations, WatchedBatch run) {
    return operations.stream().filter(o -> !run.verdicts().containsKey(o.id())).count();
  }

  private static void compare(
      List<Operation> operations,
      Map<String, Integer> byHand,
      WatchedBatch run,
      Findings findings) {
    findings.require(
        missing(operations, run) == 0 && run.duplicates() == 0,
        missing(operations, run) + " outcomes are missing, " + run.duplicates() + " came twice");
    for (Operation operation : operations) {
      Integer ours = run.verdicts().get(operation.id());
      Integer hand = byHand.get(operation.id());
      findings.require(
          ours == null || ours.equals(hand),
          operation.id() + ": status " + ours + ", by hand " + hand);
    }
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}

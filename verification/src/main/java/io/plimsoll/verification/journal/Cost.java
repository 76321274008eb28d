package io.plimsoll.verification.journal;

import io.plimsoll.verification.workload.BatchRun;
import io.plimsoll.verification.workload.Findings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Compares the times of the same real operations without and with a journal. */
final class Cost {

  private static final double ALLOWED = 1.05;
  private static final double ALLOWED_QUICK = 1.25;

  private final Path root;
  private final Path folder;
  private final Findings findings;

  Cost(Path root, Path folder, Findings findings) {
    this.root = root;
    this.folder = folder;
    this.findings = findings;
  }

  void compare(int operations, int pairs, boolean quick) throws IOException, InterruptedException {
    Path jobs = operations(operations);
    List<Double> without = new ArrayList<>();
    List<Double> with = new ArrayList<>();
    List<Recorded> recorded = new ArrayList<>();
    for (int pair = 0; pair < pairs; pair++) {
      // Who goes first takes turns: what warms up or slows down meets both.
      if (pair % 2 == 0) {
        without.add(plain(jobs, operations));
      }
      with.add(journalled(jobs, operations, pair, recorded));
      if (pair % 2 == 1) {
        without.add(plain(jobs, operations));
      }
    }
    String what = operations + " operations: ";
    findings.figure(what + "seconds without, median of " + pairs, rounded(median(without)));
    findings.figure(what + "seconds with, median of " + pairs, rounded(median(with)));
    double ratio = median(with) / median(without);
    double fastest = Collections.min(with) / Collections.min(without);
    findings.figure(what + "ratio of the medians", rounded(ratio));
    findings.figure(what + "ratio of the fastest", rounded(fastest));
    Recorded last = recorded.get(recorded.size() - 1);
    findings.figure(what + "records", last.records());
    findings.figure(what + "commits per record", rounded((double) last.commits() / last.records()));
    findings.figure(what + "most records in one commit", last.largest());
    // A short run says little of the medians: only what is far off is told from chance.
    double judged = quick ? Math.min(ratio, fastest) : ratio;
    double allowed = quick ? ALLOWED_QUICK : ALLOWED;
    findings.require(
        judged <= allowed, "time with a journal: %s-fold, allowed %s".formatted(judged, allowed));
    findings.require(
        last.records() >= 3L * operations, "records: " + last.records() + ", expected three a job");
    findings.require(last.commits() < last.records(), "each record was forced to disk by itself");
  }

  private double plain(Path jobs, int operations) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    try (BatchRun run = start(jobs, List.of("--concurrency", "2"))) {
      return seconds(run, operations, begin);
    }
  }

  private double journalled(Path jobs, int operations, int pair, List<Recorded> recorded)
      throws IOException, InterruptedException {
    String journal = folder.resolve("journal-" + pair).toString();
    long begin = System.nanoTime();
    try (BatchRun run =
        start(jobs, List.of("--concurrency", "2", "--verbose", "--journal", journal))) {
      double seconds = seconds(run, operations, begin);
      recorded.add(Recorded.by(run));
      return seconds;
    }
  }

  private double seconds(BatchRun run, int operations, long begin)
      throws IOException, InterruptedException {
    int[] count = {0};
    run.each((outcome, number) -> count[0] = number);
    findings.require(count[0] == operations, "outcomes: " + count[0] + ", expected " + operations);
    return (System.nanoTime() - begin) / 1e9;
  }

  private BatchRun start(Path jobs, List<String> options) throws IOException {
    return BatchRun.start(root.resolve("bin/plimsoll"), options, jobs, folder);
  }

  private Path operations(int count) throws IOException, InterruptedException {
    Path generator = root.resolve("docs/examples/batch/operations");
    Path jobs = folder.resolve("operations.ndjson");
    Process process =
        new ProcessBuilder(generator.toString(), Integer.toString(count))
            .redirectOutput(jobs.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (process.waitFor() != 0) {
      throw new IOException(generator + " left with status " + process.exitValue());
    }
    try (var lines = Files.lines(jobs)) {
      if (lines.count() != count) {
        throw new IOException(generator + " did not print " + count + " operations");
      }
    }
    return jobs;
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  private static String rounded(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}

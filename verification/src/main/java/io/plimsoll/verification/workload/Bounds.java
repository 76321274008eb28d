package io.plimsoll.verification.workload;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Tries the bounds of the real program: many children, many failures, much output, much memory. */
final class Bounds {

  private static final long MIB = 1 << 20;

  private final Path plimsoll;
  private final Path folder;
  private final Findings findings;

  Bounds(Path plimsoll, Path folder, Findings findings) {
    this.plimsoll = plimsoll;
    this.folder = folder;
    this.findings = findings;
  }

  /**
   * 500 captured children at once: few threads, little memory; and all are gone when it is asked to
   * end.
   */
  void liveChildren(int count) throws IOException, InterruptedException {
    Path jobs = jobs(Collections.nCopies(count, "{\"command\":[\"sleep\",\"600\"]}"));
    try (BatchRun run = start(jobs, "--concurrency", Integer.toString(count))) {
      await(() -> ProcessVitals.commands(run.pid()) >= count);
      ProcessVitals vitals = ProcessVitals.of(run.pid());
      long begin = System.nanoTime();
      int status = run.terminate();
      long millis = millisSince(begin);
      findings.figure(count + " live children: threads", vitals.threads());
      findings.figure(count + " live children: resident memory, MiB", vitals.residentBytes() / MIB);
      findings.figure(count + " live children: descriptors", vitals.descriptors());
      findings.figure(count + " live children: all ended after, ms", millis);
      findings.require(status == 143, "status after TERM: " + status + ", expected 143");
      findings.require(
          vitals.threads() <= count + 30,
          "threads: " + vitals.threads() + ", allowed " + (count + 30));
      findings.require(
          vitals.residentBytes() <= 130_000_000,
          "resident: " + vitals.residentBytes() + " bytes, allowed 130000000");
    }
  }

  /** Starts of a program that is not there leave nothing behind. */
  void failedStarts(int count) throws IOException, InterruptedException {
    Path jobs = jobs(Collections.nCopies(count, "{\"command\":[\"no-such-program-here\"]}"));
    List<ProcessVitals> seen = new ArrayList<>();
    int[] notStarted = {0};
    try (BatchRun run = start(jobs)) {
      run.each(
          (outcome, number) -> {
            notStarted[0] += outcome.get("outcome").asText().equals("not-started") ? 1 : 0;
            if (number == count / 10 || number == count - 10) {
              seen.add(ProcessVitals.of(run.pid()));
            }
          });
    }
    findings.figure(count + " failed starts: outcomes not-started", notStarted[0]);
    findings.require(notStarted[0] == count, "outcomes: " + notStarted[0] + ", expected " + count);
    compare(count + " failed starts", seen);
  }

  /**
   * Commands that exit at once and leave somebody holding their output: told at once, the holder
   * named.
   */
  void pipeHolders(int count) throws IOException, InterruptedException {
    Path jobs =
        jobs(Collections.nCopies(count, "{\"command\":[\"sh\",\"-c\",\"sleep 600 & exit 0\"]}"));
    List<ProcessVitals> seen = new ArrayList<>();
    List<Long> millis = new ArrayList<>();
    int[] named = {0};
    try (BatchRun run = start(jobs)) {
      run.each(
          (outcome, number) -> {
            millis.add(outcome.get("durationMillis").asLong());
            named[0] += namesSleep(outcome) ? 1 : 0;
            if (number == count / 10 || number == count - 10) {
              seen.add(ProcessVitals.of(run.pid()));
            }
          });
    }
    Collections.sort(millis);
    findings.figure(count + " pipe holders: named", named[0]);
    findings.figure(count + " pipe holders: median outcome, ms", millis.get(millis.size() / 2));
    findings.figure(count + " pipe holders: slowest outcome, ms", millis.get(millis.size() - 1));
    findings.require(named[0] == count, "holders named: " + named[0] + " of " + count);
    findings.require(
        millis.get(millis.size() * 99 / 100) <= 500, "an outcome in a hundred took over 500 ms");
    compare(count + " pipe holders", seen);
  }

  /** The process between fork and exec still goes by the name of the shell. */
  private static boolean namesSleep(JsonNode outcome) {
    JsonNode holders = outcome.get("pipeHolders");
    return holders != null
        && holders.size() == 1
        && holders.get(0).get("command").asText().matches(".*\\b(sleep|sh)\\b.*");
  }

  /**
   * Output without end costs no memory, and is read fast. A job behind it keeps the runtime alive
   * until its peak is read.
   */
  void output(long gibibytes) throws IOException, InterruptedException {
    long bytes = gibibytes << 30;
    Path jobs =
        jobs(
            List.of(
                "{\"command\":[\"head\",\"-c\",\"" + bytes + "\",\"/dev/zero\"]}",
                "{\"command\":[\"sleep\",\"2\"]}"));
    long[] peak = {0};
    try (BatchRun run = start(jobs, "--concurrency", "1")) {
      run.each(
          (outcome, number) -> {
            if (number > 1) {
              return;
            }
            peak[0] = ProcessVitals.of(run.pid()).peakBytes();
            JsonNode stdout = outcome.get("stdout");
            double seconds = outcome.get("durationMillis").asDouble() / 1000;
            findings.figure(
                gibibytes + " GiB of output: MiB/s",
                String.format(Locale.ROOT, "%.0f", bytes / seconds / MIB));
            findings.require(
                stdout.get("bytes").asLong() == bytes
                    && stdout.get("droppedBytes").asLong() == bytes - 2 * 65_536,
                "kept and dropped do not add up: " + stdout.get("droppedBytes"));
          });
    }
    findings.figure(gibibytes + " GiB of output: peak resident memory, MiB", peak[0] / MIB);
    findings.require(peak[0] > 0, "the runtime's peak was not to be read");
  }

  /**
   * A tree that adds 20 MB every 20 ms is ended soon after its limit; its neighbours are not
   * touched.
   */
  void memory() throws IOException, InterruptedException {
    String grow =
        "import time; a=[]\\nwhile True:\\n  a.append(b'x' * 20000000)\\n  time.sleep(0.02)";
    Path jobs =
        jobs(
            List.of(
                "{\"id\":\"greedy\",\"command\":[\"python3\",\"-c\",\""
                    + grow
                    + "\"],\"memory\":\"200m\"}",
                "{\"id\":\"neighbour\",\"command\":[\"sleep\",\"2\"],\"memory\":\"200m\"}"));
    try (BatchRun run = start(jobs, "--concurrency", "2")) {
      run.each(
          (outcome, number) -> {
            boolean greedy = outcome.get("id").asText().equals("greedy");
            String kind = outcome.get("outcome").asText();
            findings.require(
                kind.equals(greedy ? "over-memory" : "succeeded"),
                outcome.get("id").asText() + ": " + outcome);
            if (greedy) {
              long peak = outcome.get("peakMemoryBytes").asLong();
              findings.figure("memory limit 200m: ended at, MiB", peak / MIB);
              findings.require(peak < 300 * MIB, "ended at " + peak + " bytes");
            }
          });
    }
  }

  /** Ten jobs against two places: never more than two alive. */
  void concurrency() throws IOException, InterruptedException {
    Path jobs = jobs(Collections.nCopies(10, "{\"command\":[\"sleep\",\"0.3\"]}"));
    int[] most = {0};
    try (BatchRun run = start(jobs, "--concurrency", "2")) {
      Thread watcher =
          new Thread(
              () -> {
                while (ProcessHandle.of(run.pid()).isPresent()) {
                  most[0] = Math.max(most[0], ProcessVitals.commands(run.pid()));
                }
              });
      watcher.start();
      run.each((outcome, number) -> {});
      watcher.join(TimeUnit.SECONDS.toMillis(5));
    }
    findings.figure("10 jobs against 2 places: most alive", most[0]);
    findings.require(most[0] == 2, "alive at once: " + most[0]);
  }

  private void compare(String what, List<ProcessVitals> seen) {
    ProcessVitals early = seen.get(0);
    ProcessVitals late = seen.get(1);
    findings.figure(
        what + ": descriptors early, late", early.descriptors() + ", " + late.descriptors());
    findings.figure(what + ": threads early, late", early.threads() + ", " + late.threads());
    // A reading falls at any point of a job's life: what one live job holds may be more or less.
    findings.require(
        Math.abs(late.descriptors() - early.descriptors()) <= 40
            && late.threads() - early.threads() <= 8,
        what + ": descriptors or threads grew");
  }

  private BatchRun start(Path jobs, String... options) throws IOException {
    return BatchRun.start(plimsoll, List.of(options), jobs, folder);
  }

  private Path jobs(List<String> lines) throws IOException {
    return Files.write(Files.createTempFile(folder, "jobs", ".ndjson"), lines);
  }

  private interface Condition {
    boolean holds();
  }

  private static void await(Condition condition) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.holds()) {
      if (System.nanoTime() - deadline > 0) {
        throw new IOException("waited in vain for 60 s");
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private static long millisSince(long begin) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
  }
}

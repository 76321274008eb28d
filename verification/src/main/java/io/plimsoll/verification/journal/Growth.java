package io.plimsoll.verification.journal;

import com.fasterxml.jackson.databind.JsonNode;
import io.plimsoll.verification.workload.BatchRun;
import io.plimsoll.verification.workload.Findings;
import io.plimsoll.verification.workload.WatchedHeap;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Measures heap and disk of a long batch with a journal, and has its outcomes told again. */
final class Growth {

  /** An id of a job, as the batch remembers it, and what the journal remembers of it. */
  private static final int HEAP_PER_JOB = 22 + 4;

  private static final long HEAP_BESIDES = 2 << 20;
  private static final long SMALL_JOURNAL = 1 << 20;

  /** Both places rest while the heap is measured: what runs would be measured with it. */
  private static final int PLACES = 2;

  /** Long enough for a collection of a small heap and a look at it, on a machine that is busy. */
  private static final int REST_SECONDS = 5;

  private final Path root;
  private final Path folder;
  private final Findings findings;

  Growth(Path root, Path folder, Findings findings) {
    this.root = root;
    this.folder = folder;
    this.findings = findings;
  }

  void measure(int count) throws IOException, InterruptedException {
    Path jobs = trivial(count);
    int all = count + 2 * PLACES;
    String what = count + " trivial jobs: ";
    List<Long> heap = new ArrayList<>();
    BitSet told = new BitSet();
    try (BatchRun run = start(jobs, "--verbose")) {
      run.each(
          (outcome, number) -> {
            told.set(id(outcome));
            if (number == count / 10 || number == count + PLACES) {
              WatchedHeap.afterCollection(run.pid()).ifPresent(heap::add);
            }
          });
      Recorded recorded = Recorded.by(run);
      findings.figure(what + "records", recorded.records());
      findings.figure(what + "commits", recorded.commits());
      findings.figure(what + "most records in one commit", recorded.largest());
    }
    findings.require(told.cardinality() == all, what + told.cardinality() + " have an outcome");
    heap(what, count, heap);
    disk(what, all);
    again(what, all, jobs);
  }

  private void heap(String what, int count, List<Long> heap) {
    findings.require(
        heap.size() == 2, what + "the heap was measured " + heap.size() + " times, expected 2");
    if (heap.size() == 2) {
      long allowed = (count - count / 10L) * HEAP_PER_JOB + HEAP_BESIDES;
      findings.figure(what + "heap after collection at a tenth, KiB", heap.get(0) >> 10);
      findings.figure(what + "heap after collection at the end, KiB", heap.get(1) >> 10);
      findings.figure(what + "growth allowed, KiB", allowed >> 10);
      findings.require(
          heap.get(1) - heap.get(0) <= allowed,
          what + "the heap grew by " + (heap.get(1) - heap.get(0)) + " bytes, allowed " + allowed);
    }
  }

  private void disk(String what, int count) throws IOException {
    Path journal = folder.resolve("long/journal");
    long[] kinds = new long[128];
    long[] live = {0};
    try (var lines = Files.lines(journal, StandardCharsets.UTF_8)) {
      lines.forEach(
          line -> {
            char kind = line.charAt(9);
            kinds[kind]++;
            live[0] += kind == 'S' ? 0 : line.getBytes(StandardCharsets.UTF_8).length + 1;
          });
    }
    long size = Files.size(journal);
    long allowed = Math.max(SMALL_JOURNAL, 2 * live[0]);
    findings.figure(what + "journal, bytes a job", size / count);
    findings.figure(what + "journal, KiB", size >> 10);
    findings.figure(what + "journal allowed, KiB", allowed >> 10);
    findings.require(size <= allowed, what + "the journal has " + size + " bytes");
    findings.require(
        kinds['A'] == count && kinds['E'] == count,
        what + kinds['A'] + " acceptances and " + kinds['E'] + " ends are in the journal");
  }

  private void again(String what, int count, Path jobs) throws IOException, InterruptedException {
    BitSet told = new BitSet();
    int[] lines = {0};
    long begin = System.nanoTime();
    try (BatchRun run = start(jobs, "--resume")) {
      run.each(
          (outcome, number) -> {
            told.set(id(outcome));
            lines[0] = number;
          });
    }
    findings.figure(what + "told again by --resume, ms", (System.nanoTime() - begin) / 1_000_000);
    findings.require(
        lines[0] == count && told.cardinality() == count,
        what + lines[0] + " outcomes of " + told.cardinality() + " jobs were told again");
  }

  private static int id(JsonNode outcome) {
    return outcome.get("id").asInt();
  }

  private BatchRun start(Path jobs, String more) throws IOException {
    return BatchRun.start(
        root.resolve("bin/plimsoll"),
        List.of(
            "--concurrency",
            Integer.toString(PLACES),
            "--journal",
            folder.resolve("long").toString(),
            more),
        jobs,
        folder);
  }

  private Path trivial(int count) throws IOException {
    Path jobs = folder.resolve("trivial.ndjson");
    try (BufferedWriter out = Files.newBufferedWriter(jobs)) {
      for (int i = 1; i <= count; i++) {
        out.write("{\"id\":\"%d\",\"command\":[\"true\"]}\n".formatted(i));
        if (i == count / 10) {
          rest(out, count + 1);
        }
      }
      rest(out, count + 1 + PLACES);
    }
    return jobs;
  }

  private static void rest(BufferedWriter out, int first) throws IOException {
    for (int i = first; i < first + PLACES; i++) {
      out.write("{\"id\":\"%d\",\"command\":[\"sleep\",\"%d\"]}\n".formatted(i, REST_SECONDS));
    }
  }
}

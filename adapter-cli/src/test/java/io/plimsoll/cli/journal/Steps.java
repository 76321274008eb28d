package io.plimsoll.cli.journal;

import io.plimsoll.command.OutcomeKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Journals by hand: what a batch would record, and what is told of it. */
final class Steps {

  private Steps() {}

  /** Makes records. */
  interface Making {
    void of(Records records) throws IOException;
  }

  /** Something recorded, and what became of it. */
  static final class Step implements Entry {
    private final Making making;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean onDisk;

    Step(Making making) {
      this.making = making;
    }

    @Override
    public void writeTo(Records records) throws IOException {
      making.of(records);
    }

    @Override
    public void committed() {
      onDisk = true;
      over.countDown();
    }

    @Override
    public void lost() {
      over.countDown();
    }

    boolean isOnDisk() throws InterruptedException {
      if (!over.await(20, TimeUnit.SECONDS)) {
        throw new AssertionError("neither committed nor lost");
      }
      return onDisk;
    }
  }

  static String line(int job) {
    return String.format("%032x", job);
  }

  static Step begin(int job) {
    return new Step(
        records -> {
          records.accepted(job, line(job), "job-" + job);
          records.started(job, 1);
        });
  }

  static Step again(int job, int attempt) {
    return new Step(records -> records.started(job, attempt));
  }

  static Step end(int job, int attempt, OutcomeKind kind, String text) {
    return new Step(
        records ->
            records.ended(
                job,
                attempt,
                kind,
                out -> out.write((text + "\n").getBytes(StandardCharsets.UTF_8))));
  }

  /** Records these steps one commit after the other, and waits for each. */
  static void record(Journal journal, Step... steps) throws InterruptedException {
    for (Step step : steps) {
      journal.add(step);
      if (!step.isOnDisk()) {
        throw new AssertionError("lost", journal.failure());
      }
    }
  }

  static Journal started(Path folder, Journal.Mode mode) throws IOException {
    Journal journal = Journal.open(folder, mode);
    journal.start(() -> {});
    return journal;
  }

  static List<String> replayed(Journal journal) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<OutcomeKind> kinds = new ArrayList<>();
    journal.replay(out, kinds::add);
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    if (lines.size() != kinds.size()) {
      throw new AssertionError(lines + " but " + kinds);
    }
    return lines;
  }
}

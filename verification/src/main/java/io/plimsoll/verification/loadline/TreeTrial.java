package io.plimsoll.verification.loadline;

import io.plimsoll.verification.chaos.Marked;
import io.plimsoll.verification.workload.Findings;
import io.plimsoll.verification.workload.ProcessVitals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Runs trees that grow under the real program, and watches them from outside. */
final class TreeTrial {

  private static final long LIMIT = 512L << 20;
  private static final double ALLOWED = 1.1;
  private static final long MOST_SECONDS = 240;
  private static final long GRACE_MILLIS = 2_000;
  private static final long SELDOM_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
  private static final int TREES = 4;
  private static final int TRY_LATER = 75;

  private static final String GROWS =
      """
      import sys, time
      rate, held, size, begun = float(sys.argv[1]), [], 0, time.monotonic()
      while True:
          want = int((time.monotonic() - begun) * rate)
          while size < want:
              piece = min(1 << 20, want - size)
              held.append(b"x" * piece)
              size += piece
          time.sleep(0.002)
      """;

  private final Path plimsoll;
  private final Path folder;
  private final Findings findings;

  TreeTrial(Path plimsoll, Path folder, Findings findings) {
    this.plimsoll = plimsoll;
    this.folder = folder;
    this.findings = findings;
  }

  private record Run(int status, long peak, String said, List<String> outcomes) {}

  /** One command that grows: it is given up, and {@code run} says so. */
  void one(int megabytes) throws IOException, InterruptedException {
    Path program = program();
    Run run =
        run("run", "--stdin", "null", "--", "python3", program.toString(), megabytes + "000000");
    String what = "one tree, growing " + megabytes + " MB/s";
    findings.figure(what + ": most, of the limit", part(run.peak()));
    judge(what, run);
    findings.require(
        run.status() == TRY_LATER,
        what + ": left with " + run.status() + ", expected 75: " + run.said());
    findings.require(run.said().contains("given up: "), what + ": said " + run.said());
  }

  /** Several that grow together, with a journal: those that were given up run when it goes on. */
  void several(int megabytes) throws IOException, InterruptedException {
    Path program = program();
    long each = megabytes * 1_000_000L / TREES;
    List<String> jobs = new ArrayList<>();
    for (int i = 0; i < TREES; i++) {
      jobs.add(
          "{\"id\":\"grows-%d\",\"command\":[\"python3\",\"%s\",\"%d\"]}"
              .formatted(i, program, each));
    }
    Path file = Files.write(Files.createTempFile(folder, "jobs", ".ndjson"), jobs);
    Path journal = Files.createTempDirectory(folder, "journal").resolve("of");
    Run run =
        run(
            "batch",
            "--concurrency",
            Integer.toString(TREES),
            "--journal",
            journal.toString(),
            file.toString());
    String what = TREES + " trees, growing " + megabytes + " MB/s together";
    long shed = run.outcomes().stream().filter(o -> o.contains("\"outcome\":\"shed\"")).count();
    findings.figure(
        what + ": most, of the limit; status; shed",
        "%s; %d; %d".formatted(part(run.peak()), run.status(), shed));
    judge(what, run);
    findings.require(
        run.status() == TRY_LATER || run.status() == 1,
        what + ": left with " + run.status() + ": " + run.said());
    findings.require(shed == TREES, what + ": shed " + shed + " of " + TREES + run.outcomes());
    findings.require(Files.exists(journal.resolve("journal")), what + ": no journal");
    findings.require(
        run.status() != TRY_LATER || run.said().contains("report: "),
        what + ": no report: " + run.said());
  }

  private Path program() throws IOException {
    return Files.writeString(folder.resolve("grows.py"), GROWS);
  }

  private void judge(String what, Run run) throws IOException, InterruptedException {
    findings.require(
        run.peak() < ALLOWED * LIMIT, what + ": held " + part(run.peak()) + " of the limit");
    int left = Marked.leftWithVariable("LOADLINE_TRIAL=" + folder, GRACE_MILLIS);
    findings.require(left == 0, what + ": " + left + " processes were left");
  }

  private static String part(long bytes) {
    return "%.3f".formatted((double) bytes / LIMIT);
  }

  private Run run(String... arguments) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of(plimsoll.toString()));
    line.addAll(List.of(arguments));
    Path out = Files.createTempFile(folder, "trees", ".out");
    Path err = Files.createTempFile(folder, "trees", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("PLIMSOLL_MEMORY_LIMIT", "512m");
    builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
    builder.environment().put("LOADLINE_TRIAL", folder.toString());
    Process process = builder.start();
    try {
      long due = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
      long peak = 0;
      while (process.isAlive() && System.nanoTime() < due) {
        peak = Math.max(peak, resident());
        LockSupport.parkNanos(SELDOM_NANOS); // who watches leaves the processor to what is watched
      }
      if (process.isAlive()) {
        throw new IOException(line + " did not end within " + MOST_SECONDS + " s");
      }
      return new Run(
          process.exitValue(), peak, Files.readString(err).strip(), Files.readAllLines(out));
    } finally {
      process.destroyForcibly();
    }
  }

  /** What all of the trial hold, the runtime too. */
  private long resident() throws IOException {
    long sum = 0;
    for (long pid : Marked.withVariable("LOADLINE_TRIAL=" + folder)) {
      sum += ProcessVitals.of(pid).residentBytes();
    }
    return sum;
  }
}

package io.plimsoll.verification.loadline;

import io.plimsoll.verification.chaos.Marked;
import io.plimsoll.verification.workload.Findings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs {@link HeapProgram} on small heaps of every collector, and judges what came of it. */
final class HeapTrial {

  /** The collectors, as the JVM names them. */
  static final List<String> COLLECTORS = List.of("G1GC", "SerialGC", "ZGC");

  private static final int HEAP_MIB = 512;

  /** The options by which the launcher has a large heap given back. */
  private static final Pattern GIVES_BACK =
      Pattern.compile("-XX:\\+UseG1GC -XX:G1PeriodicGCInterval=\\d+");

  private static final int IDLE_SECONDS = 30;
  private static final long MOST_SECONDS = 180;
  private static final long GRACE_MILLIS = 2_000;

  private final Path folder;
  private final Findings findings;

  HeapTrial(Path folder, Findings findings) {
    this.folder = folder;
    this.findings = findings;
  }

  private record Run(int status, List<String> lines, Path state) {

    List<String> stages() {
      return lines.stream()
          .filter(line -> line.startsWith("stage "))
          .map(line -> line.split(" ")[1])
          .toList();
    }

    String value(String name) {
      return lines.stream()
          .filter(line -> line.startsWith(name + " "))
          .map(line -> line.substring(name.length() + 1))
          .findFirst()
          .orElse("");
    }
  }

  /** Half of the heap in use, and much garbage: no stage is entered. */
  void healthy(String collector, int seconds) throws IOException, InterruptedException {
    Run run = run(collector, "churn", Integer.toString(seconds));
    String what = collector + ", 50 % live, churned for " + seconds + " s";
    findings.figure(what + ": stages entered", run.stages());
    findings.require(run.status() == 0, what + ": left with " + run.status() + last(run));
    findings.require(run.stages().isEmpty(), what + ": entered " + run.stages());
  }

  /** More and more in use: each stage in order, and left before it is full. */
  void growing(String collector, int megabytes) throws IOException, InterruptedException {
    Run run = run(collector, "grow", megabytes + "000000");
    String what = "%s, growing %d MB/s".formatted(collector, megabytes);
    findings.figure(
        what + ": left at, ms after 0.875, stages",
        "%.3f of the heap, %s, %s"
            .formatted(number(run.value("held")) / 1_000.0, run.value("decided"), run.stages()));
    findings.require(
        run.status() == HeapProgram.AT_THE_LINE,
        what + ": left with " + run.status() + ", expected 75" + last(run));
    findings.require(
        run.stages().equals(List.of("SHED", "REFUSE", "EXIT")), what + ": entered " + run.stages());
    findings.require(Files.exists(run.state().resolve("report.txt")), what + ": no report");
    int left = Marked.leftWithVariable("PLIMSOLL_SESSION=" + run.value("session"), GRACE_MILLIS);
    findings.require(left == 0, what + ": " + left + " processes were left");
  }

  /**
   * A burst to 1 GiB in the heap that the launcher gives, after which nothing is done for a while.
   */
  void givesBack(Path launcher) throws IOException, InterruptedException {
    Matcher options = GIVES_BACK.matcher(Files.readString(launcher));
    if (!options.find()) {
      throw new IOException(launcher + ": no options of a heap that is given back");
    }
    Run run =
        run(
            List.of(("-Xmx2g " + options.group()).split(" ")),
            "burst",
            Long.toString(IDLE_SECONDS));
    String what =
        "a burst, then no work (%s, JVM %s)"
            .formatted(options.group(), System.getProperty("java.version"));
    findings.figure(
        what + ": resident at the peak, after, MiB; ms",
        "%s, %s; %s".formatted(run.value("peak"), run.value("after"), run.value("within")));
    findings.require(number(run.value("peak")) >= 1_024, what + ": no burst" + last(run));
    findings.require(
        number(run.value("after")) * HeapProgram.LITTLE <= number(run.value("peak")),
        what + ": kept " + run.value("after") + " MiB for " + IDLE_SECONDS + " s");
  }

  private static long number(String text) {
    return text.isEmpty() ? -1 : Long.parseLong(text);
  }

  private static String last(Run run) {
    int size = run.lines().size();
    return ": " + run.lines().subList(Math.max(0, size - 3), size);
  }

  private Run run(String collector, String... arguments) throws IOException, InterruptedException {
    return run(List.of("-Xmx" + HEAP_MIB + "m", "-XX:+Use" + collector), arguments);
  }

  private Run run(List<String> options, String... arguments)
      throws IOException, InterruptedException {
    Path state = Files.createTempDirectory(folder, "state");
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(
        List.of("-cp", System.getProperty("java.class.path"), "-XX:+ExitOnOutOfMemoryError"));
    line.addAll(options);
    line.add(HeapProgram.class.getName());
    line.addAll(List.of(arguments));
    line.add(state.toString());
    Path out = Files.createTempFile(folder, "heap", ".out");
    Process process =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    try {
      if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException(line + " did not end within " + MOST_SECONDS + " s");
      }
      return new Run(process.exitValue(), Files.readAllLines(out), state);
    } finally {
      process.destroyForcibly();
    }
  }
}

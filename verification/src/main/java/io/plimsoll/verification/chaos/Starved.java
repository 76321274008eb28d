package io.plimsoll.verification.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plimsoll.verification.workload.Findings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A runtime whose user may start no more processes (EAGAIN): each command is told so, and the next
 * one starts when there is room again. Root has no such limit, so there it runs as nobody.
 */
final class Starved {

  private static final int REFUSED = 20;
  private static final String JOB = "{\"command\":[\"/bin/sh\",\"-c\",\"exit 0\"]}\n";

  private static final List<String> NOBODY =
      List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--");

  private final Path root;
  private final Path folder;
  private List<String> asUser = List.of();

  Starved(Path root, Path folder) {
    this.root = root;
    this.folder = folder;
  }

  void run(PrintStream out, Findings findings) throws IOException, InterruptedException {
    boolean isRoot = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    String missing = missing(isRoot ? List.of("prlimit", "setpriv") : List.of("prlimit"));
    if (!missing.isEmpty()) {
      out.println("  process limit (EAGAIN): not tried here: there is no " + missing);
      return;
    }
    asUser = isRoot ? NOBODY : List.of();
    Process batch = start();
    try (OutputStream jobs = batch.getOutputStream();
        BufferedReader outcomes = batch.inputReader(StandardCharsets.UTF_8)) {
      feed(batch.pid(), jobs, outcomes, findings);
    } finally {
      batch.destroy();
      if (!batch.waitFor(10, TimeUnit.SECONDS)) {
        batch.destroyForcibly();
      }
    }
  }

  private void feed(long pid, OutputStream jobs, BufferedReader outcomes, Findings findings)
      throws IOException, InterruptedException {
    String before = outcome(jobs, outcomes);
    String hard = hardLimit(pid);
    limit(pid, "1:");
    int refused = 0;
    String other = "";
    for (int i = 0; i < REFUSED; i++) {
      String said = outcome(jobs, outcomes);
      boolean right = said.startsWith("not-started system: ") && said.contains("; try again later");
      refused += right ? 1 : 0;
      other = right ? other : said;
    }
    limit(pid, hard + ":");
    String after = outcome(jobs, outcomes);
    findings.figure("process limit (EAGAIN): refused of " + REFUSED, refused);
    findings.require(refused == REFUSED, "process limit: an outcome was: " + other);
    findings.require(
        before.startsWith("succeeded") && after.startsWith("succeeded"),
        "process limit: before it '" + before + "', after it '" + after + "'");
  }

  private static String outcome(OutputStream jobs, BufferedReader outcomes) throws IOException {
    jobs.write(JOB.getBytes(StandardCharsets.UTF_8));
    jobs.flush();
    String line = outcomes.readLine();
    if (line == null) {
      return "no outcome: the runtime has ended";
    }
    JsonNode outcome = new ObjectMapper().readTree(line);
    return outcome.get("outcome").asText() + " " + outcome.get("reason").asText();
  }

  private static String hardLimit(long pid) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/limits"))) {
      if (line.startsWith("Max processes")) {
        return line.split(" +")[3];
      }
    }
    throw new IOException("/proc/" + pid + "/limits: names no limit of processes");
  }

  private void limit(long pid, String processes) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(asUser);
    command.addAll(List.of("prlimit", "--pid", Long.toString(pid), "--nproc=" + processes));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("prlimit: " + said);
    }
  }

  /** From a copy that nobody may read, in a JVM without its launcher script. */
  private Process start() throws IOException {
    Path lib = Files.createDirectory(folder.resolve("lib"));
    try (Stream<Path> jars = Files.list(root.resolve("adapter-cli/target/dist/lib"))) {
      for (Path jar : jars.filter(p -> p.toString().endsWith(".jar")).toList()) {
        Files.copy(jar, lib.resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    for (Path open : List.of(folder, folder.resolveSibling("."))) {
      Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    List<String> command = new ArrayList<>(asUser);
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    command.addAll(
        List.of(
            java,
            "-XX:+UseSerialGC",
            "-Xmx64m",
            "-Xlog:disable",
            "-XX:+DisplayVMOutputToStderr",
            "-XX:+ExitOnOutOfMemoryError",
            "-cp",
            lib + "/*"));
    command.addAll(List.of("io.plimsoll.cli.Main", "batch", "--concurrency", "1", "-"));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(folder.resolve("starved.err").toFile());
    builder.environment().put("HOME", "/nonexistent");
    builder.environment().remove("XDG_STATE_HOME");
    return builder.start();
  }

  private static String missing(List<String> programs) {
    for (String program : programs) {
      if (!Files.isExecutable(Path.of("/usr/bin", program))) {
        return program;
      }
    }
    return "";
  }
}

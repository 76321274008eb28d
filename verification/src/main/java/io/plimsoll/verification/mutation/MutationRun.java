package io.plimsoll.verification.mutation;

import io.plimsoll.verification.proof.UsageException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One run of PIT on the core, by Maven, as a command of {@code plimsoll run}. */
final class MutationRun {

  private static final int LINES = 20;

  private final Path root;
  private final Path report;
  private final Path log;

  MutationRun(Path root) {
    this.root = root;
    Path target = root.resolve("runtime-core/target");
    this.report = target.resolve("mutate/mutations.xml");
    this.log = target.resolve("mutate.log");
  }

  /**
   * Runs it and answers its report.
   *
   * @param part what to change
   * @throws UsageException if Maven or PIT could not do it
   */
  Path run(Part part) throws IOException, InterruptedException {
    Files.createDirectories(report.getParent());
    // What an earlier run said must not be taken for the word of this one.
    Files.deleteIfExists(report);
    ProcessBuilder builder =
        new ProcessBuilder(command(part))
            .directory(root.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("XDG_STATE_HOME", log.resolveSibling("mutate-state").toString());
    jdk().ifPresent(home -> builder.environment().put("JAVA_HOME", home.toString()));
    // Its input is a pipe from here: when this process ends, whatever the way, so does all of it.
    Process process = builder.start();
    try {
      int status = process.waitFor();
      if (status != 0 || !Files.exists(report)) {
        throw new UsageException(
            "Maven left with status %d; the end of %s:%n%s".formatted(status, log, tail()));
      }
      return report;
    } finally {
      process.destroy();
    }
  }

  private List<String> command(Part part) {
    return List.of(
        root.resolve("bin/plimsoll").toString(),
        "run",
        "--timeout=0",
        "--memory=0",
        "--eof=end",
        "--",
        "mvn",
        "-B",
        "-Pmutate",
        "-pl",
        "runtime-core",
        "-am",
        "test",
        "-Dmutate.classes=" + part.classPattern(),
        "-Dmutate.tests=" + part.testPattern());
  }

  /** The JDK that this runs on; empty where it has no compiler, and Maven's own choice stands. */
  private static java.util.Optional<Path> jdk() {
    return java.util.Optional.of(Path.of(System.getProperty("java.home")))
        .filter(home -> new File(home.toFile(), "bin/javac").canExecute());
  }

  private String tail() throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
  }
}

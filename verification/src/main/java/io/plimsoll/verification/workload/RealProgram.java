package io.plimsoll.verification.workload;

import io.plimsoll.verification.proof.UsageException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What proofs with the real program share: a folder of their own, and the last line. */
public final class RealProgram {

  private RealProgram() {}

  /** What a proof does. */
  public interface Trial {

    /** Tries it on the project at {@code root}, writing into {@code folder} only. */
    void run(Path root, Path folder, Findings findings) throws IOException, InterruptedException;
  }

  /** Runs it in a temporary folder, and says at the end what was found. */
  public static boolean holds(String name, Optional<String> json, PrintStream out, Trial trial) {
    Findings findings = new Findings(out);
    try {
      Path folder = Files.createTempDirectory("plimsoll-" + name);
      try {
        Path root = Project.root();
        firstUse(root);
        trial.run(root, folder, findings);
      } finally {
        delete(folder);
      }
      if (json.isPresent()) {
        Files.writeString(Path.of(json.get()), findings.json(name));
      }
    } catch (IOException e) {
      throw new UsageException("cannot be tried here: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UsageException("was interrupted", e);
    }
    List<String> broken = findings.broken();
    out.println(
        broken.isEmpty()
            ? name + ": held, " + findings.sum()
            : name + ": BROKEN, " + broken.size() + " promises: " + String.join("; ", broken));
    return broken.isEmpty();
  }

  /** What the first use builds is no part of what is measured. */
  private static void firstUse(Path root) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(root.resolve("bin/plimsoll").toString(), "--version")
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("bin/plimsoll does not start: " + said);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}

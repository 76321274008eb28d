package io.plimsoll.verification.bench;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The programs of others that are here: what is not is said with the command that brings it. Any
 * thread may ask; nothing is kept.
 *
 * @param path the folders in which they are looked for, as in the variable {@code PATH}
 */
public record Apparatus(String path) {

  private static final Map<String, String> PACKAGES =
      Map.of(
          "gcc", "gcc libc6-dev",
          "node", "nodejs",
          "npm", "npm",
          "parallel", "parallel",
          "python3", "python3",
          "timeout", "coreutils",
          "xargs", "findutils");

  /** That of this machine. */
  public static Apparatus here() {
    return new Apparatus(Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin"));
  }

  /**
   * Where a program is. Of GNU parallel there is another one by the same name, which does not
   * count.
   */
  public Optional<Path> find(String program) {
    return Arrays.stream(path.split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .filter(file -> !program.equals("parallel") || isGnu(file))
        .findFirst();
  }

  /** Which of these programs are not here, and what brings them; empty where all are. */
  public Optional<String> lacking(String... programs) {
    List<String> missing = Arrays.stream(programs).filter(one -> find(one).isEmpty()).toList();
    if (missing.isEmpty()) {
      return Optional.empty();
    }
    List<String> packages =
        missing.stream().map(one -> PACKAGES.getOrDefault(one, one)).distinct().toList();
    return Optional.of(
        String.join(", ", missing)
            + " in PATH; install it (Debian: apt-get install "
            + String.join(" ", packages)
            + ")");
  }

  /**
   * A contestant that needs these programs, or one that is absent where one of them is not here.
   */
  public Contestant contestant(String name, Trial trial, String... programs) {
    return lacking(programs)
        .map(words -> Contestant.absent(name, "there is no " + words))
        .orElseGet(() -> new Contestant(name, trial));
  }

  private static boolean isGnu(Path parallel) {
    try {
      Process process =
          new ProcessBuilder(parallel.toString(), "--version")
              .redirectInput(new File("/dev/null"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
          .startsWith("GNU parallel");
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Compiles a program in C, once for each content, and answers where it is.
   *
   * @param beside the class beside which the source lies among the resources
   * @throws IOException if there is no compiler, or the source does not compile
   */
  public Path compiled(Hall hall, Class<?> beside, String source)
      throws IOException, InterruptedException {
    byte[] text;
    try (InputStream in = beside.getResourceAsStream(source)) {
      if (in == null) {
        throw new IOException("no resource " + source + " beside " + beside.getName());
      }
      text = in.readAllBytes();
    }
    String name = source.replaceAll("\\.c$", "-" + Integer.toHexString(Arrays.hashCode(text)));
    Path program = hall.workshop().resolve(name);
    if (Files.isExecutable(program)) {
      return program;
    }
    Path gcc =
        find("gcc")
            .orElseThrow(() -> new IOException("there is no " + lacking("gcc").orElseThrow()));
    Path file = Files.write(hall.folder().resolve(source), text);
    Path fresh = Files.createTempFile(hall.workshop(), name, ".new");
    Process process =
        new ProcessBuilder(gcc.toString(), "-O2", "-o", fresh.toString(), file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      Files.delete(fresh);
      throw new IOException(source + " does not compile: " + said);
    }
    Files.move(fresh, program, StandardCopyOption.ATOMIC_MOVE);
    return program;
  }
}

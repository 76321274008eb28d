package io.plimsoll.verification.chaos;

import io.plimsoll.verification.workload.ProcFiles;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One run of the real {@code plimsoll batch} that may be killed at any moment: it writes into
 * files, so that what it had printed is there to the byte. Killed when it is closed.
 */
public final class BatchProcess implements AutoCloseable {

  private final Process process;
  private final Path printed;
  private final Path errors;

  private BatchProcess(Process process, Path printed, Path errors) {
    this.process = process;
    this.printed = printed;
    this.errors = errors;
  }

  /** Starts it with these arguments; its state and its outputs lie in the folder. */
  public static BatchProcess start(Path plimsoll, Path folder, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(plimsoll.toString(), "batch"));
    command.addAll(arguments);
    return start(command, folder);
  }

  /** The same by a command of one's own. */
  static BatchProcess start(List<String> command, Path folder) throws IOException {
    Path printed = Files.createTempFile(folder, "batch", ".out");
    Path errors = Files.createTempFile(folder, "batch", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(printed.toFile())
            .redirectError(errors.toFile());
    builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
    return new BatchProcess(builder.start(), printed, errors);
  }

  /** The pid of the runtime: the launcher script becomes it. */
  public long pid() {
    return process.pid();
  }

  /** Whether it lives. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Kills it as {@code kill -9} does, and waits until it is gone. */
  public void kill() throws InterruptedException {
    process.toHandle().destroyForcibly();
    process.waitFor();
  }

  /** Waits for its end: its status, or nothing where it lives on. */
  public Optional<Integer> await(long millis) throws InterruptedException {
    return process.waitFor(millis, TimeUnit.MILLISECONDS)
        ? Optional.of(process.exitValue())
        : Optional.empty();
  }

  /** What it printed, whole lines only: what a kill cut off was never printed. */
  public List<String> lines() throws IOException {
    String text = Files.readString(printed);
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }

  /** What it wrote to its standard error. */
  public String errors() throws IOException {
    return Files.readString(errors, StandardCharsets.UTF_8).strip();
  }

  /** Its child whose command line holds this. */
  public Optional<ProcessHandle> child(String words) {
    try (Stream<ProcessHandle> children = process.toHandle().children()) {
      return children
          .filter(handle -> ProcFiles.commandLine(handle.pid()).contains(words))
          .findFirst();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}

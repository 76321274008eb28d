package io.plimsoll.verification.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One run of the real {@code plimsoll batch}, watched from outside. Ended when it is closed. */
public final class BatchRun implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long LONGEST_SECONDS = 900;

  private final Process process;
  private final BufferedReader outcomes;
  private final Path errors;

  private BatchRun(Process process, Path errors) {
    this.process = process;
    this.outcomes = process.inputReader(StandardCharsets.UTF_8);
    this.errors = errors;
  }

  /** Takes one outcome, which is the n-th. */
  public interface Listener {

    /** Takes it. */
    void on(JsonNode outcome, int number) throws IOException, InterruptedException;
  }

  /** Starts it on a file of jobs. */
  public static BatchRun start(Path plimsoll, List<String> options, Path jobs, Path folder)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(plimsoll.toString(), "batch"));
    command.addAll(options);
    command.add(jobs.toString());
    Path errors = Files.createTempFile(folder, "batch", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectError(errors.toFile());
    // The Serial collector leaves up to 5 % of the old generation as dead wood: no live bytes.
    builder.environment().put("PLIMSOLL_JAVA_OPTS", "-XX:MarkSweepDeadRatio=0");
    return new BatchRun(builder.start(), errors);
  }

  /** The pid of the runtime: the launcher script becomes it. */
  public long pid() {
    return process.pid();
  }

  /** Takes all outcomes and waits for the end. */
  public void each(Listener listener) throws IOException, InterruptedException {
    int number = 0;
    for (String line = outcomes.readLine(); line != null; line = outcomes.readLine()) {
      number++;
      listener.on(JSON.readTree(line), number);
    }
    if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
      throw new IOException("the batch did not end within " + LONGEST_SECONDS + " s");
    }
    if (process.exitValue() > 1) {
      throw new IOException(
          "the batch left with status " + process.exitValue() + ": " + Files.readString(errors));
    }
  }

  /**
   * Asks it to end, as a terminal or a service manager would, and takes what it still has to say.
   */
  public int terminate() throws IOException, InterruptedException {
    process.toHandle().destroy(); // Process.destroy() would close the pipe that is read here
    while (outcomes.readLine() != null) {
      // Its consumer is here to the end, so nothing that it prints is stuck.
    }
    return process.waitFor();
  }

  /** What it said on standard error. */
  public String said() throws IOException {
    return Files.readString(errors);
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    outcomes.close();
  }
}

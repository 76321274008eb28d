package io.plimsoll.verification.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A script that was started, and what became of it.
 *
 * @param pid the pid it was started with
 * @param status its exit status
 * @param out all it wrote to stdout
 * @param err all it wrote to stderr
 */
record Started(long pid, int status, String out, String err) {
  /** No start takes this long, not even one that builds. */
  private static final long PATIENCE_SECONDS = 240;

  /** Runs to the end. Streams go through files, so that no pipe can fill up. */
  static Started run(
      Path folder, Map<String, String> environment, String stdin, List<String> command)
      throws IOException, InterruptedException {
    return start(folder, environment, stdin, command).end();
  }

  static Going start(
      Path folder, Map<String, String> environment, String stdin, List<String> command)
      throws IOException {
    Path streams = Files.createTempDirectory(folder, "streams");
    Path in = Files.writeString(streams.resolve("in"), stdin);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(in.toFile())
            .redirectOutput(streams.resolve("out").toFile())
            .redirectError(streams.resolve("err").toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return new Going(builder.start(), streams);
  }

  /** A script that still runs. */
  record Going(Process process, Path streams) {
    Started end() throws IOException, InterruptedException {
      try {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          throw new IllegalStateException("still running: " + process.info());
        }
      } finally {
        process.destroyForcibly();
      }
      return new Started(process.pid(), process.exitValue(), read("out"), read("err"));
    }

    private String read(String stream) throws IOException {
      return new String(Files.readAllBytes(streams.resolve(stream)), StandardCharsets.UTF_8);
    }
  }
}

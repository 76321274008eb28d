package io.plimsoll.verification.bench.program;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The least that a program on the JVM does to run a command: the floor below ours. */
public final class PlainStart {

  private PlainStart() {}

  /** Runs a command and waits for it. */
  public static void main(String[] command) throws IOException, InterruptedException {
    new ProcessBuilder(command).inheritIO().start().waitFor();
  }

  /** The argument vector that runs a command so. */
  static List<String> around(String... command) throws IOException {
    return jvm(PlainStart.class, List.of(command));
  }

  /**
   * The argument vector of one of these programs, in a JVM with the options that anybody would give
   * a small one.
   */
  static List<String> jvm(Class<?> program, List<String> arguments) throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Xmx64m",
                "-cp",
                place().toString(),
                program.getName()));
    words.addAll(arguments);
    return words;
  }

  private static File place() throws IOException {
    try {
      return new File(PlainStart.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException("the place of these classes is no path", e);
    }
  }
}

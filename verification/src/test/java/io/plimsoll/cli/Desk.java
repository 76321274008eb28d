package io.plimsoll.cli;

import io.plimsoll.Plimsoll;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** The command line within this process: for tests that would start a JVM for each command. */
public final class Desk {

  private Desk() {}

  /** The names of all commands. */
  public static List<String> commands() {
    return Commands.NAMES;
  }

  /** Runs one command line to its end, with streams that are files, and answers its status. */
  public static int run(
      List<String> words, Map<String, String> environment, Path folder, Path streams)
      throws IOException {
    try (InputStream in = Files.newInputStream(streams.resolve("in"));
        OutputStream out = Files.newOutputStream(streams.resolve("out"));
        PrintStream err =
            new PrintStream(
                Files.newOutputStream(streams.resolve("err")), true, StandardCharsets.UTF_8)) {
      Host host =
          new Host(
              in,
              out,
              err,
              environment,
              folder,
              new Terminals(descriptor -> false),
              Plimsoll::start,
              handler -> {});
      return new Main(host).execute(words.toArray(String[]::new));
    }
  }

  /** What the parser has against these words after {@code plimsoll}; empty where it takes them. */
  public static String objection(List<String> words) {
    Host host = Host.ofThisProcess();
    String first = words.isEmpty() ? "--help" : words.get(0);
    CommandLine line =
        first.startsWith("-") ? Commands.everything(host) : Commands.named(first, host);
    if (line == null) {
      return "there is no command '" + first + "'";
    }
    try {
      line.parseArgs(words.stream().skip(first.startsWith("-") ? 0 : 1).toArray(String[]::new));
      return "";
    } catch (CommandLine.ParameterException e) {
      return String.valueOf(e.getMessage());
    }
  }
}

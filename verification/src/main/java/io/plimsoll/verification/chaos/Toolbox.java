package io.plimsoll.verification.chaos;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.plimsoll.command.Command;
import io.plimsoll.command.Stdin;
import io.plimsoll.command.StopSignal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The scripts, and the tools by a name that carries the mark of a lease. */
final class Toolbox {

  /** What is written to a command that never reads. */
  static final int UNREAD_BYTES = 1 << 20;

  /** What is written to one that gives it back. */
  static final int ECHOED_BYTES = 100_000;

  private static final int TOO_LONG_BYTES = 200_000;

  private static final String PYTHON_DAEMON =
      """
      import os, sys
      if os.fork() == 0:
          os.setsid()
          if os.fork() == 0:
              os.chdir('/')
              os.closerange(0, 64)
              os.execv(sys.argv[1] + '/sleep', [sys.argv[1] + '/sleep', '60'])
          os._exit(0)
      os.wait()
      sys.exit(int(sys.argv[2]))
      """;

  private final Path folder;
  private final Optional<String> python;

  private Toolbox(Path folder, Optional<String> python) {
    this.folder = folder;
    this.python = python;
  }

  /** Writes the scripts, and finds the tools. */
  static Toolbox in(Path folder) throws IOException {
    Path tools = Files.createDirectory(folder.resolve("tools"));
    for (String tool : List.of("sleep", "head", "yes", "cat")) {
      Files.createSymbolicLink(tools.resolve(tool), program(tool));
    }
    for (Mischief mischief : Mischief.values()) {
      Files.writeString(folder.resolve(mischief + ".sh"), mischief.script + "\n");
    }
    Files.writeString(folder.resolve("daemon.py"), PYTHON_DAEMON);
    Path garbage = Files.write(folder.resolve("garbage"), new byte[] {1, 2, 3, 4, 0, 5});
    Files.setPosixFilePermissions(garbage, PosixFilePermissions.fromString("rwxr-xr-x"));
    return new Toolbox(folder, python());
  }

  private static Path program(String name) throws IOException {
    for (String place : List.of("/usr/bin/", "/bin/")) {
      if (Files.isExecutable(Path.of(place + name))) {
        return Path.of(place + name);
      }
    }
    throw new IOException("no program " + name + " in /usr/bin or /bin");
  }

  /** The interpreter itself, since what stands in its place on PATH may be a slow script. */
  private static Optional<String> python() throws IOException {
    try {
      Process process =
          new ProcessBuilder("python3", "-c", "import sys; print(sys.executable)")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return Optional.of(said.strip()).filter(path -> Files.isExecutable(Path.of(path)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Whether this one can be tried here. */
  boolean has(Mischief mischief) {
    return mischief != Mischief.PYTHON || python.isPresent();
  }

  /** What every process of every lease carries. */
  String mark() {
    return folder.toString();
  }

  /** What every process of a deed carries. */
  String mark(Deed deed) {
    return folder.resolve("l" + deed.index()) + "/";
  }

  /** The command of a deed; its tools are there from now on. */
  Command command(Deed deed) throws IOException {
    Path lease = folder.resolve("l" + deed.index());
    Files.createSymbolicLink(lease, Path.of("tools"));
    Command command =
        Command.of(words(deed, mark(deed)))
            .timeout(Duration.ofMillis(deed.timeoutMillis()))
            .grace(Duration.ofMillis(deed.graceMillis()));
    return switch (deed.mischief()) {
      case NEVER_READS -> command.stdin(Stdin.bytes(new byte[UNREAD_BYTES]));
      case READS -> command.stdin(Stdin.bytes(new byte[ECHOED_BYTES]));
      case NO_FOLDER -> command.directory(folder.resolve("gone"));
      default -> command;
    };
  }

  private List<String> words(Deed deed, String mark) {
    String status = Integer.toString(deed.status());
    return switch (deed.mischief()) {
      case TOO_LONG -> List.of("/bin/sh", "-c", "exit 0", mark, "x".repeat(TOO_LONG_BYTES));
      case MISSING -> List.of(folder.resolve("no-such-program").toString(), mark);
      case FORBIDDEN -> List.of(folder.resolve("daemon.py").toString(), mark);
      case NO_FORMAT -> List.of(folder.resolve("garbage").toString(), mark);
      case NO_FOLDER -> List.of("/bin/sh", "-c", "exit 0", mark);
      case PYTHON ->
          List.of(python.orElseThrow(), folder.resolve("daemon.py").toString(), mark, status);
      case DIES -> script(deed, mark, deed.signal().name());
      case REMOVED -> script(deed, mark, folder.resolve("d" + deed.index()).toString());
      case RUNS_AWAY -> script(deed, mark, Integer.toString(1 + deed.status() % 100));
      case DOUBLE_FORKS, DAEMON -> script(deed, mark, status, deed.stubborn() ? "stubborn" : "");
      default -> script(deed, mark, status);
    };
  }

  private List<String> script(Deed deed, String... arguments) {
    List<String> words = new ArrayList<>();
    words.add("/bin/sh");
    words.add(folder.resolve(deed.mischief() + ".sh").toString());
    words.addAll(List.of(arguments));
    return words;
  }

  /** A script as a job of a batch, with more fields. */
  String job(int index, Mischief mischief, String fields) throws IOException {
    Deed deed = new Deed(index, mischief, 0, StopSignal.KILL, 0, 0, 0, false);
    Files.createSymbolicLink(folder.resolve("l" + index), Path.of("tools"));
    return "{\"id\":\"%s-%d\",\"command\":%s,%s}"
        .formatted(
            mischief,
            index,
            new ObjectMapper().writeValueAsString(words(deed, mark(deed))),
            fields);
  }

  /** Takes the name away again. */
  void done(Deed deed) throws IOException {
    Files.deleteIfExists(folder.resolve("l" + deed.index()));
  }
}

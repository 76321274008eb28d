package io.plimsoll.process;

import io.plimsoll.command.Command;
import io.plimsoll.command.StartFailure;
import io.plimsoll.command.Stdin;
import io.plimsoll.process.proc.ProcReader;
import io.plimsoll.process.proc.ProcStat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Starts a command through {@code setsid}, which becomes the command: its process id is the id of
 * its session then. Who works at our terminal stays in our session, or job control were lost.
 *
 * @param setsid the program
 * @param check tells why a program could not be started after all
 */
record BySession(String setsid, StartCheck check) implements Entrance {

  @Override
  public Line line(Tree tree, Command command, String program, Map<String, String> environment) {
    if (worksAtOurTerminal(command)) {
      return Line.direct(command, environment);
    }
    tree.ownSession = true;
    return new Line(
        words(List.of(setsid), command, program), environment, new Judge(check, command));
  }

  /** Tells by its status why a command could not be started. */
  private record Judge(StartCheck check, Command command)
      implements IntFunction<Optional<StartFailure>> {

    @Override
    public Optional<StartFailure> apply(int status) {
      return failure(check, command, status);
    }
  }

  /** Whether it reads from the terminal that we were started at. */
  static boolean worksAtOurTerminal(Command command) {
    return command.stdin() instanceof Stdin.Inherit && isTerminal(Path.of("/proc/self/fd/0"));
  }

  /**
   * Whether it may work at a terminal of ours: it reads what we read, and if that is a file, it can
   * still ask at {@code /dev/tty}, as what wants a password does.
   */
  static boolean mayWorkAtOurTerminal(Command command) {
    if (!(command.stdin() instanceof Stdin.Inherit)) {
      return false;
    }
    ProcStat own = new ProcStat(new ProcReader());
    return own.read((int) ProcessHandle.current().pid()) && own.hasTerminal();
  }

  /** The command with these words before it. */
  static List<String> words(List<String> before, Command command, String program) {
    List<String> arguments = command.arguments();
    List<String> words = new ArrayList<>(before);
    words.add(program);
    words.addAll(arguments.subList(1, arguments.size()));
    return words;
  }

  /**
   * What was put before a command leaves with 126 or 127 where it cannot become the command, and a
   * command may do so too: looks again whether it can be started.
   */
  static Optional<StartFailure> failure(StartCheck check, Command command, int status) {
    if (status != StartErrors.NOT_EXECUTABLE && status != StartErrors.NOT_FOUND) {
      return Optional.empty();
    }
    try {
      check.check(command);
      return Optional.empty();
    } catch (StartRefused e) {
      return Optional.of(e.failure());
    }
  }

  /**
   * The same where it is known that the status is not the command's own.
   *
   * @param error the error of the system; 0 where that is not known
   */
  static StartFailure surely(StartCheck check, Command command, int status, int error) {
    return failure(check, command, status)
        .orElseGet(() -> StartErrors.ofStatus(command.arguments().get(0), status, error));
  }

  private static boolean isTerminal(Path descriptor) {
    try {
      String target = Files.readSymbolicLink(descriptor).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException e) {
      return false;
    }
  }
}

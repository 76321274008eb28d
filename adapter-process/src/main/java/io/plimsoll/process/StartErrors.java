package io.plimsoll.process;

import io.plimsoll.command.StartFailure;
import io.plimsoll.command.StartFailure.Kind;
import io.plimsoll.command.Text;
import io.plimsoll.process.proc.StartTurn;
import java.io.FileNotFoundException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns what the platform throws at a start into a reason with a remedy. */
final class StartErrors {

  /** The texts differ: {@code error=2, No such file} up to 17, {@code error: 2 (No such} in 25. */
  private static final Pattern ERROR = Pattern.compile("error[=:] ?(\\d+)");

  /** What a shell leaves with that could not join a group: no shell does so by itself. */
  static final int NOT_JOINED = 125;

  /** What shells and others leave with that cannot become a program. */
  static final int NOT_EXECUTABLE = 126;

  static final int NOT_FOUND = 127;

  private StartErrors() {}

  static StartRefused of(String program, Exception thrown) {
    Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
    String text = String.valueOf(cause.getMessage());
    String shown = Text.visible(text, 200);
    if (text.contains("spawn helper")) {
      return new StartRefused(
          Kind.LAUNCHER,
          "launcher: '%s'; the JDK was probably updated under the running program; restart it"
              .formatted(shown));
    }
    if (StartTurn.lacksDescriptors(cause)) {
      return noDescriptors(shown);
    }
    if (cause instanceof FileNotFoundException) {
      return new StartRefused(
          Kind.UNFIT, "redirection: %s; check the files of stdin, stdout, stderr".formatted(shown));
    }
    Matcher error = ERROR.matcher(text);
    return of(
        Text.visible(program, 80), error.find() ? Integer.parseInt(error.group(1)) : 0, shown);
  }

  private static StartRefused of(String program, int errno, String text) {
    return switch (errno) {
      case 2 ->
          new StartRefused(
              text.contains("posix_spawn") ? Kind.LAUNCHER : Kind.NOT_FOUND,
              "program: '%s' or its interpreter is not there; check its path and its #! line"
                  .formatted(program));
      case 13, 20 ->
          new StartRefused(
              Kind.NOT_EXECUTABLE,
              "program: '%s' may not be executed; check its permissions and those of its folders"
                  .formatted(program));
      case 8 ->
          new StartRefused(
              Kind.NOT_EXECUTABLE,
              "program: '%s' is no program that this system can run (Exec format error); give it a #! line, build it for this machine, or run it by its interpreter"
                  .formatted(program));
      case 7 ->
          new StartRefused(
              Kind.UNFIT,
              "command: its arguments and environment are longer than the system takes; pass them by a file or by stdin");
      case 11, 12, 23, 24 ->
          new StartRefused(
              Kind.EXHAUSTED,
              "system: lacks memory, processes or descriptors now (error %d: %s); try again later or raise the limit"
                  .formatted(errno, text));
      default ->
          new StartRefused(
              Kind.LAUNCHER, "launcher: cannot start '%s': %s".formatted(program, text));
    };
  }

  /**
   * What a helper left with that could not become the program, though it is there and its
   * permissions allow it, as was seen just now.
   *
   * @param error the error of the system, where the helper tells it; else 0
   */
  static StartFailure ofStatus(String program, int status, int error) {
    int likely = status == NOT_FOUND ? 2 : 8;
    return of(Text.visible(program, 80), error == 0 ? likely : error, "error=" + error).failure();
  }

  /**
   * What is thrown once the process may be there already: above all when the platform lacks a
   * thread that waits for its end.
   */
  static StartRefused halfway(String program, Throwable thrown) {
    return new StartRefused(
        Kind.EXHAUSTED,
        "system: could not finish the start of '%s' (%s); what had begun is ended; try again later or raise the limits of threads and memory"
            .formatted(Text.visible(program, 80), Text.visible(String.valueOf(thrown), 200)),
        true);
  }

  /** What is thrown where not even the thread is to be had that would begin the start. */
  static StartRefused noThread(String program, Throwable thrown) {
    return new StartRefused(
        Kind.EXHAUSTED,
        "system: has no thread to start '%s' with (%s); try again later or raise the limits of threads and memory"
            .formatted(Text.visible(program, 80), Text.visible(String.valueOf(thrown), 200)));
  }

  /** What is refused by our own pipes. */
  static StartRefused ofPipes(Exception thrown) {
    String text = Text.visible(String.valueOf(thrown.getMessage()), 200);
    return StartTurn.lacksDescriptors(thrown)
        ? noDescriptors(text)
        : new StartRefused(Kind.LAUNCHER, "launcher: cannot make pipes: " + text);
  }

  private static StartRefused noDescriptors(String text) {
    return new StartRefused(
        Kind.EXHAUSTED,
        "system: lacks descriptors now (%s); try again later or raise the limit (ulimit -n)"
            .formatted(text));
  }
}

package io.plimsoll.cli;

import io.plimsoll.command.Text;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;

/** An error of ours, told to the user in full: every problem on a line of its own, no trace. */
final class Trouble extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  /** With all problems, in the order in which they were found. */
  Trouble(List<String> problems) {
    super(String.join("; ", problems), null, false, false);
    this.problems = List.copyOf(problems);
  }

  /** With one problem. */
  Trouble(String problem) {
    this(List.of(problem));
  }

  /** Throws where what was printed did not arrive; a print stream tells only when it is asked. */
  static void ifNotWritten(PrintStream out) {
    if (out.checkError()) {
      throw new Trouble(
          "standard output: cannot be written; must take what is printed; is its disk full or closed?");
    }
  }

  /** What is to be said of a file that an option names and that cannot be written. */
  static String unwritable(String option, String file, IOException e) {
    return "option %s: %s cannot be written: %s; name another file"
        .formatted(option, Text.visible(file), reason(e));
  }

  /** What files that cannot be made say is, of some, the name of a file and no more. */
  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof NoSuchFileException) {
      return "no file can be made there";
    }
    return e instanceof FileSystemException system && system.getReason() != null
        ? system.getReason()
        : String.valueOf(e.getMessage());
  }

  /** The problems. */
  List<String> problems() {
    return problems;
  }
}

package io.plimsoll.cli;

import io.plimsoll.cli.journal.JournalException;
import io.plimsoll.command.StopSignal;
import io.plimsoll.command.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** An error of ours, told to the user in full: every problem on a line of its own, no trace. */
final class Trouble extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;
  private final int status;

  /** With all problems, in the order in which they were found. */
  Trouble(List<String> problems) {
    this(problems, Status.OURS);
  }

  /** With one problem. */
  Trouble(String problem) {
    this(List.of(problem));
  }

  private Trouble(List<String> problems, int status) {
    super(String.join("; ", problems), null, false, false);
    this.problems = List.copyOf(problems);
    this.status = status;
  }

  /** Whoever read what is printed is gone, and wants no word: as if the signal had ended us. */
  static Trouble gone() {
    return new Trouble(List.of(), Status.of(StopSignal.PIPE));
  }

  /** What is to be said of a file that an option names and that cannot be written. */
  static String unwritable(String option, String file, IOException e) {
    return "option %s: %s cannot be written: %s; name another file"
        .formatted(
            option,
            Text.visible(file),
            e instanceof NoSuchFileException // which says the name of the file and no more
                ? "no file can be made there"
                : JournalException.reason(e));
  }

  /** What is wrong with the place of a file that an option names to be written; often nothing. */
  static Optional<String> misplaced(String option, String name, Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return Files.isDirectory(file) || folder == null || !Files.isDirectory(folder)
        ? Optional.of(
            "option %s: is '%s'; must be a file in a folder that is there".formatted(option, name))
        : Optional.empty();
  }

  /** The status to leave with. */
  int status() {
    return status;
  }

  /** The problems; none where there is nobody to tell. */
  List<String> problems() {
    return problems;
  }
}

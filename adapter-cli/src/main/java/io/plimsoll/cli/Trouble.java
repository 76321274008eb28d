package io.plimsoll.cli;

import java.io.PrintStream;
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

  /** The problems. */
  List<String> problems() {
    return problems;
  }
}

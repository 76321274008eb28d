package io.plimsoll.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntPredicate;

/** Which of the three standard streams are terminals. Asked late: each answer costs a look. */
final class Terminals {

  private final IntPredicate isTerminal;

  /** With an answer by descriptor: 0, 1 or 2. */
  Terminals(IntPredicate isTerminal) {
    this.isTerminal = isTerminal;
  }

  /** Those of this process. */
  static Terminals ofThisProcess() {
    return new Terminals(new Look());
  }

  /** Whether standard output is one. */
  boolean output() {
    return isTerminal.test(1);
  }

  /** Whether standard error is one. */
  boolean error() {
    return isTerminal.test(2);
  }

  /** Looks what a descriptor leads to. */
  private static final class Look implements IntPredicate {

    @Override
    public boolean test(int descriptor) {
      try {
        String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
        return target.startsWith("/dev/pts/")
            || target.startsWith("/dev/tty")
            || target.equals("/dev/console");
      } catch (IOException | UnsupportedOperationException e) {
        // No /proc: the JVM has no way to tell. Colours stay off; --progress always shows progress.
        return false;
      }
    }
  }
}

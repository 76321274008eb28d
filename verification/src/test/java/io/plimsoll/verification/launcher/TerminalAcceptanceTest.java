package io.plimsoll.verification.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A command that works at our terminal stays in our session: else it had no job control. */
@Timeout(120)
class TerminalAcceptanceTest {

  /** Prints the session of the command, then that of whoever started it. */
  private static final String SESSIONS = "cut -d\" \" -f6 /proc/$$/stat /proc/$PPID/stat";

  @TempDir private Path temp;

  @Test
  void onlyACommandAtOurTerminalStaysInOurSession() throws Exception {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/script"))
            && Files.isExecutable(Path.of("/usr/bin/setsid")));
    List<String> atTerminal = sessions("inherit");
    assertThat(atTerminal.get(0)).isEqualTo(atTerminal.get(1));
    List<String> elsewhere = sessions("null");
    assertThat(elsewhere.get(0)).isNotEqualTo(elsewhere.get(1));
  }

  private List<String> sessions(String stdin) throws Exception {
    String run =
        "'%s' run --containment session --stdin %s -- sh -c '%s'"
            .formatted(LauncherTest.top().resolve("bin/plimsoll"), stdin, SESSIONS);
    Started started =
        Started.run(temp, System.getenv(), "", List.of("script", "-qec", run, "/dev/null"));
    List<String> numbers =
        started.out().lines().map(String::strip).filter(l -> l.matches("\\d+")).toList();
    assertThat(numbers).as(started.out() + started.err()).hasSize(2);
    return numbers;
  }
}

package io.plimsoll.process.proc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironTest {

  private static final int READINGS = 30_000;

  private final ProcReader reader = new ProcReader();
  private final ProcStat stat = new ProcStat(reader);
  private final Environ environ = new Environ(reader, stat);

  /** A shell that becomes another one, again and again. */
  private static Process changing(Map<String, String> variables) throws Exception {
    String again = "exec /bin/sh -c \"$0\" \"$0\"";
    ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", again, again);
    builder.environment().clear();
    builder.environment().putAll(variables);
    return builder.start();
  }

  private String settled(Process process) {
    int length = environ.readSettled((int) process.pid());
    return new String(reader.buffer(), 0, Math.max(0, length), StandardCharsets.US_ASCII);
  }

  @Test
  void whoBecomesAnotherProgramAgainAndAgainHasAnEnvironmentAtEachReading() throws Exception {
    Process process = changing(Map.of("MARK", "yes"));
    try {
      for (int i = 0; i < READINGS; i++) {
        assertThat(settled(process)).as("reading %d", i).contains("MARK=yes\0");
      }
      assertThat(process.isAlive()).isTrue();
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  /** Larger than what is read first: it is never that of half a reading. */
  @Test
  void aLargeOneIsWhole() throws Exception {
    String large = "x".repeat(9_000);
    Process process = changing(Map.of("A", large, "B", large, "C", large));
    try {
      for (int i = 0; i < READINGS; i++) {
        assertThat(settled(process)).as("reading %d", i).contains("A=" + large, "C=" + large);
      }
      assertThat(process.isAlive()).isTrue();
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void whoHasNoneHasNone() throws Exception {
    ProcessBuilder builder = new ProcessBuilder("sleep", "60");
    builder.environment().clear();
    Process process = builder.start();
    try {
      assertThat(settled(process)).isEmpty();
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(settled(process)).isEmpty();
  }
}

package io.plimsoll.verification.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class ProcFilesTest {

  private static final int LOOKS = 20_000;
  private static final long LONGEST_SECONDS = 60;

  @Test
  void whoBecomesAnotherProgramAgainAndAgainIsNeverMissed() throws Exception {
    String again = "exec /bin/sh -c \"$0\" \"$0\" a-mark";
    ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", again, again, "a-mark");
    builder.environment().put("A_MARK", "1");
    Process process = builder.start();
    try {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
      int empty = 0;
      for (int look = 0; look < LOOKS && System.nanoTime() - end < 0; look++) {
        empty += ProcFiles.commandLine(process.pid()).contains("a-mark") ? 0 : 1;
        empty += ProcFiles.environment(process.pid()).contains("A_MARK=1") ? 0 : 1;
      }
      assertThat(process.isAlive()).isTrue();
      assertThat(empty).isZero();
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void whoHasNoEnvironmentAndWhoHasEndedSayNothing() throws Exception {
    ProcessBuilder builder = new ProcessBuilder("sleep", "60");
    builder.environment().clear();
    Process process = builder.start();
    try {
      assertThat(ProcFiles.commandLine(process.pid())).startsWith("sleep\0");
      assertThat(ProcFiles.environment(process.pid())).isEmpty();
      assertThat(ProcFiles.stateField(process.pid(), 1))
          .isEqualTo(Long.toString(ProcessHandle.current().pid()));
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(ProcFiles.commandLine(process.pid())).isEmpty();
    assertThat(ProcFiles.stateField(process.pid(), 1)).isEmpty();
  }
}

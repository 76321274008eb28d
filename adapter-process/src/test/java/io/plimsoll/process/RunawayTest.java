package io.plimsoll.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.command.Command;
import io.plimsoll.command.Output;
import io.plimsoll.process.Bench.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that are always a step ahead: whoever is seen has forked and left already. */
class RunawayTest {

  private static final int COMMANDS = 20;
  private static final int HOPS = 1_000;
  private static final int LOOKS = 60;
  private static final int AT_ONCE = 3;

  private final Bench bench = new Bench(ContainmentLevel.COOKIE);

  @TempDir Path folder;

  @AfterEach
  void close() throws IOException {
    bench.close();
    for (long pid : carriers()) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  @Test
  void aChainThatForksAndLeavesIsNeverTakenForGone() throws IOException {
    Path sleep = Files.createSymbolicLink(folder.resolve("sleep"), Path.of("/bin/sleep"));
    Path hop = folder.resolve("hop");
    Files.writeString(
        hop, "[ $1 -gt 0 ] || exec '" + sleep + "' 60\nsh \"$0\" $(($1 - 1)) &\nexit 0\n");
    Queue<Run> running = new ArrayDeque<>();
    for (int i = 0; i < COMMANDS; i++) {
      running.add(
          bench.launch(
              Command.of("sh", hop.toString(), Integer.toString(HOPS))
                  .stdout(Output.discard())
                  .stderr(Output.discard())));
      if (running.size() == AT_ONCE) {
        judge(running.remove());
      }
    }
    running.forEach(this::judge);
    assertThat(carriers()).isEmpty();
  }

  /** Its last process stays, so that somebody is there at each look. */
  private void judge(Run run) {
    run.seen().status();
    for (int look = 0; look < LOOKS; look++) {
      assertThat(run.survey().emptyLooks()).as("empty looks in a row, look %d", look).isZero();
    }
    run.end();
    run.release();
  }

  private List<Long> carriers() throws IOException {
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.map(ProcessHandle::pid).filter(this::isOurs).toList();
    }
  }

  private boolean isOurs(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/cmdline")).contains(folder.toString());
    } catch (IOException e) {
      return false;
    }
  }
}

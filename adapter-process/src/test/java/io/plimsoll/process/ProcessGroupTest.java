package io.plimsoll.process;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.process.Bench.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a command sends to its process group reaches neither the runtime nor other commands. */
class ProcessGroupTest {

  /** The first is started by itself, the next by a server, and those that follow by a hub. */
  private static final int COMMANDS = 5;

  @TempDir Path folder;

  static Stream<ContainmentLevel> levels() {
    return Stream.of(ContainmentLevel.CGROUP, ContainmentLevel.NAMESPACE, ContainmentLevel.SESSION)
        .filter(level -> ForcedLevelTest.whyNot(level).isEmpty());
  }

  @ParameterizedTest
  @MethodSource("levels")
  void aSignalToAGroupReachesItsOwnCommandAlone(ContainmentLevel level) throws IOException {
    try (Bench bench = new Bench(Map.of("containment", level.word(), "forkservers", "1"))) {
      List<Run> runs = new ArrayList<>();
      List<String> groups = new ArrayList<>(List.of(group(Path.of("/proc/self/stat"))));
      for (int i = 0; i < COMMANDS; i++) {
        Path ready = folder.resolve(level.word() + i);
        Run run =
            bench.sh(
                ": >\"$1\"; until [ -e \"$1.go\" ]; do sleep 0.05; done; kill 0; sleep 600",
                ready.toString());
        runs.add(run);
        await("a command that is there", () -> Files.exists(ready));
        groups.add(group(Path.of("/proc/" + run.seen().pid() + "/stat")));
      }
      // Before anything is sent: it would reach whoever runs this test.
      assertThat(groups).doesNotHaveDuplicates();
      for (int i = 0; i < COMMANDS; i++) {
        Run run = runs.get(i);
        Files.createFile(folder.resolve(level.word() + i + ".go"));
        assertThat(run.seen().status()).isEqualTo(143);
        for (Run other : runs.subList(i + 1, COMMANDS)) {
          assertThat(Bench.alive(other.seen().pid())).isTrue();
        }
        run.end();
      }
    }
  }

  private static String group(Path stat) throws IOException {
    String text = Files.readString(stat);
    return text.substring(text.lastIndexOf(')') + 2).split(" ", 4)[2];
  }
}

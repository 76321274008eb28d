package io.plimsoll.verification.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The examples of the documentation, as a reader would run them. */
@Timeout(120)
class ExamplesTest {

  private static final Path TOP = LauncherTest.top();
  private static final String OPERATIONS = TOP.resolve("docs/examples/batch/operations").toString();

  @TempDir private Path temp;

  @Test
  void theOperationsRunThroughBatchAndHaveOneOutcomeEach() throws Exception {
    if (!pythonIsHere()) {
      withoutPythonTheExampleSaysSo();
      return;
    }
    Started generated = sh(System.getenv(), OPERATIONS + " 12");
    assertThat(generated.out().lines()).hasSize(12);
    Path jobs = Files.writeString(temp.resolve("jobs.ndjson"), generated.out());
    Started batch = sh(System.getenv(), TOP.resolve("bin/plimsoll") + " batch " + jobs);
    assertThat(batch.out().lines())
        .hasSize(12)
        .allMatch(
            line -> line.contains("\"outcome\":\"succeeded\"") || line.contains("\"failed\""));
    assertThat(batch.out().lines().filter(line -> line.contains("\"succeeded\""))).isNotEmpty();
    assertThat(batch.out()).contains("\\\"nodes\\\":");
  }

  @Test
  void withoutPythonTheExampleSaysSo() throws Exception {
    Path folder = Files.createDirectories(temp.resolve("empty"));
    Started told = sh(Map.of("PATH", folder.toString()), OPERATIONS + " 12");
    assertThat(told.status()).isEqualTo(127);
    assertThat(told.out()).isEmpty();
    assertThat(told.err()).contains("python3 is not on PATH").contains("apt-get install python3");
  }

  @Test
  void aCountThatIsNoNumberIsRefused() throws Exception {
    assertThat(sh(System.getenv(), OPERATIONS + " many").err())
        .contains("count is 'many'; must be a whole number; try 1550");
  }

  @Test
  void everySettingStandsInTheDocumentationWithItsDefault() throws Exception {
    String page = Files.readString(TOP.resolve("docs/operate.md"));
    Started config = sh(System.getenv(), "cd / && " + TOP.resolve("bin/plimsoll") + " config");
    assertThat(config.status()).as(config.err()).isZero();
    assertThat(config.out().lines()).hasSizeGreaterThan(10);
    for (String line : config.out().lines().toList()) {
      String[] columns = line.split(" {2,}");
      boolean ofTheMachine = columns[0].equals("process.concurrency");
      String value = columns[1].equals("(none)") ? "(none)" : "`" + columns[1] + "`";
      assertThat(page)
          .contains("| `" + columns[0] + "` | " + (ofTheMachine ? "the processors" : value) + " |");
    }
  }

  private static boolean pythonIsHere() {
    return List.of(System.getenv("PATH").split(":")).stream()
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "python3")));
  }

  private Started sh(Map<String, String> environment, String script) throws Exception {
    return Started.run(temp, environment, "", List.of("/bin/sh", "-c", script));
  }
}

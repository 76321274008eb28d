package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jobs whose program is not there. */
@Timeout(120)
class BatchMissingTest {

  private static final String MOMENT = "\"startedAt\":\"[^\"]*\"";

  @TempDir Path folder;

  private static String job(String... command) {
    return "{\"command\":[\"" + String.join("\",\"", command) + "\"]}\n";
  }

  private Cli cli(String path) {
    return new Cli(folder).env("PATH", path);
  }

  private static List<String> timeless(Cli.Result result) {
    return result.lines().stream().map(line -> line.replaceAll(MOMENT, "")).toList();
  }

  @Test
  void theOutcomeIsThatOfAStartThatFailed() {
    String jobs = job("no-such-program", "x") + job("/no/such/program");
    Cli.Result foreseen = cli(System.getenv("PATH")).in(jobs).run("batch", "-j", "1");
    // Without a PATH of its own the command line foresees nothing: each job is begun.
    Cli.Result begun = new Cli(folder).in(jobs).run("batch", "-j", "1");
    assertThat(foreseen.status()).isEqualTo(1).isEqualTo(begun.status());
    assertThat(timeless(foreseen).get(0))
        .isEqualTo(timeless(begun).get(0))
        .contains("\"outcome\":\"not-started\"", "is in no folder of PATH")
        .contains("\"attempt\":1,", "\"durationMillis\":0,", "\"processes\":0,");
  }

  @Test
  void aThousandOfThemHaveTheirOutcomesInOrder() {
    StringBuilder jobs = new StringBuilder();
    IntStream.range(0, 1_000).forEach(i -> jobs.append(job("no-such-program")));
    Cli.Result result = cli(System.getenv("PATH")).in(jobs.toString()).run("batch", "-j", "2");
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.lines()).hasSize(1_000);
    for (int i = 0; i < 1_000; i++) {
      assertThat(result.lines().get(i)).startsWith("{\"id\":\"" + (i + 1) + "\",\"outcome\":\"not");
    }
  }

  @Test
  void aProgramThatAnEarlierJobInstallsIsFound() throws IOException {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    String path = System.getenv("PATH");
    String tool = bin.resolve("tool").toString();
    String jobs = job(tool) + job("sh", "-c", "sleep 0.3; ln -s /bin/true " + tool) + job(tool);
    Cli.Result result = cli(path).in(jobs).run("batch", "-j", "1");
    assertThat(result.lines().get(0)).contains("\"id\":\"1\"", "is not there; check the path");
    assertThat(result.lines().get(1)).contains("\"id\":\"2\"", "succeeded");
    assertThat(result.lines().get(2)).contains("\"id\":\"3\"", "succeeded");
  }

  @Test
  void theFirstOfThemEndsABatchThatFailsFast() {
    Cli.Result result =
        cli(System.getenv("PATH"))
            .in(job("no-such-program") + job("true") + job("true"))
            .run("batch", "-j", "1", "--fail-fast");
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.lines()).hasSize(1);
  }

  @Test
  void aJournalTakesThemLikeOthers() {
    Cli.Result first =
        cli(System.getenv("PATH"))
            .in(job("no-such-program") + job("true"))
            .run("batch", "--journal", "j");
    assertThat(first.lines()).hasSize(2);
    Cli.Result again =
        cli(System.getenv("PATH"))
            .in(job("no-such-program") + job("true"))
            .run("batch", "--journal", "j", "--resume");
    assertThat(again.lines()).containsExactlyInAnyOrderElementsOf(first.lines());
  }
}

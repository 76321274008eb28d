package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code soak}, on the real runtime in this process. */
class SoakCommandTest {

  @TempDir Path folder;

  private Cli cli() {
    return new Cli(folder)
        .env("PATH", System.getenv("PATH"))
        .env("XDG_STATE_HOME", folder.resolve("state").toString());
  }

  @Test
  void allOperationsAreDoneAndNothingIsLeft() {
    Cli.Result result = cli().run("soak", "--operations", "30", "--kind", "true", "--json");
    assertThat(result.err().lines())
        .as("nothing but how far it is")
        .allMatch(line -> line.contains(" operations, "));
    assertThat(result.status()).isZero();
    assertThat(result.out().replace(" ", ""))
        .contains("\"operations\":30,", "\"failed\":0,", "\"leasesAtEnd\":0,")
        .contains("\"heapEarlyAt\":10,", "\"format\":\"plimsoll-leak-report\"")
        .containsPattern("\"heapEarlyBytes\":[1-9]\\d{5,}")
        .containsPattern("\"heapLateBytes\":[1-9]\\d{5,}")
        .endsWith("}\n");
  }

  @Test
  void theTableSaysItForPeople() {
    Cli.Result result = cli().run("soak", "--operations", "8", "--kind", "true");
    assertThat(result.status()).isZero();
    assertThat(result.out())
        .contains("operations ", "8, 0 failed", "leases live at the end", "Too short to tell");
  }

  @Test
  void whatIsPlantedIsNamedAndTheStatusSaysSo() throws Exception {
    Cli.Result result =
        cli()
            .env("PLIMSOLL_GROWTH_EVERY", "20ms")
            .run(
                "soak",
                "--duration",
                "9s",
                "--kind",
                "true",
                "--plant",
                "listeners",
                "--page",
                "page.html");
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out()).contains("listeners of ticker");
    assertThat(Files.readString(folder.resolve("page.html"))).contains("listeners", "</html>");
  }

  @Test
  void allThatIsWrongIsSaidAtOnce() {
    Cli.Result result =
        cli()
            .run(
                "soak",
                "--operations",
                "0",
                "--duration",
                "soon",
                "--kind",
                "perl",
                "--plant",
                "handels");
    assertThat(result.status()).isEqualTo(125);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .contains(
            "option --operations: is '0'; must be a whole number from 1",
            "option --duration: ",
            "option --kind: is 'perl'; must be python, true or mixed",
            "option --plant: is 'handels'",
            "did you mean handles?");
    assertThat(folder).isEmptyDirectory();
  }
}

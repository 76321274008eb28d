package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages of the commands say what the commands are. */
class CommandPagesTest {

  private static final Path PAGES = Path.of("../docs/commands");
  private static final List<CommandPage> ALL = CommandPage.all();

  @TempDir Path folder;

  static Stream<CommandPage> commands() {
    return ALL.stream();
  }

  /** {@code -Dplimsoll.golden=write} writes them anew. */
  @ParameterizedTest
  @MethodSource("commands")
  void thePageOfACommandIsThatOfItsModel(CommandPage command) throws IOException {
    Path page = PAGES.resolve(command.file() + ".md");
    String text = MarkdownPage.of(command, ALL);
    if (Golden.isWritten()) {
      Files.writeString(page, text);
    }
    assertThat(page).exists();
    assertThat(Files.readString(page)).isEqualTo(text);
  }

  @Test
  void thereIsAPageForEachCommandAndNoOther() throws IOException {
    try (Stream<Path> pages = Files.list(PAGES)) {
      assertThat(pages.map(page -> page.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              ALL.stream().map(command -> command.file() + ".md").toList());
    }
  }

  @Test
  void thePagesAreMoreThanNames() {
    CommandPage run = ALL.get(1);
    assertThat(run.name()).isEqualTo("plimsoll run");
    assertThat(run.synopsis()).isEqualTo("[OPTIONS] [--] COMMAND [ARG...]");
    assertThat(run.options())
        .contains(
            new CommandPage.Item(
                List.of("-k", "--grace", "--kill-after"),
                "DURATION",
                "How long it may take to leave before KILL.",
                "process.grace, 5s"));
    assertThat(run.sections())
        .extracting(CommandPage.Section::title)
        .contains("Examples", "Exit status");
  }

  /** Where groff is here, it has nothing against them; each says all options. */
  @Test
  void manualPagesAreSound() throws Exception {
    List<Path> pages = ManPages.write(folder);
    assertThat(pages).hasSize(ALL.size());
    for (int i = 0; i < pages.size(); i++) {
      String source = Files.readString(pages.get(i));
      assertThat(source).startsWith(".TH \"PLIMSOLL").contains(".SH SYNOPSIS", ".SH SEE ALSO");
      for (CommandPage.Item option : ALL.get(i).options()) {
        assertThat(source).contains(option.names().get(0).replace("-", "\\-"));
      }
    }
    if (isHere("groff")) {
      for (Path page : pages) {
        Path told = folder.resolve("told");
        Path shown = folder.resolve("shown");
        Process groff =
            new ProcessBuilder("groff", "-man", "-ww", "-Tutf8", page.toString())
                .redirectError(told.toFile())
                .redirectOutput(shown.toFile())
                .start();
        assertThat(groff.waitFor()).isZero();
        assertThat(told).content(StandardCharsets.UTF_8).isEmpty();
        assertThat(Files.readString(shown).replaceAll(".\b", "")).contains("SEE ALSO");
      }
    }
  }

  private static boolean isHere(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
  }
}

package io.plimsoll.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.plimsoll.RuntimeSettings;
import io.plimsoll.SettingEntry;
import io.plimsoll.Settings;
import io.plimsoll.SettingsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingSourcesTest {

  @TempDir Path folder;

  private final Map<String, String> environment = new HashMap<>();

  private Settings read(SettingEntry... flags) {
    return new SettingSources(environment, folder)
        .read(Optional.empty(), List.of(flags), List.of());
  }

  private List<String> problems(SettingEntry... flags) {
    return catchThrowableOfType(SettingsException.class, () -> read(flags)).problems();
  }

  private void file(String text) throws IOException {
    Files.writeString(folder.resolve("plimsoll.toml"), text);
  }

  @Test
  void laterSourcesWin() throws IOException {
    file("[process]\ntimeout = \"1s\"\ngrace = \"1s\"\nmemory = \"1m\"\n");
    environment.put("PLIMSOLL_PROCESS_GRACE", "2s");
    environment.put("PLIMSOLL_PROCESS_MEMORY", "2m");
    Settings settings = read(new SettingEntry("process.memory", "3m", "option --memory"));
    assertThat(settings.get(RuntimeSettings.TIMEOUT)).isEqualTo(Duration.ofSeconds(1));
    assertThat(settings.source(RuntimeSettings.TIMEOUT)).isEqualTo("plimsoll.toml:2");
    assertThat(settings.get(RuntimeSettings.GRACE)).isEqualTo(Duration.ofSeconds(2));
    assertThat(settings.source(RuntimeSettings.GRACE))
        .isEqualTo("environment PLIMSOLL_PROCESS_GRACE");
    assertThat(settings.text(RuntimeSettings.MEMORY)).isEqualTo("3m");
    assertThat(settings.source(RuntimeSettings.MEMORY)).isEqualTo("option --memory");
    assertThat(settings.source(RuntimeSettings.CONCURRENCY)).isEqualTo("default");
  }

  @Test
  void everyKindOfValueIsTaken() throws IOException {
    file(
        """
        process.timeout = 30
        process.grace = 1.5
        [batch]
        fail-fast = true
        retries = 2
        [env]
        keep = ["A", "B"]
        """);
    Settings settings = read();
    assertThat(settings.get(RuntimeSettings.TIMEOUT)).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.get(RuntimeSettings.GRACE)).isEqualTo(Duration.ofMillis(1_500));
    assertThat(settings.get(CliSettings.FAIL_FAST)).isTrue();
    assertThat(settings.get(CliSettings.RETRIES)).isEqualTo(2);
    assertThat(settings.get(CliSettings.ENV_KEEP)).containsExactly("A", "B");
  }

  @Test
  void allProblemsOfAllSourcesAreToldAtOnce() throws IOException {
    file(
        """
        [process]
        timeout = "soon"
        memroy = "1m"
        grace = 2020-01-01
        [procss]
        limit = 3
        [batch]
        retries = [1]
        """);
    environment.put("PLIMSOLL_BATCH_RETRIES", "many");
    environment.put("PLIMSOLL_PROCES_TIMEOUT", "1s");
    assertThat(problems(new SettingEntry("process.grace", "x", "option --grace")))
        .anySatisfy(
            p ->
                assertThat(p)
                    .isEqualTo(
                        "plimsoll.toml:2: process.timeout: is 'soon'; must be a duration such as 250ms, 10s, 5m, 2h or PT5M"))
        .anySatisfy(
            p ->
                assertThat(p)
                    .isEqualTo(
                        "plimsoll.toml:3: process.memroy: unknown; did you mean process.memory?"))
        .anySatisfy(
            p ->
                assertThat(p)
                    .isEqualTo(
                        "plimsoll.toml:4: process.grace: must be a text, a number, true or false, or a list of texts"))
        .anySatisfy(p -> assertThat(p).startsWith("plimsoll.toml:6: procss.limit: unknown"))
        .anySatisfy(p -> assertThat(p).startsWith("plimsoll.toml:8: batch.retries: must be a text"))
        .anySatisfy(
            p ->
                assertThat(p)
                    .startsWith("environment PLIMSOLL_BATCH_RETRIES: batch.retries: is 'many'"))
        .anySatisfy(
            p ->
                assertThat(p)
                    .isEqualTo(
                        "environment PLIMSOLL_PROCES_TIMEOUT: unknown; did you mean PLIMSOLL_PROCESS_TIMEOUT?"))
        .anySatisfy(p -> assertThat(p).startsWith("option --grace: process.grace: is 'x'"))
        .hasSize(8);
  }

  @Test
  void errorsOfSyntaxAreToldAllWithLineAndColumn() throws IOException {
    file("[process\ntimeout = \"1s\"\n\ngrace = = 3\n");
    assertThat(problems())
        .hasSizeGreaterThanOrEqualTo(2)
        .allMatch(p -> p.matches("plimsoll\\.toml:\\d+: column \\d+: .+"));
  }

  @Test
  void variablesOfOtherUsesAreNotSettings() {
    for (String name :
        List.of("SESSION", "LEASE", "OUTER", "ATTEMPT", "JAVA_OPTS", "HOME", "CONFIG")) {
      environment.put("PLIMSOLL_" + name, "x");
    }
    environment.put("PLIMSOLLX", "x");
    environment.put("OTHER", "x");
    assertThat(read().schema()).hasSameSizeAs(CliSettings.schema());
  }

  @Test
  void settingsOfAdaptersAreHandedOn() throws IOException {
    file("[adapter.mine]\nqueue = \"fast\"\n");
    assertThat(read().forAdapter("mine")).containsEntry("queue", "fast");
  }

  @Test
  void theFileIsFoundInTheUsualPlaces() throws IOException {
    Path config = Files.createDirectories(folder.resolve("xdg/plimsoll"));
    Files.writeString(config.resolve("plimsoll.toml"), "process.timeout = \"7s\"");
    environment.put("XDG_CONFIG_HOME", folder.resolve("xdg").toString());
    assertThat(read().text(RuntimeSettings.TIMEOUT)).isEqualTo("7s");

    Path home = Files.createDirectories(folder.resolve("home/.config/plimsoll"));
    Files.writeString(home.resolve("plimsoll.toml"), "process.timeout = \"8s\"");
    environment.put("XDG_CONFIG_HOME", "relative/is/ignored");
    environment.put("HOME", folder.resolve("home").toString());
    assertThat(read().text(RuntimeSettings.TIMEOUT)).isEqualTo("8s");

    file("process.timeout = \"9s\"");
    assertThat(read().text(RuntimeSettings.TIMEOUT)).isEqualTo("9s");
  }

  @Test
  void aFileThatCannotBeReadIsAProblem() throws IOException {
    Files.createDirectory(folder.resolve("plimsoll.toml"));
    assertThat(problems()).containsExactly("plimsoll.toml: is a folder; must be a settings file");
    Files.delete(folder.resolve("plimsoll.toml"));
    Files.write(folder.resolve("plimsoll.toml"), new byte[] {'a', (byte) 0xff});
    assertThat(problems()).containsExactly("plimsoll.toml: is not UTF-8; must be text in UTF-8");
    Files.write(folder.resolve("plimsoll.toml"), new byte[TomlSource.LARGEST_FILE_BYTES + 1]);
    assertThat(problems())
        .containsExactly("plimsoll.toml: is longer than 1 MiB; must be a settings file");
  }

  @Test
  void whatWouldTakeTheParserBeyondMeasureIsAProblem() throws IOException {
    for (String deep : List.of("a=" + "[\n".repeat(200_000), "a" + ".a".repeat(20_000) + "=1")) {
      file(deep);
      assertThat(problems())
          .containsExactly(
              "plimsoll.toml: is nested too deep; must be tables of settings, as config shows them");
    }
    file("# first\na" + ".a".repeat(100_000) + "=1");
    assertThat(problems())
        .containsExactly(
            "plimsoll.toml:2: is longer than 64 KiB; must be a line of a settings file");
    file("# " + "a".repeat(TomlSource.LONGEST_LINE - 2) + "\n# " + "a".repeat(10));
    assertThat(read()).isNotNull();
  }

  @Test
  void aByteOrderMarkAndCrlfAreTakenInStride() throws IOException {
    Files.write(
        folder.resolve("plimsoll.toml"),
        "\ufeffprocess.timeout = \"7s\"\r\n".getBytes(StandardCharsets.UTF_8));
    assertThat(read().text(RuntimeSettings.TIMEOUT)).isEqualTo("7s");
  }
}

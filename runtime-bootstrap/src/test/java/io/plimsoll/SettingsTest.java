package io.plimsoll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {

  @Test
  void everyDefaultCanBeRead() {
    Settings settings = Settings.defaults();
    for (Setting<?> setting : RuntimeSettings.all()) {
      assertThat(settings.get(setting)).as(setting.key()).isNotNull();
      assertThat(settings.source(setting)).isEqualTo(Settings.DEFAULT);
    }
  }

  @Test
  void everySettingHasItsOwnKeyAndVariableAndSaysWhatItDoes() {
    List<Setting<?>> all = RuntimeSettings.all();
    assertThat(all).extracting(Setting::key).doesNotHaveDuplicates();
    assertThat(all).extracting(Setting::variable).doesNotHaveDuplicates();
    assertThat(all)
        .allSatisfy(
            setting -> {
              assertThat(setting.key()).matches("[a-z]+(\\.[a-z-]+)+");
              assertThat(setting.about()).endsWith(".");
              assertThat(setting.variable()).matches("PLIMSOLL_[A-Z_]+");
            });
  }

  @Test
  void aLaterEntryWinsAndItsSourceIsKept() {
    Settings settings =
        Settings.read(
            RuntimeSettings.all(),
            List.of(
                new SettingEntry("process.timeout", "10s", "plimsoll.toml:3"),
                new SettingEntry("process.timeout", "2m", "flag --timeout")));
    assertThat(settings.get(RuntimeSettings.TIMEOUT)).isEqualTo(Duration.ofMinutes(2));
    assertThat(settings.source(RuntimeSettings.TIMEOUT)).isEqualTo("flag --timeout");
  }

  @Test
  void allProblemsAreReportedAtOnce() {
    SettingsException refused =
        catchThrowableOfType(
            SettingsException.class,
            () ->
                Settings.read(
                    RuntimeSettings.all(),
                    List.of(
                        new SettingEntry("process.timeout", "soon", "plimsoll.toml:1"),
                        new SettingEntry("proces.grace", "5s", "plimsoll.toml:2"),
                        new SettingEntry("process.concurrency", "0", "plimsoll.toml:3"),
                        new SettingEntry("process.survivors", "eat", "plimsoll.toml:4"),
                        new SettingEntry("output.head", "1g", "plimsoll.toml:5"))));
    assertThat(refused.problems())
        .containsExactly(
            "plimsoll.toml:1: process.timeout: is 'soon'; must be a duration such as 250ms, 10s, 5m,"
                + " 2h or PT5M",
            "plimsoll.toml:2: proces.grace: unknown; did you mean process.grace?",
            "plimsoll.toml:3: process.concurrency: is '0'; must be a whole number from 1 to 10000;"
                + " try 1",
            "plimsoll.toml:4: process.survivors: is 'eat'; must be one of end, keep; try end",
            "plimsoll.toml:5: output.head: is '1g'; must be at most 64m; try 64k");
  }

  @Test
  void anOverruledMistakeIsStillReported() {
    assertThatThrownBy(
            () ->
                Settings.read(
                    RuntimeSettings.all(),
                    List.of(
                        new SettingEntry("process.grace", "x", "plimsoll.toml:1"),
                        new SettingEntry("process.grace", "1s", "flag --grace"))))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("plimsoll.toml:1: process.grace: is 'x'");
  }

  @Test
  void keysOfAdaptersAreHandedToThemUnread() {
    Settings settings = Settings.of(Map.of("adapter.mine.colour", "blue", "adapter.other.x", "1"));
    assertThat(settings.forAdapter("mine")).containsExactly(Map.entry("colour", "blue"));
  }

  @Test
  void keysOfAdaptersAreBounded() {
    Map<String, String> many = new java.util.HashMap<>();
    for (int i = 0; i <= Settings.MOST_ADAPTER_KEYS; i++) {
      many.put("adapter.mine.k" + i, "v");
    }
    assertThatThrownBy(() -> Settings.of(many)).hasMessageContaining("more than 1000 keys");
  }

  @Test
  void aSuggestionIsNearOrAbsent() {
    List<String> known = List.of("timeout", "grace", "memory");
    assertThat(Suggestion.nearest("timeuot", known)).contains("timeout");
    assertThat(Suggestion.nearest("TIMEOUT", known)).isEmpty();
    assertThat(Suggestion.nearest("colour", known)).isEmpty();
    assertThat(Suggestion.nearest("", known)).isEmpty();
    assertThat(Suggestion.nearest("x".repeat(100_000), known)).isEmpty();
  }
}

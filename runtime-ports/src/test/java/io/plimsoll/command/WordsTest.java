package io.plimsoll.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands, environments, signals, and text from outside. */
class WordsTest {

  @ParameterizedTest
  @EnumSource(StopSignal.class)
  void aSignalIsReadByNameAndNumberInAnyForm(StopSignal signal) {
    for (String text :
        List.of(
            signal.name(),
            "SIG" + signal.name(),
            signal.name().toLowerCase(java.util.Locale.ROOT),
            " sig" + signal.name() + " ",
            Integer.toString(signal.number()))) {
      assertThat(StopSignal.parse(text)).isEqualTo(signal);
    }
    assertThat(signal.status()).isEqualTo(128 + signal.number());
    boolean ends = signal != StopSignal.CONT;
    assertThat(StopSignal.ofStatus(signal.status()).isPresent()).isEqualTo(ends);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "SIG", "TERMINATE", "-9", "0", "64", "NULL"})
  void aSignalThatIsNotKnownIsRefusedWithThoseThatAre(String text) {
    assertThatThrownBy(() -> StopSignal.parse(text))
        .hasMessageContaining("is '" + text + "'; must be one of HUP INT")
        .hasMessageEndingWith("try TERM");
    assertThat(StopSignal.ofStatus(127)).isEmpty();
    assertThat(StopSignal.ofStatus(255)).isEmpty();
  }

  @Test
  void aCommandBeginsWithAProgramAndHoldsNoNul() {
    assertThatThrownBy(() -> Command.of("")).hasMessageContaining("is empty");
    assertThatThrownBy(() -> Command.of(List.of())).hasMessageContaining("is empty");
    assertThatThrownBy(() -> Command.of("x", "a\0b"))
        .hasMessageContaining("argument 1 ('a\\u0000b') holds a NUL");
    assertThat(Command.of("x", "", "-a", "ü\n").arguments()).containsExactly("x", "", "-a", "ü\n");
  }

  @Test
  void aCommandIsShownOnOneBoundedLine() {
    assertThat(Command.of("echo", "a b", "", "c\nd")).hasToString("echo 'a b' '' 'c\\u000ad'");
    assertThat(Command.of("x".repeat(500)).line()).hasSize(203).endsWith("...");
    assertThat(Command.of("\u001b".repeat(500)).line().length()).isLessThanOrEqualTo(203);
  }

  @Test
  void limitsAreCheckedWhereverTheyComeFrom() {
    Command command = Command.of("x");
    Duration tooLong = Durations.LONGEST.plusNanos(1);
    assertThatThrownBy(() -> command.timeout(tooLong)).hasMessageContaining("timeout: is");
    assertThatThrownBy(() -> command.grace(Duration.ofNanos(-1))).hasMessageContaining("grace: is");
    assertThat(command.timeout(Durations.LONGEST).limits().timeout()).contains(Durations.LONGEST);
    Command changed =
        command.timeout(Duration.ZERO).memory(ByteSize.mebibytes(1)).grace(Duration.ZERO);
    assertThat(changed.limits().memory()).contains(ByteSize.mebibytes(1));
    assertThat(changed).isNotEqualTo(command);
    assertThat(changed.survivors(Survivors.KEEP).limits().timeout()).contains(Duration.ZERO);
  }

  @Test
  void aCleanEnvironmentKeepsTheUsualAndWhatIsNamed() {
    Map<String, String> own =
        Map.of("PATH", "/bin", "LC_TIME", "C", "API_TOKEN", "t", "OTHER", "o", "LCX", "x");
    assertThat(Environment.inherit().resolve(own)).isEqualTo(own);
    assertThat(Environment.clean().resolve(own)).containsOnlyKeys("PATH", "LC_TIME");
    assertThat(Environment.clean().keep("OTHER").with("PATH", "/x").resolve(own))
        .containsExactlyInAnyOrderEntriesOf(Map.of("PATH", "/x", "LC_TIME", "C", "OTHER", "o"));
  }

  @Test
  void aHeapLimitIsAppendedAndReplacesNothing() {
    Environment limited = Environment.inherit().heapLimit(ByteSize.mebibytes(512));
    assertThat(limited.resolve(Map.of("NODE_OPTIONS", "--trace-gc", "JAVA_TOOL_OPTIONS", " ")))
        .containsEntry("NODE_OPTIONS", "--trace-gc --max-old-space-size=512")
        .containsEntry("JAVA_TOOL_OPTIONS", "-Xmx512m");
    assertThat(Environment.clean().heapLimit(ByteSize.bytes(1)).resolve(Map.of()))
        .containsEntry("NODE_OPTIONS", "--max-old-space-size=1");
  }

  @Test
  void variablesThatNoSystemTakesAreRefused() {
    Environment environment = Environment.inherit();
    for (String name : List.of("", "A=B", "A\0")) {
      assertThatThrownBy(() -> environment.with(name, "v")).hasMessageContaining("env: name is");
    }
    assertThatThrownBy(() -> environment.with("A", "v\0")).hasMessageContaining("holds a NUL");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"API_TOKEN", "my_secret", "DbPassword", "SSH_KEY", "PASSWD", "aws_credentials"})
  void secretsAreNeverShown(String name) {
    assertThat(Secrets.shown(name, "s3cr3t")).isEqualTo(Secrets.REDACTED);
    assertThat(Environment.clean().with(name, "s3cr3t").toString()).doesNotContain("s3cr3t");
    assertThat(Secrets.shown("PATH", "/bin")).isEqualTo("/bin");
  }

  @Property
  void shownTextHoldsNoControlCharacterAndKeepsItsBound(
      @ForAll String text, @ForAll @IntRange(min = 0, max = 60) int most) {
    String shown = Text.visible(text, most);
    assertThat(shown.length()).isLessThanOrEqualTo(most + 3);
    assertThat(shown.chars().noneMatch(Character::isISOControl)).isTrue();
    assertThat(Text.visible(text).chars().noneMatch(Character::isISOControl)).isTrue();
  }

  @Test
  void shownTextCutsNoCharacterInTwo() {
    assertThat(Text.visible("ab\ud83d\ude00cd", 3)).isEqualTo("ab...");
    assertThat(Text.visible("ab\u001b[31m", 7)).isEqualTo("ab...");
    assertThat(Text.visible("short", 5)).isEqualTo("short");
    assertThat(Text.visible("a\u2028b\u009b")).isEqualTo("a\\u2028b\\u009b");
  }
}

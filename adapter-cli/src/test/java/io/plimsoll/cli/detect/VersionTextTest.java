package io.plimsoll.cli.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTextTest {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  static Stream<Arguments> sayings() {
    return Stream.of(
        says("Python 3.11.7", "3.11.7"),
        says("Python 3.13.0rc1", "3.13.0rc1"),
        says("v20.1.0", "20.1.0"),
        says("v21.0.0-nightly20230801d396a041f7\n", "21.0.0-nightly20230801d396a041f7"),
        says(
            "openjdk version \"17.0.15\" 2025-04-15\nOpenJDK Runtime Environment (build 17.0.15+6)",
            "17.0.15"),
        says("java version \"1.8.0_392\"\nJava(TM) SE Runtime", "1.8.0_392"),
        says("openjdk version \"21\" 2023-09-19\nOpenJDK (build 21+35-2513)", "21"),
        says("openjdk version \"22-ea\" 2024-03-19", "22-ea"),
        says("openjdk 21 2023-09-19", "21"),
        says("javac 17.0.15", "17.0.15"),
        says("go version go1.22.1 linux/amd64", "1.22.1"),
        says("git version 2.39.5 (Apple Git-154)", "2.39.5"),
        says("GNU bash, version 5.2.15(1)-release (x86_64-pc-linux-gnu)", "5.2.15"),
        says("gcc (Debian 12.2.0-14) 12.2.0", "12.2.0-14"),
        says("OpenSSH_9.2p1 Debian-2+deb12u3, OpenSSL 3.0.15 3 Sep 2024", "9.2p1"),
        says("OpenSSL 3.0.15 3 Sep 2024 (Library: OpenSSL 3.0.15)", "3.0.15"),
        says("less 590 (GNU regular expressions)", "590"),
        says("tmux 3.3a", "3.3a"),
        says("cargo 1.75.0 (1d8b05cdd 2023-11-20)", "1.75.0"),
        says("1.0.0-alpha.1+build.5", "1.0.0-alpha.1+build.5"),
        says("2024.12.06", "2024.12.06"),
        says("Version: 7", "7"),
        says("\n\n  warming up\nTool v1.2\n", "1.2"),
        says("\u001b[32mtool 4.5.6\u001b[0m", "4.5.6"),
        says("tool 1.2.3.\n", "1.2.3"),
        says("\ufffd\u0000\ufffd 0.9.8zh", "0.9.8zh"));
  }

  private static Arguments says(String text, String version) {
    return Arguments.of(text, version);
  }

  @ParameterizedTest
  @MethodSource("sayings")
  void theFirstThingThatLooksLikeAVersionIsIt(String text, String version) {
    assertThat(VersionText.in(text)).contains(version);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "usage: tool FILE...",
        "built on 2025-04-15",
        "call 555-1234",
        "12345678901234567890",
        "at 10:30"
      })
  void whatOnlyHasNumbersIsNone(String text) {
    assertThat(VersionText.in(text)).isEmpty();
  }

  @Test
  void aHugeTextCostsNoTimeAndAHugeVersionIsCut() {
    String dots = "1.1".repeat(100_000);
    String words = "a-1.a".repeat(100_000);
    long begin = THREADS.getCurrentThreadCpuTime();
    VersionText.in(dots + "\n" + words + "\n" + "9".repeat(1_000_000));
    assertThat(THREADS.getCurrentThreadCpuTime() - begin).isLessThan(2_000_000_000L);
    assertThat(VersionText.in("1.2-" + "x".repeat(40) + "-" + "y".repeat(40)).orElseThrow())
        .startsWith("1.2-xxx")
        .hasSize(VersionText.MOST);
  }

  @Test
  void whatStandsBelowManyLinesIsNotRead() {
    assertThat(VersionText.in("word\n".repeat(1_000) + "tool 1.2.3")).isEmpty();
  }
}

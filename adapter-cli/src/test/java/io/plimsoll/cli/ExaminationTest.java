package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.plimsoll.Settings;
import io.plimsoll.port.ProcessLauncher.Fact;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExaminationTest {

  @TempDir Path folder;

  private static Machine machine(String system, long files, boolean proc) {
    return machine(system, files, proc, 4_711);
  }

  private static Machine machine(String system, long files, boolean proc, long pid) {
    return new Machine(
        system,
        "17",
        2,
        1L << 28,
        OptionalLong.of(files),
        OptionalLong.empty(),
        OptionalLong.of(4_194_304),
        pid,
        proc,
        "version 2");
  }

  private static Finding.Verdict verdict(List<Finding> findings, String about) {
    return findings.stream()
        .filter(f -> f.about().equals(about))
        .findFirst()
        .orElseThrow()
        .verdict();
  }

  @Test
  void aGoodMachineHasNoProblem() {
    List<Finding> findings =
        Examination.of(machine("Linux 6.1", 20_000, true), Settings.defaults(), List.of());
    assertThat(findings).noneMatch(f -> f.verdict() == Finding.Verdict.PROBLEM);
  }

  @Test
  void whatKeepsAPromiseFromHoldingIsAProblem() {
    Settings many = Settings.of(Map.of("process.concurrency", "1000"));
    List<Finding> findings =
        Examination.of(
            machine("Mac OS X 14", 1_024, false), many, List.of(new Fact("tree", "lost", false)));
    assertThat(verdict(findings, "system")).isEqualTo(Finding.Verdict.PROBLEM);
    assertThat(verdict(findings, "open files")).isEqualTo(Finding.Verdict.PROBLEM);
    assertThat(verdict(findings, "/proc")).isEqualTo(Finding.Verdict.PROBLEM);
    assertThat(verdict(findings, "tree")).isEqualTo(Finding.Verdict.PROBLEM);
  }

  @Test
  void aLevelThatDoesNotWorkIsWorthKnowingAndNoProblemWhileAnotherIsInForce() {
    List<Fact> facts =
        List.of(
            new Fact("containment", "session: a session for each command", true),
            Fact.absent("level cgroup", "does not work here: no control groups"),
            new Fact("level session", "works, in force; cannot catch what leaves it", true));
    List<Finding> findings =
        Examination.of(machine("Linux 6.1", 20_000, true), Settings.defaults(), facts);
    assertThat(verdict(findings, "level cgroup")).isEqualTo(Finding.Verdict.NOTE);
    assertThat(verdict(findings, "level session")).isEqualTo(Finding.Verdict.OK);
    assertThat(findings).noneMatch(f -> f.verdict() == Finding.Verdict.PROBLEM);
  }

  @Test
  void eachLevelIsNamedAndOnlyTheWeakestInForceFails() {
    for (String level : List.of("cgroup", "session", "cookie", "parents", "namespace")) {
      Cli.Result forced =
          new Cli(folder).env("PLIMSOLL_PROCESS_CONTAINMENT", level).run("doctor", "--json");
      if (forced.status() == 125) {
        assertThat(forced.err()).contains("process.containment: is '" + level + "'", "auto");
        continue;
      }
      assertThat(forced.out())
          .contains("\"level cgroup\"", "\"level session\"", "\"level cookie\"")
          .contains(
              "{\"about\":\"level "
                  + level
                  + "\",\"verdict\":\"ok\",\"words\":\"works, in force; ");
      String problem = "{\"about\":\"containment\",\"verdict\":\"problem\"";
      if (level.equals("parents")) {
        assertThat(forced.status()).isEqualTo(1);
        assertThat(forced.out()).contains(problem);
      } else {
        assertThat(forced.out()).doesNotContain(problem);
      }
    }
  }

  @Test
  void theFirstProcessOfAContainerIsToldThatItNeedsAnInit() {
    List<Finding> first =
        Examination.of(machine("Linux 6.1", 20_000, true, 1), Settings.defaults(), List.of());
    List<Finding> other =
        Examination.of(machine("Linux 6.1", 20_000, true, 2), Settings.defaults(), List.of());
    assertThat(verdict(first, "pid 1")).isEqualTo(Finding.Verdict.NOTE);
    assertThat(other).noneMatch(f -> f.about().equals("pid 1"));
  }

  @Test
  void theNumberOfProcessIdsIsReadWhole() throws IOException {
    Path file = Path.of("/proc/sys/kernel/pid_max");
    assumeTrue(Files.isReadable(file));
    byte[] bytes = new byte[64];
    int length;
    try (InputStream in = Files.newInputStream(file)) {
      length = in.read(bytes);
    }
    String whole = new String(bytes, 0, length, StandardCharsets.US_ASCII).strip();
    assertThat(Machine.here().mostPids()).hasValue(Long.parseLong(whole));
  }

  @Test
  void theDoctorSpeaksOfThisMachineInBothForms() {
    Cli.Result text = new Cli(folder).run("doctor");
    Cli.Result json = new Cli(folder).run("doctor", "--json");
    assertThat(text.status()).isEqualTo(json.status()).isIn(0, 1);
    assertThat(text.out()).contains("containment", "open files", "pid");
    assertThat(json.out()).startsWith("[\n  {\"about\":").endsWith("}\n]\n");
    assertThat(text.err() + json.err()).isEmpty();
  }

  @Test
  void configShowsEverySettingWithItsSource() {
    Cli.Result text = new Cli(folder).env("PLIMSOLL_PROCESS_TIMEOUT", "7s").run("config");
    assertThat(text.status()).isZero();
    assertThat(text.out())
        .containsPattern("process.timeout +7s +environment PLIMSOLL_PROCESS_TIMEOUT\n")
        .containsPattern("batch.retries +0 +default\n");
    assertThat(new Cli(folder).run("config", "--json").out())
        .contains("{\"key\":\"process.grace\",\"value\":\"5s\",\"source\":\"default\"");
  }

  @Test
  void theSettingTakesTheLevelsThatThereAre() {
    String all = new Cli(folder).run("doctor", "--json").out();
    List<String> levels =
        Pattern.compile("\"level ([a-z]+)\"").matcher(all).results().map(m -> m.group(1)).toList();
    assertThat(new Cli(folder).env("PLIMSOLL_PROCESS_CONTAINMENT", "chain").run("config").err())
        .endsWith(
            "process.containment: is 'chain'; must be one of auto, "
                + String.join(", ", levels)
                + "\n");
  }
}

package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {

  @TempDir Path folder;

  static Stream<Arguments> misuses() {
    return Stream.of(
        misuse("no command given", List.of()),
        misuse("unknown command 'rnu'; did you mean run?", List.of("rnu", "x")),
        misuse("unknown option '--hlep'; did you mean --help?", List.of("--hlep")),
        misuse(
            "unknown option '--timout'; did you mean --timeout?",
            List.of("run", "--timout=3", "x")),
        misuse("missing required parameter for option '--timeout'", List.of("run", "--timeout")),
        misuse("no command given", List.of("run")),
        misuse("no command given", List.of("run", "--")),
        misuse("the command is empty", List.of("run", "--", "")),
        misuse(
            "option --timeout: process.timeout: is 'abc'",
            List.of("run", "--timeout", "abc", "true")),
        misuse("option --signal: is 'FOO'", List.of("run", "-s", "FOO", "true")),
        misuse("option --eof: is 'x'; must be pass or end", List.of("run", "--eof", "x", "true")),
        misuse(
            "option --eof: is end; needs --stdin inherit",
            List.of("run", "--eof", "end", "--stdin", "null", "true")),
        misuse("option --stdin: is 'nowhere'", List.of("run", "--stdin", "nowhere", "true")),
        misuse("option --env: is 'K'; must be NAME=VALUE", List.of("run", "--env", "K", "true")),
        misuse("option --cwd: is ''", List.of("run", "--cwd", "", "true")),
        misuse("option --keep-env: is ''; must be", List.of("run", "--keep-env", "", "true")),
        misuse("option --keep-env: is 'A=B'; must be", List.of("run", "--keep-env=A=B", "true")),
        misuse("option --cwd: is 'nowhere'", List.of("run", "--cwd", "nowhere", "true")),
        misuse("option --heap-limit: is 'big'", List.of("run", "--heap-limit", "big", "true")),
        misuse("option --report: is 'no/where'", List.of("run", "--report", "no/where", "true")),
        misuse(
            "option --survivors: process.survivors: is 'eat'",
            List.of("run", "--survivors", "eat", "true")),
        misuse("unexpected argument 'b'", List.of("batch", "a", "b")),
        misuse(".: is a folder", List.of("batch", ".")),
        misuse("nowhere: there is no such file", List.of("batch", "nowhere")),
        misuse(
            "option --stdin: is inherit; many jobs cannot share it",
            List.of("batch", "--stdin", "inherit")),
        misuse(
            "option --output: /proc/x cannot be written: no file can be made there",
            List.of("batch", "-o", "/proc/x")),
        misuse("option --output: is '.'", List.of("batch", "-o", ".")),
        misuse("option --concurrency: process.concurrency: is '0'", List.of("batch", "-j", "0")),
        misuse("option --retries: batch.retries: is '-1'", List.of("batch", "--retries=-1")),
        misuse(
            "option --resume: has no journal; needs --journal DIR", List.of("batch", "--resume")),
        misuse(
            "option --retry-failed: goes on with nothing; needs --resume",
            List.of("batch", "--journal", "j", "--retry-failed")),
        misuse("option --journal: is empty", List.of("batch", "--journal", "")),
        misuse(
            "option --output: lies in the folder of the journal",
            List.of("batch", "--journal", ".", "-o", "x")),
        misuse("journal", List.of("batch", "--journal", "no/where")),
        misuse("option --progress: batch.progress: is 'x'", List.of("batch", "--progress", "x")),
        misuse("name 1: is empty; must name a program", List.of("detect", "")),
        misuse("unknown option '--jsn'; did you mean --json?", List.of("detect", "--jsn")),
        misuse("no session has left a report in", List.of("report")),
        misuse("no session has left a report in", List.of("report", "3f9a")),
        misuse("no/where: there is no such file", List.of("report", "no/where")),
        misuse(
            "option --format: is 'htm'; must be text, json or html; did you mean html?",
            List.of("report", "--format", "htm")),
        misuse("option --list: lists all of them", List.of("report", "--list", "3f9a")),
        misuse("option --grace: process.grace: is 'soon'", List.of("reap", "--grace", "soon")),
        misuse("unknown option '--dryrun'; did you mean --dry-run?", List.of("reap", "--dryrun")),
        misuse("option --show: is 'all'; must be", List.of("replay", "--show", "all")),
        misuse("option --policy: is 'x'; must be KEY=VALUE", List.of("replay", "--policy", "x")),
        misuse("session: is 'nobody'; no recording of it is", List.of("replay", "nobody")),
        misuse("'no/where': is not there", List.of("replay", "no/where")),
        misuse("nofile.toml: there is no such file", List.of("config", "--check", "nofile.toml")),
        misuse("shell: is 'fish'; must be bash or zsh", List.of("completion", "fish")));
  }

  private static Arguments misuse(String words, List<String> args) {
    return Arguments.of(words, args);
  }

  @ParameterizedTest
  @MethodSource("misuses")
  void aMisuseIsOneClearMessageAndStatus125(String words, List<String> args) {
    Cli.Result result =
        new Cli(folder)
            .env("PLIMSOLL_STATE_FOLDER", folder.resolve("state").toString())
            .run(args.toArray(String[]::new));
    assertThat(result.status()).isEqualTo(125);
    assertThat(result.err()).startsWith("plimsoll: ").contains(words).hasLineCount(1);
    assertThat(result.out()).isEmpty();
  }

  /** The folder is one in which nobody can make a file, root included. */
  @Test
  void whereAReportCannotBeWrittenNothingIsRun() {
    Path mark = folder.resolve("ran");
    Cli.Result result =
        new Cli(folder).run("run", "--report", "/proc/x", "--", "touch", mark.toString());
    assertThat(result.status()).isEqualTo(125);
    assertThat(result.err())
        .startsWith("plimsoll: option --report: /proc/x cannot be written: ")
        .doesNotContain(".part")
        .hasLineCount(1);
    assertThat(mark).doesNotExist();
  }

  @Test
  void allProblemsAreToldAtOnce() {
    Cli.Result result =
        new Cli(folder)
            .env("PLIMSOLL_TIMEOUT", "3")
            .env("PLIMSOLL_PROCESS_GRACE", "soon")
            .run(
                "run",
                "--timeout",
                "abc",
                "--signal",
                "FOO",
                "--env",
                "X",
                "--cwd",
                "nowhere",
                "true");
    assertThat(result.status()).isEqualTo(125);
    assertThat(result.err().lines().map(l -> l.replaceAll(": (is|unknown).*", "")))
        .containsExactly(
            "plimsoll: 6 problems:",
            "  1) environment PLIMSOLL_TIMEOUT",
            "  2) environment PLIMSOLL_PROCESS_GRACE: process.grace",
            "  3) option --timeout: process.timeout",
            "  4) option --cwd",
            "  5) option --signal",
            "  6) option --env");
  }

  @Test
  void aFileOfJobsIsNotEmptiedByItsOwnOutcomes() throws IOException {
    Path jobs = Files.writeString(folder.resolve("jobs"), "{\"command\":[\"true\"]}\n");
    Cli.Result result = new Cli(folder).run("batch", "-o", "jobs", "jobs");
    assertThat(result.status()).isEqualTo(125);
    assertThat(result.err()).contains("is the file of jobs itself");
    assertThat(jobs).isNotEmptyFile();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "run",
        "batch",
        "detect",
        "soak",
        "report",
        "replay",
        "reap",
        "config",
        "doctor",
        "completion"
      })
  void helpIsAsWritten(String command) throws IOException {
    String[] args = command.isEmpty() ? new String[] {"--help"} : new String[] {command, "--help"};
    Cli.Result result = new Cli(folder).run(args);
    assertThat(result.status()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out().lines()).allMatch(line -> line.length() <= 80);
    Golden.check("help" + (command.isEmpty() ? "" : "-" + command), result.out());
  }

  @Test
  void helpIsAlsoACommand() {
    assertThat(new Cli(folder).run("help", "run").out())
        .isEqualTo(new Cli(folder).run("run", "--help").out());
    assertThat(new Cli(folder).run("help").out()).isEqualTo(new Cli(folder).run("--help").out());
  }

  @Test
  void helpIsColouredOnlyOnATerminalAndNeverWithNoColor() {
    assertThat(new Cli(folder).onTerminal().run("--help").out()).contains("\u001b[");
    assertThat(new Cli(folder).onTerminal().env("NO_COLOR", "1").run("--help").out())
        .doesNotContain("\u001b");
    assertThat(new Cli(folder).run("--help").out()).doesNotContain("\u001b");
  }

  @Test
  void theVersionIsThatOfTheBuild() {
    assertThat(new Cli(folder).run("--version").out()).matches("(?s)plimsoll \\d+\\.\\d+.*JVM .*");
  }

  @Test
  void completionKnowsCommandsAndOptions() {
    assertThat(new Cli(folder).run("completion").out())
        .contains("--fail-fast", "--preserve-status", "--no-version", "doctor")
        .startsWith("#!/usr/bin/env bash");
  }

  @Test
  void whereTheRuntimeCanHaveNoThreadThatIsSaid() {
    Cli cli =
        new Cli(folder)
            .starter(
                (settings, sink) -> {
                  throw new OutOfMemoryError("unable to create native thread");
                });
    Cli.Result result = cli.run("run", "--", "true");
    assertThat(result.status()).isEqualTo(Status.OURS);
    assertThat(result.lines()).isEmpty();
    assertThat(result.err())
        .isEqualTo(
            "plimsoll: system: lacks memory or processes now (unable to create native thread); try"
                + " again later or raise the limit (ulimit -u, ulimit -v)\n");
  }
}

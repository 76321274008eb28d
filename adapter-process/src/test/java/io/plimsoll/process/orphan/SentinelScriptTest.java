package io.plimsoll.process.orphan;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.process.proc.ProcReader;
import io.plimsoll.process.proc.ProcStat;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The script by itself, under the shells that are here. */
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class SentinelScriptTest {

  private static final String SESSION = "script-test-" + ProcessHandle.current().pid();

  @TempDir private Path temp;
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void endAll() throws Exception {
    started.forEach(Process::destroyForcibly);
    for (String name : List.of("helper", "sentinel")) {
      if (Files.exists(temp.resolve(name))) {
        handle(temp.resolve(name)).ifPresent(ProcessHandle::destroyForcibly);
      }
    }
  }

  /** Those that the system may have; sh is always there. */
  static Stream<List<String>> shells() {
    return Stream.of(List.of("sh"), List.of("dash"), List.of("bash"), List.of("busybox", "sh"))
        .filter(line -> new Programs("").find(line.get(0)).isPresent());
  }

  private Process process(Map<String, String> environment, String... line) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().putIfAbsent("PATH", "/usr/bin:/bin");
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private Process sleeper(String name, String value) throws Exception {
    return process(Map.of(name, value), "sleep", "600");
  }

  private int script(List<String> shell, String path, String input, String folder)
      throws Exception {
    return script(shell, path, input, folder, "");
  }

  private int script(List<String> shell, String path, String input, String folder, String marks)
      throws Exception {
    List<String> line = new ArrayList<>(shell);
    String runtime = Long.toString(ProcessHandle.current().pid());
    line.addAll(
        List.of("-c", SentinelScript.TEXT, "sentinel", SESSION, "100", folder, "", runtime, marks));
    Process process = process(Map.of("PATH", path, "LC_ALL", "C"), line.toArray(String[]::new));
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    }
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void withoutAFarewellAllThatCarryTheSessionEndAndNobodyElse(List<String> shell) throws Exception {
    Path notes = Files.createDirectory(temp.resolve("a folder'$(x)"));
    Files.createFile(notes.resolve("leases"));
    Files.createFile(notes.resolve("lock"));
    List<Process> ours =
        List.of(
            sleeper("PLIMSOLL_SESSION", SESSION),
            sleeper("PLIMSOLL_LEASE", SESSION + "-1"),
            sleeper("PLIMSOLL_OUTER", "other-4:" + SESSION + "-22"),
            sleeper("PLIMSOLL_OUTER", SESSION + "-3:other-4"));
    List<Process> others =
        List.of(
            sleeper("PLIMSOLL_SESSION", SESSION + "0"),
            sleeper("PLIMSOLL_SESSION", "x" + SESSION),
            sleeper("PLIMSOLL_LEASE", SESSION + "-1x"),
            sleeper("PLIMSOLL_LEASE", SESSION + "-a-1"),
            sleeper("PLIMSOLL_OUTER", "x" + SESSION + "-1"),
            sleeper("MY_PLIMSOLL_SESSION", SESSION),
            sleeper("TEXT", "a\nPLIMSOLL_SESSION=" + SESSION));
    assertThat(script(shell, "/usr/bin:/bin", "", notes.toString())).isZero();
    for (Process process : ours) {
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(others).allMatch(Process::isAlive);
    assertThat(notes).doesNotExist();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void ofMarksOnlyWhatIsOursIsRemoved(List<String> shell) throws Exception {
    Path notes = Files.createDirectory(temp.resolve("a folder'$(x)"));
    Path within = Files.createDirectory(notes.resolve("marks"));
    Files.createFile(within.resolve("12"));
    Path foreign = Files.createFile(within.resolve("1a"));
    Path outside = Files.createDirectory(temp.resolve("marks outside"));
    Files.createFile(outside.resolve("3"));
    Path elsewhere = Files.createDirectory(temp.resolve("elsewhere"));
    Path kept = Files.createFile(elsewhere.resolve("4"));
    Path link = Files.createSymbolicLink(temp.resolve("link"), elsewhere);
    String path = "/usr/bin:/bin";

    assertThat(script(shell, path, "", notes.toString(), outside.toString())).isZero();
    assertThat(outside).doesNotExist();
    try (Stream<Path> left = Files.list(within)) {
      assertThat(left).containsExactly(foreign);
    }

    assertThat(script(shell, path, "", "", link.toString())).isZero();
    assertThat(kept).exists();

    Files.delete(foreign);
    assertThat(script(shell, path, "", notes.toString(), "")).isZero();
    assertThat(notes).doesNotExist();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void whatIsKeptIsSparedAndWhatIsOddIsNoOrder(List<String> shell) throws Exception {
    Process kept = sleeper("PLIMSOLL_LEASE", SESSION + "-7");
    Process within = sleeper("PLIMSOLL_OUTER", SESSION + "-8:other-1");
    Process other = sleeper("PLIMSOLL_LEASE", SESSION + "-77");
    String said = "keep %s-7\nkeep %<s-8\nkeep %<s-\nkeep %<s-77|.*\nkeep x\nbye bye\n";
    assertThat(script(shell, "/usr/bin:/bin", said.formatted(SESSION), "")).isZero();
    assertThat(other.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(kept.isAlive()).isTrue();
    assertThat(within.isAlive()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void ofTooManyKeptTheOldestIsForgotten(List<String> shell) throws Exception {
    Process oldest = sleeper("PLIMSOLL_LEASE", SESSION + "-1");
    Process second = sleeper("PLIMSOLL_LEASE", SESSION + "-2");
    StringBuilder said = new StringBuilder();
    for (int i = 1; i <= SentinelScript.MOST_KEPT + 1; i++) {
      said.append("keep ").append(SESSION).append('-').append(i).append('\n');
    }
    assertThat(script(shell, "/usr/bin:/bin", said.toString(), "")).isZero();
    assertThat(oldest.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(second.isAlive()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void toldToGoItEndsNobody(List<String> shell) throws Exception {
    Process ours = sleeper("PLIMSOLL_SESSION", SESSION);
    assertThat(script(shell, "/usr/bin:/bin", "bye\n", temp.toString())).isZero();
    assertThat(ours.isAlive()).isTrue();
    assertThat(temp).exists();
  }

  /**
   * The runtime is killed while the JVM's helper is on its way to become a command: nobody carries
   * the session at that moment.
   */
  @ParameterizedTest
  @MethodSource("shells")
  void aCommandThatWasJustBeingStartedEndsToo(List<String> shell) throws Exception {
    Path helper = temp.resolve("helper");
    Path notes = Files.createDirectory(temp.resolve("notes"));
    String runtime =
        """
        mkfifo pipe
        LC_ALL=C %s -c "$1" sentinel "$2" 100 "$PWD/notes" "" $$ <pipe &
        echo $! >sentinel
        exec 3>pipe
        sh -c 'echo $$ >helper; sleep 0.5; PLIMSOLL_SESSION=$1 exec sleep 600' "/a jdk/jspawnhelper" "$2" 3>&- &
        while [ ! -s helper ]; do sleep 0.01; done
        kill -s KILL $$
        """
            .formatted(String.join(" ", shell));
    killed(runtime);
    assertThat(handle(helper)).as("the command").isEmpty();
    assertThat(notes).as("it has left well").doesNotExist();
  }

  /** Such a one was left behind by the kill of another JVM and waits for ever. */
  @Test
  void aHelperThatNeverBecomesACommandDoesNotHoldItUp() throws Exception {
    Path notes = Files.createDirectory(temp.resolve("notes"));
    String runtime =
        """
        mkfifo pipe pipe2
        LC_ALL=C sh -c "$1" sentinel "$2" 100 "$PWD/notes" "" $$ <pipe &
        echo $! >sentinel
        exec 3>pipe
        sh -c 'echo $$ >helper; exec 0<&-; read -r never <pipe2; :' /jdk/jspawnhelper 3>&- &
        while [ ! -s helper ]; do sleep 0.01; done
        kill -s KILL $$
        """;
    killed(runtime);
    assertThat(notes).as("it has left well").doesNotExist();
    assertThat(handle(temp.resolve("helper"))).as("nobody of ours").isPresent();
  }

  /**
   * Runs what stands for a runtime until it has killed itself, and waits for its sentinel's end.
   */
  private void killed(String runtime) throws Exception {
    Process killed =
        new ProcessBuilder("sh", "-c", runtime, "runtime", SentinelScript.TEXT, SESSION)
            .directory(temp.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    started.add(killed);
    assertThat(killed.waitFor(60, TimeUnit.SECONDS)).isTrue();
    awaitEnd(temp.resolve("sentinel"));
  }

  private static Optional<ProcessHandle> handle(Path pid) throws Exception {
    int number = Integer.parseInt(Files.readString(pid).strip());
    ProcStat stat = new ProcStat(new ProcReader());
    return stat.read(number) && !stat.gone() ? ProcessHandle.of(number) : Optional.empty();
  }

  private static void awaitEnd(Path pid) throws Exception {
    await("the sentinel to leave", () -> handle(pid).isEmpty());
  }

  @Test
  void aGrepThatCannotLookIntoEnvironmentsIsNoticed() throws Exception {
    Path grep = temp.resolve("grep");
    Files.writeString(
        grep, "#!/bin/sh\ncase $1 in *z*) exit 2 ;; esac\nexec /usr/bin/grep \"$@\"\n");
    assertThat(grep.toFile().setExecutable(true)).isTrue();
    Path notes = Files.createDirectory(temp.resolve("notes"));
    assertThat(script(List.of("sh"), temp + ":/usr/bin:/bin", "", notes.toString()))
        .isEqualTo(SentinelScript.BLIND);
    assertThat(notes).as("for a runtime to come").exists();
  }
}

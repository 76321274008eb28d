package io.plimsoll.process;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.command.Command;
import io.plimsoll.command.StartFailure;
import io.plimsoll.command.StopSignal;
import io.plimsoll.command.Survivors;
import io.plimsoll.process.namespace.Marks;
import io.plimsoll.process.namespace.Unshare;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** What holds of a command in a namespace of process ids besides what holds of every command. */
@EnabledIf("io.plimsoll.process.ForcedLevelTest#namespacesWork")
class NamespaceTest {

  private static Bench bench() {
    return new Bench(ContainmentLevel.NAMESPACE);
  }

  /**
   * A daemon is seen while its command lives, and gone when that has exited.
   *
   * @param before how it leaves its command
   */
  static void endsWithTheCommand(Path folder, String before) {
    String word = UUID.randomUUID().toString();
    Path gate = folder.resolve("gate");
    String script =
        "("
            + before
            + "sh -c 'while :; do sleep 0.1; done' \"$1\" </dev/null >/dev/null 2>&1 &)"
            + " ; until [ -e \"$2\" ]; do sleep 0.01; done; exit 3";
    try (Bench bench = bench()) {
      Bench.Run run = bench.sh(script, word, gate.toString());
      await("the daemon runs", () -> runs(word, folder));
      await("it is a member", () -> run.survey().members() >= 5);
      touch(gate);
      assertThat(run.seen().status()).isEqualTo(3);
      assertThat(runs(word, folder)).isFalse();
      assertThat(run.survey().emptyLooks()).isEqualTo(2);
    }
  }

  /** Whether somebody else than the command itself, which knows the gate, has this argument. */
  private static boolean runs(String word, Path folder) {
    String[] names = Path.of("/proc").toFile().list();
    return Arrays.stream(names == null ? new String[0] : names)
        .filter(name -> name.matches("\\d+"))
        .map(pid -> read(Path.of("/proc", pid, "cmdline")))
        .anyMatch(line -> line.contains(word) && !line.contains(folder.toString()));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }

  private static void touch(Path file) {
    try {
      Files.createFile(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aCommandSeesItsOwnProcessesAlone() {
    try (Bench bench = bench()) {
      assertThat(bench.output(Bench.shell("echo $(($$ < 10)) $(ls -d /proc/[0-9]* | wc -l)")))
          .satisfies(settled -> assertThat(settled.stdout().text()).matches("1 [3-6]\n"));
    }
  }

  @Test
  void theFirstSignalReachesADaemonWithoutItsEnvironment(@TempDir Path folder) {
    Path ready = folder.resolve("ready");
    Path asked = folder.resolve("asked");
    String script =
        "trap 'until [ -e \"$2\" ]; do sleep 0.01; done; exit 4' TERM\n"
            + "(env -i PATH=\"$PATH\" setsid sh -c"
            + " 'trap \": >\\\"$1\\\"; exit\" TERM; : >\"$0\"; while :; do sleep 0.05; done' \"$1\" \"$2\""
            + " </dev/null >/dev/null 2>&1 &)\n"
            + "while :; do sleep 0.05; done";
    try (Bench bench = bench()) {
      Bench.Run run = bench.sh(script, ready.toString(), asked.toString());
      await("the daemon runs", () -> Files.exists(ready));
      run.process().signal(StopSignal.TERM);
      assertThat(run.seen().status()).isEqualTo(4);
      assertThat(asked).exists();
    }
  }

  @Test
  void theFirstSignalIsNotLostWhileTheHelpersBegin() {
    try (Bench bench = bench()) {
      for (int i = 0; i < 10; i++) {
        Bench.Run run = bench.sh("exec sleep 60");
        run.process().signal(i % 2 == 0 ? StopSignal.TERM : StopSignal.HUP);
        assertThat(run.seen().status()).isEqualTo(i % 2 == 0 ? 143 : 129);
      }
    }
  }

  @Test
  void aStatusOfTheHelpersIsNoneOfTheCommand(@TempDir Path folder) throws StartRefused {
    StartCheck check = new StartCheck(System.getenv("PATH"));
    try (Marks marks = new Marks(() -> folder)) {
      ByNamespace entrance =
          new ByNamespace(
              new Unshare(List.of("unshare"), true, ""),
              marks,
              Shell.here("env"),
              "setsid",
              check,
              Survivors.END,
              new Entrance.Direct());
      Tree tree = new Tree("lease", false);
      Command command = Bench.shell("exit 1");
      var judge = entrance.line(tree, command, "sh", Map.of()).judge();
      assertThat(judge.apply(1))
          .hasValueSatisfying(
              failure -> assertThat(failure.kind()).isEqualTo(StartFailure.Kind.EXHAUSTED));
      assertThat(judge.apply(143)).isEmpty();
      touch(tree.mark.file());
      assertThat(judge.apply(1)).isEmpty();
      tree.close();
      assertThat(tree.mark.file()).doesNotExist();
    }
  }

  @Test
  void aSignalThatEndsACommandAddsNothingToItsOutput() {
    try (Bench bench = bench()) {
      Bench.Run run = bench.sh("kill -KILL $$");
      assertThat(run.seen().status()).isEqualTo(137);
      assertThat(run.settle().stderr().text()).isEmpty();
    }
  }
}

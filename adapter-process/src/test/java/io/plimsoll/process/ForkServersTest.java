package io.plimsoll.process;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.command.Command;
import io.plimsoll.command.Environment;
import io.plimsoll.command.StartFailure.Kind;
import io.plimsoll.command.Stdin;
import io.plimsoll.command.StopSignal;
import io.plimsoll.port.ProcessObserver.Settled;
import io.plimsoll.port.Threads;
import io.plimsoll.process.Bench.Run;
import io.plimsoll.process.cgroup.OwnGroup;
import io.plimsoll.process.cgroup.SessionGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Shells that fork commands: what a command sees, what is left of it, and what ends a server. */
@EnabledIf("io.plimsoll.process.ForkServersTest#work")
class ForkServersTest {

  private static final long SELF = ProcessHandle.current().pid();
  private static final int MOST_STARTS = 100;

  @TempDir Path folder;

  private Bench bench = new Bench(ContainmentLevel.CGROUP);

  static boolean work() {
    return ForcedLevelTest.groupsWork() && Shell.here("env").plain();
  }

  @AfterEach
  void close() {
    bench.close();
  }

  /** Who started a command, as it tells itself. */
  private long parent() {
    return Long.parseLong(output("echo $PPID").strip());
  }

  private String output(String script, String... arguments) {
    return bench.output(Bench.shell(script, arguments)).stdout().text();
  }

  /**
   * A server that waits for a command: the first start has none near it, the second makes one, or a
   * later one where a busy machine has kept them apart.
   */
  private long server() {
    long server = parent();
    for (int i = 0; server == SELF && i < MOST_STARTS; i++) {
      server = parent();
    }
    assertThat(server).as("the parent of a command that follows another").isNotEqualTo(SELF);
    return server;
  }

  @Test
  void commandsThatFollowOneAnotherAreForkedByOneShell() {
    assertThat(parent()).as("the first has no other near it").isEqualTo(SELF);
    long server = server();
    for (int i = 0; i < 20; i++) {
      assertThat(parent()).isEqualTo(server);
    }
  }

  @Test
  void aCommandSeesWhatItWasGivenAndNothingElse() {
    String words = "a b'c\"d$e`f\\g\n h;i&j|k>l*m?n~o#p%q!r(s)t{u}v[w]";
    Command shown =
        Bench.shell("printf '%s\\n' \"$@\"; cat; pwd; printf '%s\\n' \"$SOME\"", words, "", "-n")
            .directory(folder)
            .stdin(Stdin.text("from stdin\n"))
            .environment(Environment.inherit().with("SOME", words));
    String expected =
        words + "\n\n-n\nfrom stdin\n" + folder.toAbsolutePath() + "\n" + words + "\n";

    assertThat(bench.output(shown).stdout().text()).isEqualTo(expected);
    server();
    assertThat(bench.output(shown).stdout().text()).isEqualTo(expected);
  }

  /** Open files, ignored signals, mask and limits. */
  @Test
  void aForkedCommandStartsLikeAnyOther() {
    Command asked =
        Bench.shell(
            "exec 2>&1; ls /proc/self/fd | wc -l; ulimit -a; umask; echo $0;"
                + " grep -E '^(Sig(Blk|Ign)|Umask)' /proc/self/status");
    String first = bench.output(asked).stdout().text();
    server();
    assertThat(bench.output(asked).stdout().text()).isEqualTo(first);
  }

  @Test
  void itsVariablesAreTheSameHoweverItIsStarted() {
    Environment set = Environment.inherit().with("PWD", "/some/where").with("OLDPWD", "/else");
    Command cat = Command.of("cat", "/proc/self/environ");
    List<Command> commands =
        List.of(
            cat,
            cat.environment(set),
            cat.environment(set).directory(folder),
            cat.directory(folder),
            cat.environment(Environment.clean().with("A", "it's\n'quoted'")));
    List<List<String>> usual = new ArrayList<>();
    List<List<String>> forked = new ArrayList<>();
    for (Command each : commands) {
      try (Bench other = new Bench(ContainmentLevel.CGROUP)) {
        usual.add(variables(other, each));
      }
    }
    server();
    commands.forEach(each -> forked.add(variables(bench, each)));

    assertThat(forked).isEqualTo(usual);
    assertThat(forked.get(1)).contains("PWD=/some/where", "OLDPWD=/else");
    assertThat(forked.get(4)).contains("A=it's\n'quoted'").noneMatch(v -> v.startsWith("PWD="));
  }

  /** What a command carries, but for its marks. */
  private static List<String> variables(Bench bench, Command command) {
    return Stream.of(bench.output(command).stdout().text().split("\0"))
        .filter(variable -> !variable.startsWith("PLIMSOLL_"))
        .sorted()
        .toList();
  }

  /** The pipe that a command writes to. */
  private String pipe() {
    return bench.output(Command.of("readlink", "/proc/self/fd/1")).stdout().text();
  }

  @Test
  void aPipeThatWasReadToItsEndServesTheNextCommand() {
    server();
    Set<String> pipes = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      String pipe = pipe();
      assertThat(pipe).startsWith("pipe:[");
      pipes.add(pipe);
    }
    assertThat(pipes).hasSizeLessThanOrEqualTo(4);
  }

  @Test
  void whatOneCommandWritesNeverComesToAnother() {
    server();
    for (int i = 0; i < 40; i++) {
      String out = i + (i % 2 == 0 ? "" : "x".repeat(100_000));
      Settled seen =
          bench.output(Bench.shell("cat; printf %s err$1 >&2", "" + i).stdin(Stdin.text(out)));
      assertThat(seen.stderr().text()).isEqualTo("err" + i);
      assertThat(seen.stdout().bytes()).isEqualTo(out.length());
      assertThat(seen.stdout().text()).startsWith(Integer.toString(i));
    }
  }

  @Test
  void aPipeThatSomebodyHoldsServesNobodyElse() throws IOException {
    server();
    String held = bench.output(Bench.shell("readlink /proc/self/fd/1; sleep 60 &")).stdout().text();
    assertThat(held).startsWith("pipe:[");
    for (int i = 0; i < 5; i++) {
      assertThat(pipe()).isNotEqualTo(held);
    }
  }

  @Test
  void whoMakesItsPipeUnfitHarmsOnlyItself() {
    server();
    for (int i = 0; i < 5; i++) {
      assertThat(output("chmod 000 /proc/self/fd/1 /proc/self/fd/2; echo done"))
          .isEqualTo("done\n");
    }
    assertThat(output("echo after")).isEqualTo("after\n");
  }

  @Test
  void pipesAreLetGoWithTheServers() {
    int before = Bench.descriptors();
    server();
    List<Run> live = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      live.add(bench.sh("sleep 0.3"));
    }
    for (Run run : live) {
      run.seen().status();
      run.settle();
      run.release();
    }
    bench.launcher.rest();
    await(
        "the descriptors of what was used, over " + before,
        () -> Bench.descriptors() <= before + 2 * PipeStock.BATCH + 8);
  }

  @Test
  void itsStatusIsItsOwn() {
    server();
    for (int status : new int[] {0, 1, 2, 125, 126, 127, 255}) {
      Run run = bench.sh("exit " + status);
      assertThat(run.seen().status()).isEqualTo(status);
      run.release();
    }
    for (int signal : new int[] {1, 2, 9, 15}) {
      Run run = bench.sh("kill -" + signal + " $$");
      assertThat(run.seen().status()).isEqualTo(128 + signal);
      run.release();
    }
  }

  @Test
  void aProgramThatCannotBeBecomeIsAFailedStart() throws IOException {
    Path program = Files.writeString(folder.resolve("p"), "#!/bin/sh\nexit 3\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    server();
    Run works = bench.launch(Command.of(program.toString()));
    assertThat(works.seen().status()).isEqualTo(3);
    works.release();
    Files.delete(program); // and it was looked at a moment ago
    Run fails = bench.launch(Command.of(program.toString()));
    assertThat(fails.seen().failure().kind()).isEqualTo(Kind.NOT_FOUND);
    assertThat(fails.seen().failure().words()).contains(program.toString());
    fails.release();
  }

  @Test
  void whatItLeavesBehindIsFoundAndTheNextOneIsNotTakenForIt() {
    server();
    Run run = bench.sh("(setsid env -i sleep 60 &); sleep 60 & exit 0");
    assertThat(run.seen().status()).isZero();
    assertThat(run.survey().members()).isEqualTo(2);
    Run next = bench.launch(Command.of("sleep", "60"));
    next.seen().pid();
    assertThat(next.survey().members()).isEqualTo(1);
    run.end();
    run.release();
    assertThat(next.survey().members()).isEqualTo(1);
    assertThat(Bench.alive(next.seen().pid())).isTrue();
  }

  @Test
  void aServerThatIsKilledTakesItsCommandWithItAndAnotherOneFollows() {
    long server = server();
    Run run = bench.sh("echo up; sleep 60 & sleep 60");
    long pid = run.seen().pid();
    await("both", () -> run.survey().members() == 3);
    assertThat(ProcessHandle.of(pid).flatMap(ProcessHandle::parent).map(ProcessHandle::pid))
        .contains(server);
    ProcessHandle.of(server).orElseThrow().destroyForcibly();

    assertThat(run.seen().status()).isEqualTo(137);
    await("nobody is left", () -> run.survey().members() == 0);
    assertThat(run.settle().stdout().text()).isEqualTo("up\n");
    run.release();
    assertThat(server()).isNotEqualTo(server);
  }

  @Test
  void aCommandThatKillsItsParentEndsWithIt() {
    server();
    Run run = bench.sh("kill -9 $PPID; sleep 60");
    assertThat(run.seen().status()).isEqualTo(137);
    await("nobody is left", () -> run.survey().members() == 0);
    run.release();
    assertThat(output("echo again")).isEqualTo("again\n");
  }

  @Test
  void whoIsKilledAtOnceIsKilledWithItsServer() {
    long server = server();
    Path two = folder.resolve("two");
    Run run = bench.sh("trap '' TERM; sleep 60 & : >\"$1\"; sleep 60", two.toString());
    await("both are there", () -> Files.exists(two));
    run.process().signal(StopSignal.KILL);
    assertThat(run.seen().status()).isEqualTo(137);
    await("the server leaves", () -> !Bench.alive(server));
    run.end();
    run.release();
  }

  @Test
  void whoIsAloneIsKilledByItselfAndItsServerForksTheNext() {
    long server = server();
    Run run = bench.launch(Command.of("sleep", "60"));
    run.seen().pid();
    await("the command", () -> run.survey().members() == 1);
    run.process().signal(StopSignal.KILL);
    assertThat(run.seen().status()).isEqualTo(137);
    await("nobody is left", () -> run.survey().members() == 0);
    run.release();
    assertThat(parent()).isEqualTo(server);
  }

  @Test
  void aServerThatItsCommandHasStoppedIsKilledTheSecondTime() {
    long server = server();
    Run run = bench.sh("kill -STOP $PPID; exec sleep 60");
    long pid = run.seen().pid();
    await("the server is stopped", () -> Bench.state(server) == 'T');
    await("the command", () -> run.survey().members() == 1);
    run.process().signal(StopSignal.KILL);
    await("it is dead", () -> !Bench.alive(pid));
    run.process().signal(StopSignal.KILL);
    assertThat(run.seen().status()).isEqualTo(137);
    await("the server leaves", () -> !Bench.alive(server));
    run.release();
  }

  @Test
  void thereAreNoMoreServersThanMayBe() {
    bench.close();
    bench = new Bench(Map.of("containment", "cgroup", "forkservers", "2"));
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      runs.add(bench.sh("echo $PPID; sleep 60"));
    }
    runs.forEach(run -> run.seen().pid());
    long forked =
        runs.stream()
            .map(run -> ProcessHandle.of(run.seen().pid()).flatMap(ProcessHandle::parent))
            .filter(parent -> parent.isPresent() && Bench.name(parent.get().pid()).equals("sh"))
            .count();
    assertThat(forked).isEqualTo(2);
    assertThat(bench.launcher.forkServers()).isEqualTo(2);
    runs.forEach(Run::end);
  }

  @Test
  void noServerIsMadeWhereNoneMayBe() {
    bench.close();
    bench = new Bench(Map.of("containment", "cgroup", "forkservers", "0"));
    for (int i = 0; i < 4; i++) {
      assertThat(parent()).isEqualTo(SELF);
    }
  }

  @Test
  void serversLeaveWhenTheyAreNotNeededAndWithTheLauncher() {
    long server = server();
    bench.launcher.rest();
    await("the server leaves", () -> !Bench.alive(server));
    await("it is forgotten", () -> bench.launcher.forkServers() == 0);
    long second = server();
    Path session = OwnGroup.find().sessionFolder(bench.session).orElseThrow();
    assertThat(session).isDirectory();
    bench.close();
    assertThat(Bench.alive(second)).isFalse();
    assertThat(session).doesNotExist();
  }

  /** What cannot be said in a shell's plainest words is started the usual way. */
  @Test
  void whatDoesNotFitIsStartedTheUsualWay() {
    server();
    String large = "x".repeat(ForkOrder.MOST_CHARACTERS);
    assertThat(output("echo $PPID; echo ${#1}", large))
        .isEqualTo(SELF + "\n" + large.length() + "\n");
    Command named = Command.of("env").environment(Environment.inherit().with("a.b", "c"));
    assertThat(bench.output(named).stdout().text()).contains("\na.b=c\n");
  }

  /** A shell that can do nothing: commands go the usual way, and after a few of them at once. */
  @Test
  void aServerThatIsNoneDelaysACommandAtMost() throws Exception {
    Path session = OwnGroup.find().sessionFolder(bench.session + "-x").orElseThrow();
    Drainer drainer = new Drainer(Threads.uncounted());
    OwnPipes pipes = new OwnPipes(true, Runnable::run);
    try (SessionGroup group = new SessionGroup(session);
        ForkServers servers =
            new ForkServers(
                new ForkServers.Nest(
                    new ForkHub.Cradle(group, false),
                    "",
                    new Shell("/bin/false", true, "env"),
                    "/no/perl",
                    io.plimsoll.command.Survivors.END,
                    Map.of("PATH", "/bin")),
                4,
                pipes,
                drainer)) {
      pipes.stock();
      drainer.start();
      servers.take("x", TrialFork.ORDER); // none is near it
      for (int i = 0; i < ForkServers.MOST_STILLBORN; i++) {
        ForkServer server = (ForkServer) TrialFork.taken(servers);
        TrialFork trial = new TrialFork();
        if (trial.by(server)) {
          assertThat(trial.told.get(20, TimeUnit.SECONDS)).isEqualTo("stillborn");
        }
        servers.disappointed(server);
      }
      servers.take("x", TrialFork.ORDER); // the next is near it
      assertThat(servers.take("x", TrialFork.ORDER)).isNull();
      await("all are gone", () -> servers.servers() == 0);
    } finally {
      drainer.close();
      pipes.close();
    }
    assertThat(session).doesNotExist();
  }
}

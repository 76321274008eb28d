package io.plimsoll.process;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.command.Command;
import io.plimsoll.command.Environment;
import io.plimsoll.command.StartFailure;
import io.plimsoll.command.StartFailure.Kind;
import io.plimsoll.command.Stdin;
import io.plimsoll.command.StopSignal;
import io.plimsoll.command.Survivors;
import io.plimsoll.port.ProcessObserver.Settled;
import io.plimsoll.port.Threads;
import io.plimsoll.process.Bench.Run;
import io.plimsoll.process.cgroup.OwnGroup;
import io.plimsoll.process.cgroup.SessionGroup;
import io.plimsoll.process.proc.KillProgram;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Commands of a crowd, which one process forks and minds. */
@EnabledIf("io.plimsoll.process.ForkHubsTest#work")
class ForkHubsTest {

  private static final long SELF = ProcessHandle.current().pid();
  private static final Command ASLEEP = Command.of("sleep", "600");

  @TempDir Path folder;

  private Bench bench = new Bench(settings("1"));

  /** Where commands are started. */
  ContainmentLevel level() {
    return ContainmentLevel.CGROUP;
  }

  private Map<String, String> settings(String servers) {
    return Map.of("containment", level().word(), "forkservers", servers);
  }

  private boolean hasGroups() {
    return level() == ContainmentLevel.CGROUP;
  }

  static boolean work() {
    return ForkServersTest.work() && marksWork();
  }

  static boolean sessionsWork() {
    return ForcedLevelTest.sessionsWork() && marksWork();
  }

  static boolean marksWork() {
    return ForkHub.mayWork(ForkHub.PERL);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  /** A hub that minds a command, besides a server that has one. */
  private long hub() {
    CompletableFuture<Long> hub = new CompletableFuture<>();
    await(
        "a command whose parent is a hub",
        () -> {
          long parent = parent(bench.launch(ASLEEP));
          return isHub(parent) && hub.complete(parent);
        });
    return hub.join();
  }

  private static long parent(Run run) {
    return ProcessHandle.of(run.seen().pid())
        .flatMap(ProcessHandle::parent)
        .map(ProcessHandle::pid)
        .orElse(0L);
  }

  private static boolean isHub(long pid) {
    return Bench.name(pid).equals("perl");
  }

  /** A command that a hub has, as it follows another one. */
  private Run inHub(Command command) {
    List<Run> found = new ArrayList<>();
    await(
        "a command whose parent is a hub",
        () -> {
          Run run = bench.launch(command);
          found.add(0, run);
          return isHub(parent(run));
        });
    return found.get(0);
  }

  private Settled output(Command command) {
    bench.output(Command.of("true"));
    return bench.output(command);
  }

  /** The same of one that says by its outputs that a hub had it: else it came too late for that. */
  private Settled output(Command command, Predicate<Settled> byHub) {
    List<Settled> found = new ArrayList<>();
    await(
        "a command that a hub had",
        () -> {
          found.add(0, output(command));
          return byHub.test(found.get(0));
        });
    return found.get(0);
  }

  @Test
  void beyondTheServersOneProcessForksThemAll() {
    long hub = hub();
    assertThat(hub).isNotEqualTo(SELF);
    for (int i = 0; i < 20; i++) {
      assertThat(parent(inHub(ASLEEP))).isEqualTo(hub);
    }
    assertThat(bench.launcher.forkServers()).isEqualTo(hasGroups() ? 1 : 0);
    assertThat(bench.launcher.forkHubs()).isEqualTo(1);
  }

  @Test
  void whereOneIsFullAnotherOneFollows() {
    hub();
    Set<Long> parents = new HashSet<>();
    for (int i = 0; i < ForkHub.PLACES + 8; i++) {
      parents.add(parent(inHub(ASLEEP)));
    }
    assertThat(parents).hasSize(2);
    assertThat(bench.launcher.forkHubs()).isEqualTo(2);
  }

  @Test
  void aCommandSeesWhatItWasGivenAndNothingElse() {
    String words = "a b'c\"d$e`f\\g\n h;i&j|k>l*m?n~o#p%q!r(s)t{u}v[w]";
    Command shown =
        Bench.shell(
                "echo $PPID >&2; printf '%s\\n' \"$@\"; cat; pwd; printf '%s\\n' \"$SOME\"",
                words, "", "-n")
            .directory(folder)
            .stdin(Stdin.text("from stdin\n"))
            .environment(Environment.inherit().with("SOME", words));
    long hub = hub();
    Settled seen = output(shown, one -> one.stderr().text().equals(hub + "\n"));
    assertThat(seen.stdout().text())
        .isEqualTo(words + "\n\n-n\nfrom stdin\n" + folder.toAbsolutePath() + "\n" + words + "\n");
  }

  /** Open files, signals, mask, limits, and all that it carries but for its marks. */
  @Test
  void aForkedCommandStartsLikeAnyOther() {
    Environment carried =
        Environment.inherit()
            .with("PWD", "/some/where")
            .with("PERL5OPT", "-w")
            .with("EMPTY", "")
            .with("TWO", "a\nb=c");
    for (Environment environment : List.of(carried, Environment.clean().with("A", "it's"))) {
      Command asked =
          Command.of(
                  "/bin/sh",
                  "-c",
                  "exec 2>/dev/null; ls /proc/self/fd | /usr/bin/wc -l; ulimit -a; umask;"
                      + " /usr/bin/tr '\\0' '\\n' </proc/self/environ"
                      + " | /bin/grep -v PLIMSOLL_ | /usr/bin/sort;"
                      + " /bin/grep -E '^(Sig(Blk|Ign)|Umask|NSpid|Groups|NoNew)' /proc/self/status"
                      + " | /bin/sed 's/^NSpid.*/NSpid/'; echo $0;"
                      + " read a b c d e session f </proc/$$/stat; [ $session = $$ ] && echo leads")
              .directory(folder)
              .environment(environment);
      String usual;
      try (Bench other = new Bench(settings("0"))) {
        usual = other.output(asked).stdout().text();
      }
      hub();
      assertThat(output(asked).stdout().text()).isEqualTo(usual);
    }
  }

  /** What Perl would take for itself must not reach a hub, and must reach commands. */
  @Test
  void theVariablesOfPerlAreForCommandsAlone() {
    Map<String, String> own = new HashMap<>(System.getenv());
    own.put("PERL5OPT", "-MNo::Such::Module");
    bench.close();
    bench = new Bench(own, settings("1"));
    hub();
    Settled seen = output(Bench.shell("echo $PERL5OPT"));
    assertThat(seen.stdout().text()).isEqualTo("-MNo::Such::Module\n");
  }

  @Test
  void whatAShellWouldDropArrives() {
    hub();
    Environment named = Environment.inherit().with("a.b", "c").with("IFS", "x");
    Settled seen =
        output(
            Bench.shell("cat /proc/$PPID/comm; tr '\\0' '\\n' </proc/$$/environ")
                .environment(named),
            one -> one.stdout().text().startsWith("perl\n"));
    assertThat(seen.stdout().text().lines()).contains("a.b=c", "IFS=x");
  }

  @Test
  void itsStatusIsItsOwn() {
    hub();
    for (int status : new int[] {0, 1, 2, 125, 126, 127, 255}) {
      assertThat(inHub(Bench.shell("read x; exit $1", "" + status)).seen().status())
          .isEqualTo(status);
    }
    for (int signal : new int[] {1, 2, 6, 8, 9, 13, 14, 15}) {
      assertThat(inHub(Bench.shell("sleep 0.05; kill -" + signal + " $$")).seen().status())
          .isEqualTo(128 + signal);
    }
  }

  @Test
  void whatItWritesArrivesAndNothingOfOthers() {
    hub();
    for (int i = 0; i < 20; i++) {
      String in = i + "x".repeat(i % 2 == 0 ? 0 : 100_000);
      Settled seen = output(Bench.shell("cat; printf err$1 >&2", "" + i).stdin(Stdin.text(in)));
      assertThat(seen.stderr().text()).isEqualTo("err" + i);
      assertThat(seen.stdout().bytes()).isEqualTo(in.length());
    }
  }

  @Test
  void whatCannotBeBecomeIsAFailedStart() throws IOException {
    Path program = Files.writeString(folder.resolve("p"), "#!/bin/sh\nread x\nexit 3\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    hub();
    assertThat(inHub(Command.of(program.toString())).seen().status()).isEqualTo(3);
    Files.delete(program); // and it was looked at a moment ago
    Run fails = bench.launch(Command.of(program.toString()));
    assertThat(fails.seen().failure().kind()).isEqualTo(Kind.NOT_FOUND);
    assertThat(fails.seen().failure().words()).contains(program.toString());
    fails.release();
  }

  /** The system tells why: its permissions are in order. */
  @Test
  void whatTheSystemSaysOfAProgramIsTold() throws IOException {
    Path program = Files.copy(Path.of("/bin/sleep"), folder.resolve("p"));
    hub();
    try (FileChannel written = FileChannel.open(program, StandardOpenOption.WRITE)) {
      assertThat(written.isOpen()).isTrue(); // no file becomes a program while it is
      await(
          "what the system says to a hub",
          () -> {
            bench.output(Command.of("true"));
            Run fails = bench.launch(Command.of(program.toString(), "600"));
            StartFailure why = fails.seen().failure();
            fails.release();
            return why.kind() == Kind.LAUNCHER && why.words().contains("error=26"); // ETXTBSY
          });
    }
  }

  @Test
  void aProgramIsCalledAsAnyOtherWayWouldCallIt() {
    Environment environment = Environment.inherit().with("PATH", "/nowhere:/usr/bin:/bin");
    Command cat = Command.of("cat", "/proc/self/cmdline").environment(environment);
    String usual;
    try (Bench other = new Bench(settings("0"))) {
      usual = other.output(cat).stdout().text();
    }
    hub();
    assertThat(output(cat).stdout().text()).isEqualTo(usual);
  }

  @Test
  void whatItLeavesBehindIsFoundAndIsInNoOtherTree() {
    hub();
    String hidden = hasGroups() ? "setsid env -i " : ""; // what only a group tells of
    Run run = inHub(Bench.shell("(" + hidden + "sleep 60 &); sleep 60 & read x; exit 0"));
    Run other = inHub(ASLEEP);
    assertThat(run.seen().status()).isZero();
    // Where only what it carries tells whose one is, it is missed while it becomes its program.
    await("both", () -> run.survey().members() == 2);
    run.end();
    assertThat(other.survey().members()).isEqualTo(1);
    assertThat(Bench.alive(other.seen().pid())).isTrue();
  }

  @Test
  void whoIsKilledIsKilledAlone() {
    long hub = hub();
    Run other = inHub(ASLEEP);
    Run run = inHub(Bench.shell("trap '' TERM; sleep 60 & sleep 60"));
    await("all of it", () -> run.survey().members() == 3); // one KILL may miss who is being forked
    run.process().signal(StopSignal.KILL);
    assertThat(run.seen().status()).isEqualTo(137);
    await("nobody is left", () -> run.survey().members() == 0);
    assertThat(Bench.alive(other.seen().pid())).isTrue();
    assertThat(parent(inHub(ASLEEP))).isEqualTo(hub);
  }

  @Test
  void aHubThatIsKilledTakesItsCommandsWithItAndAnotherOneFollows() {
    long hub = hub();
    Run run = inHub(Bench.shell("echo up; sleep 60 & sleep 60"));
    Run deaf = inHub(Bench.shell("trap '' HUP TERM; echo up; sleep 60"));
    await("all", () -> run.survey().members() + deaf.survey().members() == 5);
    ProcessHandle.of(hub).orElseThrow().destroyForcibly();
    for (Run each : List.of(run, deaf)) {
      assertThat(each.seen().status()).isEqualTo(137);
      if (hasGroups()) {
        await("nobody is left", () -> each.survey().members() == 0);
      } else {
        each.end(); // as with whoever exits and leaves others behind
      }
      assertThat(each.settle().stdout().text()).isEqualTo("up\n");
    }
    assertThat(hub()).isNotEqualTo(hub);
  }

  /** As a child does that hangs before it is its program. */
  @Test
  void theDeathOfAHubIsSeenThoughSomebodyHoldsWhatItTellsBy() throws IOException {
    long hub = hub();
    Run run = inHub(Bench.shell("echo up; sleep 60"));
    await("all", () -> run.survey().members() == 2);
    List<FileChannel> held = new ArrayList<>();
    try (var files = Files.list(Path.of("/proc/" + hub + "/fd"))) {
      for (Path file : files.toList()) {
        if (Files.readSymbolicLink(file).toString().startsWith("pipe:")) {
          held.add(FileChannel.open(file, StandardOpenOption.WRITE));
        }
      }
      assertThat(held).isNotEmpty();
      ProcessHandle.of(hub).orElseThrow().destroyForcibly();
      assertThat(run.seen().status()).isEqualTo(137);
    } finally {
      for (FileChannel each : held) {
        each.close();
      }
    }
  }

  @Test
  void whoIsGivenUpAtOnceIsLeftNowhere() throws IOException {
    hub();
    Path groups = OwnGroup.find().sessionFolder(bench.session).orElse(folder);
    int before = bench.launcher.jobs();
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      runs.add(bench.launch(Command.of("sleep", "601." + SELF)));
      runs.get(i).release();
    }
    await("all are let go of", () -> bench.launcher.jobs() == before);
    await(
        "nobody lives",
        () -> ProcessHandle.allProcesses().noneMatch(each -> isAsleep(each.pid(), "601." + SELF)));
    await("their groups are gone", () -> runs.stream().noneMatch(run -> exists(groups, run)));
  }

  private static boolean exists(Path group, Run run) {
    return group.resolve(run.lease()).toFile().exists();
  }

  private static boolean isAsleep(long pid, String length) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/cmdline")).contains(length);
    } catch (IOException e) {
      return false;
    }
  }

  /** Large orders, more than its pipe holds: nobody waits for them, and all comes right at last. */
  @Test
  void aHubThatIsStoppedHoldsNobodyUp() throws IOException {
    long hub = hub();
    KillProgram.send("STOP", List.of("" + hub));
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      runs.add(bench.launch(Command.of("sh", "-c", "exit 7", "x".repeat(12_000))));
    }
    await(
        "one that others start",
        () -> {
          runs.add(bench.launch(ASLEEP));
          return runs.subList(40, runs.size()).stream().anyMatch(run -> run.seen().isStarted());
        });
    KillProgram.send("CONT", List.of("" + hub));
    for (Run run : runs.subList(0, 40)) {
      assertThat(run.seen().status()).isEqualTo(7);
    }
  }

  /** What was told to be none is none, though its order is with the hub. */
  @Test
  void whatIsGivenUpWithAHubThatIsStoppedNeverRuns() throws IOException {
    long hub = hub();
    int before = bench.launcher.jobs();
    Path groups = OwnGroup.find().sessionFolder(bench.session).orElse(folder);
    Path marks = Files.createDirectory(folder.resolve("ran"));
    KillProgram.send("STOP", List.of("" + hub));
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      runs.add(bench.launch(Command.of("/usr/bin/mkdir", marks.resolve("" + i).toString())));
      runs.get(i).release();
    }
    // Nobody can be forked in a group that is not there.
    await("their groups are gone", () -> runs.stream().noneMatch(run -> exists(groups, run)));
    KillProgram.send("CONT", List.of("" + hub));
    await("all are let go of", () -> bench.launcher.jobs() == before);
    if (hasGroups()) { // elsewhere it is ended as soon as it is born
      assertThat(marks.toFile().list()).isEmpty();
    }
    assertThat(parent(inHub(ASLEEP))).isEqualTo(hub);
  }

  @Test
  void aHubThatIsStoppedEndsWithTheLauncher() throws IOException {
    long hub = hub();
    KillProgram.send("STOP", List.of("" + hub));
    Run late = bench.launch(Command.of("sleep", "602." + SELF));
    late.release();
    bench.close();
    assertThat(Bench.alive(hub)).isFalse();
    await(
        "nobody lives",
        () -> ProcessHandle.allProcesses().noneMatch(each -> isAsleep(each.pid(), "602." + SELF)));
  }

  @Test
  void hubsLeaveWhenTheyAreNotNeededAndWithTheLauncher() {
    long hub = hub();
    bench.launcher.rest();
    assertThat(Bench.alive(hub)).as("it has a command").isTrue();
    Path session = OwnGroup.find().sessionFolder(bench.session).orElse(folder.resolve("none"));
    bench.endAll();
    bench.launcher.rest();
    await("the hub leaves", () -> !Bench.alive(hub) && bench.launcher.forkHubs() == 0);
    long second = hub();
    bench.close();
    assertThat(Bench.alive(second)).isFalse();
    assertThat(session).doesNotExist();
  }

  @Test
  void itsDescriptorsAreThoseOfItsCommands() {
    hub();
    int before = Bench.descriptors();
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      runs.add(inHub(ASLEEP));
    }
    runs.forEach(Run::end);
    runs.forEach(Run::release);
    bench.launcher.rest();
    await(
        "descriptors, over " + before,
        () -> Bench.descriptors() <= before + 2 * PipeStock.BATCH + 8);
  }

  /** A program that can do nothing: commands go the usual way, and after a few of them at once. */
  @Test
  void aHubThatIsNoneDelaysACommandAtMost() throws Exception {
    Path session = OwnGroup.find().sessionFolder(bench.session + "-x").orElseThrow();
    Drainer drainer = new Drainer(Threads.uncounted());
    OwnPipes pipes = new OwnPipes(true, Runnable::run);
    Map<String, String> base = Map.of("PATH", "/bin");
    try (SessionGroup group = new SessionGroup(session);
        ForkServers helpers =
            new ForkServers(
                new ForkServers.Nest(
                    new ForkHub.Cradle(hasGroups() ? group : null, false),
                    "",
                    Shell.here("env"),
                    "/bin/false",
                    Survivors.END,
                    base),
                1,
                pipes,
                drainer)) {
      pipes.stock();
      drainer.start();
      helpers.take("a", TrialFork.ORDER); // none is near it
      if (hasGroups()) {
        assertThat(helpers.take("b", TrialFork.ORDER)).isInstanceOf(ForkServer.class);
      }
      for (int i = 0; i < ForkServers.MOST_STILLBORN; i++) {
        Forker place = helpers.take("trial-" + i, TrialFork.ORDER);
        TrialFork trial = new TrialFork();
        if (place != null && trial.by(place)) {
          assertThat(trial.told.get(20, TimeUnit.SECONDS)).isEqualTo("stillborn");
        } else if (place != null) {
          place.leave();
        }
        if (place != null) {
          helpers.disappointed(place);
        }
      }
      await(
          "no more are made",
          () -> {
            Forker more = helpers.take("d", TrialFork.ORDER);
            if (more != null) {
              more.leave();
            }
            return more == null;
          });
      await("all are gone", () -> helpers.hubs() == 0);
      if (hasGroups()) {
        String[] left = session.toFile().list((in, name) -> name.startsWith("trial"));
        assertThat(Arrays.asList(left)).isEmpty();
      }
    } finally {
      drainer.close();
      pipes.close();
    }
    assertThat(session).doesNotExist();
  }

  /** One that forks nothing and stays, as where the kernel refuses it. */
  @Test
  void aHubThatCannotForkIsAskedNoMore() throws Exception {
    Path perl =
        Files.writeString(
            folder.resolve("perl"),
            """
            #!/usr/bin/perl
            my $b = '';
            while (sysread STDIN, $b, 65536, length $b) {
              while (length $b >= 4 && length $b >= 4 + unpack 'N', $b) {
                my $o = substr $b, 4, unpack 'N', $b;
                substr $b, 0, 4 + length $o, '';
                syswrite STDOUT, 'N ' . (split /\\0/, $o)[0] . "\\n";
              }
            }
            """);
    assertThat(perl.toFile().setExecutable(true)).isTrue();
    Drainer drainer = new Drainer(Threads.uncounted());
    OwnPipes pipes = new OwnPipes(true, Runnable::run);
    try (ForkServers helpers = new ForkServers(nest(perl.toString()), 1, pipes, drainer)) {
      pipes.stock();
      drainer.start();
      helpers.take("a", TrialFork.ORDER); // none is near it
      for (int i = 0; i < ForkServers.MOST_STILLBORN; i++) {
        Forker place = TrialFork.taken(helpers);
        TrialFork trial = new TrialFork();
        assertThat(trial.by(place)).isTrue();
        assertThat(trial.told.get(20, TimeUnit.SECONDS)).isEqualTo("stillborn");
        helpers.disappointed(place);
      }
      helpers.take("c", TrialFork.ORDER); // the next is near it
      assertThat(helpers.take("c", TrialFork.ORDER)).isNull();
      assertThat(helpers.atOnce("c", TrialFork.ORDER)).isNull();
    } finally {
      drainer.close();
      pipes.close();
    }
  }

  /** Of hubs in no group. */
  private static ForkServers.Nest nest(String perl) {
    return new ForkServers.Nest(
        new ForkHub.Cradle(null, false), "", Shell.here("env"), perl, Survivors.END, Map.of());
  }

  /** As where there is no memory to have its pipes waited for. */
  @Test
  void aHubThatCannotBeHeardIsEnded() throws Exception {
    Drainer drainer = new Drainer(Threads.uncounted());
    OwnPipes pipes = new OwnPipes(true, Runnable::run);
    try (ForkServers helpers = new ForkServers(nest(ForkHub.PERL), 1, pipes, drainer)) {
      pipes.stock();
      Forker place = TrialFork.taken(helpers);
      TrialFork trial = new TrialFork();
      assertThat(trial.by(place)).isTrue();
      drainer.selector().close();
      drainer.start();
      assertThat(trial.told.get(20, TimeUnit.SECONDS)).isEqualTo("stillborn");
      await("it is let go", () -> helpers.hubs() == 0);
    } finally {
      drainer.close();
      pipes.close();
    }
  }
}

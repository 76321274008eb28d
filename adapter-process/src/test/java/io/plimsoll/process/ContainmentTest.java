package io.plimsoll.process;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.command.Command;
import io.plimsoll.command.Command.Limits;
import io.plimsoll.command.Environment;
import io.plimsoll.command.Output;
import io.plimsoll.command.StopSignal;
import io.plimsoll.command.Survivors;
import io.plimsoll.process.Bench.Run;
import io.plimsoll.process.orphan.Marks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainmentTest {

  private final Bench bench = new Bench();

  @TempDir Path folder;

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void killEndsDaemonsOfACommandThatHasExitedToo() {
    Run run = bench.sh("(setsid sleep 60 &); (sleep 60 &); sleep 60 & exit 0");
    assertThat(run.seen().status()).isZero();
    await("three members", () -> run.survey().members() == 3);

    run.end();

    assertThat(run.survey().members()).isZero();
    assertThat(run.survey().emptyLooks()).isEqualTo(2);
  }

  @Test
  void aChildThatDropsItsEnvironmentIsKnownByItsParent() {
    Run run = bench.sh("env -i sleep 60");
    await("a member", () -> run.survey().members() >= 1);
    run.end();
    assertThat(run.seen().status()).isEqualTo(137);
  }

  @Test
  void aStrangerWithAnEnvironmentMuchLikeOursIsNotTouched() throws Exception {
    Run run = bench.sh("sleep 60");
    run.seen().pid();
    ProcessBuilder builder = new ProcessBuilder("sleep", "60");
    builder.environment().put("PLIMSOLL_LEASE", run.lease() + "0");
    builder.environment().put("PLIMSOLL_OUTER", "x" + run.lease() + ":" + run.lease() + "y");
    builder.environment().put("XPLIMSOLL_LEASE", run.lease());
    Process stranger = builder.start();
    try {
      assertThat(run.survey().members()).isLessThanOrEqualTo(2);
      run.end();
      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroyForcibly().waitFor();
    }
  }

  @Test
  void whatADetachedCommandLeavesBehindBelongsToNobody() throws Exception {
    Limits d = Limits.DEFAULTS;
    Limits detached =
        new Limits(
            d.timeout(),
            d.grace(),
            d.memory(),
            d.firstSignal(),
            Optional.of(Survivors.KEEP),
            true,
            false);
    Path mark = folder.resolve("pid");
    Run run =
        bench.launch(
            Bench.shell("env > \"$1.env\"; setsid sleep 60 & echo $! > \"$1\"", mark.toString())
                .stdout(Output.discard())
                .stderr(Output.discard())
                .limits(detached));
    assertThat(run.seen().status()).isZero();
    long pid = Long.parseLong(Files.readString(mark).strip());

    assertThat(run.survey().members()).isZero();
    run.process().signal(StopSignal.KILL);
    assertThat(run.survey().members()).isZero();
    assertThat(Bench.alive(pid)).isTrue();
    assertThat(Files.readString(Path.of(mark + ".env"))).doesNotContain("PLIMSOLL_");
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
  }

  @Test
  void anOuterRuntimeFindsWhatAnInnerOneStarted() {
    Run outer = bench.launch(Command.of("sleep", "60"));
    outer.seen().pid();
    Map<String, String> own =
        Environment.inherit()
            .with(Marks.LEASE, outer.lease())
            .with(Marks.OUTER, "outermost")
            .resolve(System.getenv());
    try (Bench inner = new Bench(own, true)) {
      Run run = inner.sh("echo $PLIMSOLL_OUTER; (setsid sleep 60 &); sleep 0.2");
      run.seen().status();
      await(
          "the outer command, the daemon, the inner sentinel", () -> outer.survey().members() == 3);
      await("the daemon alone", () -> run.survey().members() == 1);
      outer.end();
      assertThat(run.settle().stdout().text()).isEqualTo("outermost:" + outer.lease() + "\n");
      assertThat(run.survey().members()).isZero();
    }
  }

  @Test
  void twoLaunchersInOneProgramDoNotTouchEachOther() {
    try (Bench other = new Bench()) {
      Run here = bench.sh("sleep 60 & sleep 60");
      Run there = other.sh("sleep 60 & sleep 60");
      await("three here", () -> here.survey().members() == 3);
      await("three there", () -> there.survey().members() == 3);
      here.end();
      assertThat(there.survey().members()).isEqualTo(3);
      there.end();
    }
  }

  @Test
  void otherSignalsReachTheWholeTree() throws Exception {
    Path mark = folder.resolve("mark");
    Run run =
        bench.sh(
            "sh -c 'trap \"echo inner >> $1; exit 0\" USR1; echo up >> $1; while :; do sleep 0.01; done' sh \"$1\" &"
                + " trap 'echo outer >> \"$1\"; exit 7' USR1; echo up >> \"$1\"; while :; do sleep 0.01; done",
            mark.toString());
    await("both up", () -> lines(mark) == 2);
    run.process().signal(StopSignal.USR1);

    assertThat(run.seen().status()).isEqualTo(7);
    await("both told", () -> lines(mark) == 4);
  }

  private static int lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file).size() : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  @Test
  void aStoppedCommandIsKilledAllTheSame() throws Exception {
    Run run = bench.sh("kill -s STOP $$; sleep 60");
    long pid = run.seen().pid();
    await("it stands still", () -> Bench.state(pid) == 'T');
    assertThat(run.survey().members()).isEqualTo(1);
    run.process().signal(StopSignal.KILL);

    assertThat(run.seen().status()).isEqualTo(137);
  }

  @Test
  void aStoppedCommandIsContinuedToTakeItsSignal() throws Exception {
    // A background job of a shell ignores INT and hands that down: TERM is heeded always.
    List<StopSignal> heeded =
        ignoresInterrupts() ? List.of(StopSignal.TERM) : List.of(StopSignal.TERM, StopSignal.INT);
    for (StopSignal signal : heeded) {
      Run run = bench.sh("trap 'exit 7' TERM INT; kill -s STOP $$; sleep 60 & wait");
      long pid = run.seen().pid();
      await("it stands still", () -> Bench.state(pid) == 'T');

      run.process().signal(signal);

      assertThat(run.seen().status()).isEqualTo(7);
    }
  }

  private static boolean ignoresInterrupts() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 0b10) != 0);
  }

  @Test
  void aTreeThatNeverStandsStillIsCaught() throws Exception {
    Path hop = folder.resolve("hop");
    Path trace = folder.resolve("trace");
    Files.writeString(hop, "#!/bin/sh\necho x >> '" + trace + "'\nsleep 0.01\nsetsid \"$0\" &\n");
    assertThat(hop.toFile().setExecutable(true)).isTrue();
    Run run = bench.launch(Command.of(hop.toString()));
    await("ten hops", () -> lines(trace) >= 10);

    run.end();

    int hops = lines(trace);
    assertThat(run.settle().holders().size()).isLessThanOrEqualTo(8);
    assertThat(lines(trace)).isEqualTo(hops);
  }

  @Test
  void memoryIsToldEachSecondUnasked() {
    Run run = bench.launch(Command.of("sleep", "60"));

    assertThat(run.seen().surveyOf(1).residentBytes()).isBetween(100_000L, 50_000_000L);
    run.end();
  }

  @Test
  void theEnvironmentCarriesSessionAndLease() {
    Run run =
        bench.launch(
            Command.of("env").environment(Environment.clean().with("A", "b c").keep("NONE")));
    run.seen().status();
    String text = run.settle().stdout().text();

    assertThat(text)
        .contains("PLIMSOLL_SESSION=" + bench.session + "\n")
        .contains("PLIMSOLL_LEASE=" + run.lease() + "\n")
        .contains("PATH=")
        .doesNotContain("JAVA_HOME");
  }
}

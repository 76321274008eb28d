package io.plimsoll.process;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.plimsoll.command.Command;
import io.plimsoll.command.Command.Limits;
import io.plimsoll.command.StartFailure;
import io.plimsoll.command.StartFailure.Kind;
import io.plimsoll.command.Survivors;
import io.plimsoll.process.Bench.Run;
import io.plimsoll.process.cgroup.OwnGroup;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** What single levels of containment leave behind, let live, and tell of a failed start. */
class LevelsTest {

  private static final String GROUPS = "io.plimsoll.process.ForcedLevelTest#groupsWork";

  @TempDir Path folder;

  private static Set<ContainmentLevel> working() {
    Trials trials =
        new Trials(true, UUID.randomUUID().toString(), new StartCheck(System.getenv("PATH")));
    Set<ContainmentLevel> working = EnumSet.allOf(ContainmentLevel.class);
    working.removeIf(level -> trials.whyNot(level).isPresent());
    return working;
  }

  @Test
  @EnabledIf(GROUPS)
  void theGroupsOfALeaseAndOfItsSessionAreGoneAtTheEnd() {
    Path session;
    try (Bench bench = new Bench(ContainmentLevel.CGROUP)) {
      session = OwnGroup.find().sessionFolder(bench.session).orElseThrow();
      Run run = bench.sh("(setsid env -i sleep 60 &); sleep 60 & exit 0");
      assertThat(run.seen().status()).isZero();
      Path lease = session.resolve(run.lease());
      assertThat(lease).isDirectory();
      assertThat(run.survey().members()).isEqualTo(2);
      run.end();
      run.release();
      await("the group of the lease is gone", () -> !Files.exists(lease));
      assertThat(session).isDirectory();
    }
    assertThat(session).doesNotExist();
  }

  @Test
  void keptSurvivorsAreInNoGroupAndLiveOnOnEachLevel() throws Exception {
    Limits d = Limits.DEFAULTS;
    Limits kept =
        new Limits(
            d.timeout(),
            d.grace(),
            d.memory(),
            d.firstSignal(),
            Optional.of(Survivors.KEEP),
            false,
            false);
    for (ContainmentLevel level : working()) {
      Path mark = folder.resolve(level.word());
      try (Bench bench = new Bench(level)) {
        Run run =
            bench.launch(
                Bench.shell(
                        "cat /proc/self/cgroup > \"$1.group\";"
                            + " sleep 60 < /dev/null > /dev/null 2>&1 & echo $! > \"$1\"",
                        mark.toString())
                    .limits(kept));
        assertThat(run.seen().status()).isZero();
        run.release();
      }
      long pid = Long.parseLong(Files.readString(mark).strip());
      try {
        assertThat(Bench.alive(pid)).as("lives on, on level %s", level).isTrue();
        assertThat(Path.of(mark + ".group")).content().doesNotContain("plimsoll-");
      } finally {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
      }
    }
  }

  private static StartFailure failure(Command command) {
    try (Bench bench = new Bench(ContainmentLevel.CGROUP)) {
      return bench.launch(command).seen().failure();
    }
  }

  private Path copyOfTrue() throws IOException {
    Path program = Files.copy(Path.of("/bin/true").toRealPath(), folder.resolve("program"));
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return program;
  }

  @Test
  @EnabledIf(GROUPS)
  void aProgramThatIsBeingWrittenFailsToStart() throws Exception {
    Path program = copyOfTrue();
    try (OutputStream writing = Files.newOutputStream(program, StandardOpenOption.APPEND)) {
      assertThat(failure(Command.of(program.toString())).kind()).isEqualTo(Kind.NOT_EXECUTABLE);
      writing.flush();
    }
  }

  @Test
  @EnabledIf(GROUPS)
  void aProgramWithoutItsLoaderFailsToStart() throws Exception {
    Path program = copyOfTrue();
    String bytes = Files.readString(program, StandardCharsets.ISO_8859_1);
    int loader = bytes.indexOf("/lib");
    assumeTrue(loader > 0 && loader < 4_096, "a loader is named where it is expected");
    Files.writeString(
        program,
        bytes.substring(0, loader) + "/nil" + bytes.substring(loader + 4),
        StandardCharsets.ISO_8859_1);
    assertThat(failure(Command.of(program.toString())).kind()).isEqualTo(Kind.NOT_FOUND);
  }

  @Test
  @EnabledIf(GROUPS)
  void aScriptWhoseInterpretersInterpreterIsMissingFailsToStart() throws Exception {
    Path inner = Files.writeString(folder.resolve("inner"), "#!/no/such/interpreter\n");
    Path outer = Files.writeString(folder.resolve("outer"), "#!" + inner + "\n");
    assertThat(inner.toFile().setExecutable(true) && outer.toFile().setExecutable(true)).isTrue();
    assertThat(failure(Command.of(outer.toString())).kind()).isEqualTo(Kind.NOT_FOUND);
  }

  @Test
  @EnabledIf(GROUPS)
  void aCommandThatRemovesItselfAndLeavesWith127WasStarted() throws Exception {
    Path script = Files.writeString(folder.resolve("s"), "#!/bin/sh\nrm \"$0\"\nexit 127\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    try (Bench bench = new Bench(ContainmentLevel.CGROUP)) {
      assertThat(bench.launch(Command.of(script.toString())).seen().status()).isEqualTo(127);
    }
  }
}

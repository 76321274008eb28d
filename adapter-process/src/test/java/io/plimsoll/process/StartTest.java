package io.plimsoll.process;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.command.Command;
import io.plimsoll.command.Output;
import io.plimsoll.command.StartFailure;
import io.plimsoll.command.StartFailure.Kind;
import io.plimsoll.process.Bench.Run;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartTest {

  private final Bench bench = new Bench();

  @TempDir Path folder;

  @AfterEach
  void close() {
    bench.close();
  }

  private StartFailure failure(Command command) {
    return bench.launch(command).seen().failure();
  }

  @Test
  void whatIsNotThereIsToldApart() {
    assertThat(failure(Command.of("/no/such/program")).kind()).isEqualTo(Kind.NOT_FOUND);
    StartFailure noFolder = failure(Command.of("true").directory(folder.resolve("none")));
    assertThat(noFolder.kind()).isEqualTo(Kind.NOT_FOUND);
    assertThat(noFolder.words()).startsWith("directory: ").contains("none");
  }

  @Test
  void whatCannotBeExecutedIsToldWithARemedy() throws Exception {
    Path script = Files.writeString(folder.resolve("script"), "echo x\n");

    StartFailure plain = failure(Command.of(script.toString()));
    assertThat(plain.kind()).isEqualTo(Kind.NOT_EXECUTABLE);
    assertThat(plain.words()).contains("chmod +x");
    assertThat(failure(Command.of(folder.toString())).kind()).isEqualTo(Kind.NOT_EXECUTABLE);
    assertThat(failure(Command.of("true").directory(script)).kind()).isEqualTo(Kind.NOT_EXECUTABLE);
  }

  /** The shell that joins the group takes no file with a NUL for a script of its own. */
  @Test
  void whatTheKernelCannotRunIsNoMatterOfPermissions() throws Exception {
    assertThat(StartErrors.ofStatus("x", StartErrors.NOT_EXECUTABLE, 0).words())
        .isEqualTo(
            "program: 'x' is no program that this system can run (Exec format error); give it a #! line, build it for this machine, or run it by its interpreter");
    assertThat(StartErrors.ofStatus("x", StartErrors.NOT_EXECUTABLE, 13).words())
        .contains("permissions");
    Assumptions.assumeTrue(ForcedLevelTest.groupsWork() && Shell.here("env").plain());
    Path garbage = Files.write(folder.resolve("garbage"), new byte[] {1, 0, 2, 0, 3, '\n'});
    Assumptions.assumeTrue(garbage.toFile().setExecutable(true));
    try (Bench groups = new Bench(ContainmentLevel.CGROUP)) {
      StartFailure failure = groups.launch(Command.of(garbage.toString())).seen().failure();
      assertThat(failure.kind()).isEqualTo(Kind.NOT_EXECUTABLE);
      assertThat(failure.words()).contains("Exec format error").doesNotContain("permissions");
    }
  }

  @Test
  void whatLiesBelowAFileIsOutOfReach() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");

    StartFailure failure = failure(Command.of(file.resolve("program").toString()));

    assertThat(failure.kind()).isEqualTo(Kind.NOT_EXECUTABLE);
    assertThat(failure.words()).contains("cannot be reached");
  }

  @Test
  void aMissingInterpreterIsToldByThePlatformAndUnderstood() throws Exception {
    Path script = Files.writeString(folder.resolve("script"), "#!/no/such/interpreter\n");
    Assumptions.assumeTrue(script.toFile().setExecutable(true));
    int before = Bench.descriptors();

    StartFailure failure = failure(Command.of(script.toString()));

    assertThat(failure.kind()).isEqualTo(Kind.NOT_FOUND);
    assertThat(failure.words()).contains("#! line");
    assertThat(Bench.descriptors()).isLessThanOrEqualTo(before + 2 * PipeStock.BATCH + 4);
  }

  @Test
  void argumentsThatAreTooLongAreUnfit() {
    assertThat(failure(Command.of("true", "x".repeat(10_000_000))).kind()).isEqualTo(Kind.UNFIT);
  }

  @Test
  void anOutputFileThatCannotBeIsUnfit() {
    Path out = folder.resolve("none/out");
    StartFailure failure = failure(Command.of("true").stdout(Output.file(out)));

    assertThat(failure.kind()).isEqualTo(Kind.UNFIT);
    assertThat(failure.words()).startsWith("stdout: ");
  }

  /** Root may open whatever it likes: only a plain user's start could fail for that. */
  @Test
  void aPipeWhoseModeACommandChangedIsGivenToNoOther() {
    for (int i = 0; i < 3; i++) {
      bench.output(Bench.shell("chmod 0 /proc/self/fd/1 /proc/self/fd/2"));
      assertThat(bench.output(Bench.shell("echo ok")).stdout().text()).isEqualTo("ok\n");
    }
  }

  @Test
  void theWordsOfBothPlatformsAreUnderstood() {
    assertThat(kind("error=2, No such file or directory")).isEqualTo(Kind.NOT_FOUND);
    assertThat(kind("Exec failed, error: 13 (Permission denied) ")).isEqualTo(Kind.NOT_EXECUTABLE);
    assertThat(kind("error=7, Argument list too long")).isEqualTo(Kind.UNFIT);
    assertThat(kind("error=8, Exec format error")).isEqualTo(Kind.NOT_EXECUTABLE);
    assertThat(kind("error=11, Resource temporarily unavailable")).isEqualTo(Kind.EXHAUSTED);
    assertThat(kind("posix_spawn failed, error: 12 (Cannot allocate memory)"))
        .isEqualTo(Kind.EXHAUSTED);
    assertThat(kind("error=0, Failed to exec spawn helper: pid: 5, exit value: 1"))
        .isEqualTo(Kind.LAUNCHER);
  }

  @Test
  void aFileThatCannotBeOpenedAsSoManyAreIsNoFaultOfTheCommand() {
    IOException many = new FileNotFoundException("/dev/null (Too many open files)");
    StartFailure failure = StartErrors.of("x", many).failure();
    assertThat(failure.kind()).isEqualTo(Kind.EXHAUSTED);
    assertThat(failure.words()).contains("lacks descriptors");

    IOException missing = new FileNotFoundException("/some/file (No such file or directory)");
    assertThat(StartErrors.of("x", missing).failure().kind()).isEqualTo(Kind.UNFIT);
  }

  private static Kind kind(String text) {
    IOException thrown = new IOException("Cannot run program \"error=2\"", new IOException(text));
    return StartErrors.of("x", thrown).failure().kind();
  }

  @Test
  void tenThousandFailedStartsLeaveNothing() throws Exception {
    failure(Command.of("no-such-program"));
    bench.output(Command.of("true"));
    int descriptors = Bench.descriptors();
    int threads = Thread.getAllStackTraces().size();
    Semaphore failed = new Semaphore(0);
    for (int i = 0; i < 10_000; i++) {
      bench.launcher.launch(
          "missing-" + i,
          Command.of("no-such-program"),
          new Recording() {
            @Override
            public synchronized void startFailed(StartFailure failure) {
              failed.release();
            }
          });
    }
    failed.acquire(10_000);

    await("no more descriptors", () -> Bench.descriptors() <= descriptors);
    assertThat(Thread.getAllStackTraces().size()).isLessThanOrEqualTo(threads + 1);
  }

  @Test
  void argumentsArriveUntouched() {
    List<String> hard =
        List.of("a b", "it's", "\"q\"", "line\nbreak", "-n", "--", "", "*", "$HOME", "\\", "\t");
    Command command =
        Bench.shell("for a; do printf '%s\\0' \"$a\"; done", hard.toArray(new String[0]));

    assertThat(bench.output(command).stdout().text()).isEqualTo(String.join("\0", hard) + "\0");
  }

  @Test
  void textBeyondAsciiArrivesWhereThePlatformCanEncodeIt() {
    Assumptions.assumeTrue("UTF-8".equals(System.getProperty("sun.jnu.encoding")));
    String hard = "grüße €uro 船 😀";

    assertThat(bench.output(Command.of("printf", "%s", hard)).stdout().kept())
        .isEqualTo(hard.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void textThatThePlatformCannotEncodeIsRefusedAndNotReplaced() {
    StartFailure failure = failure(Command.of("printf", "%s", "half a pair: \ud800"));

    assertThat(failure.kind()).isEqualTo(Kind.UNFIT);
    assertThat(failure.words()).contains("LC_ALL=C.UTF-8");
  }

  @Test
  void aStartThatIsReleasedMeanwhileIsUndone() {
    for (int i = 0; i < 20; i++) {
      Path mark = folder.resolve("pid" + i);
      Run run = bench.sh("echo $$ > \"$1\"; sleep 60", mark.toString());
      run.release();
    }
    bench.output(Command.of("true"));
    await("none of them alive", () -> !anyAlive());
  }

  private boolean anyAlive() {
    for (int i = 0; i < 20; i++) {
      try {
        Path mark = folder.resolve("pid" + i);
        String pid = Files.exists(mark) ? Files.readString(mark).strip() : "";
        if (!pid.isEmpty() && Bench.alive(Long.parseLong(pid))) {
          return true;
        }
      } catch (IOException e) {
        return true;
      }
    }
    return false;
  }
}

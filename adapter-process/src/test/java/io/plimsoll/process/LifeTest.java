package io.plimsoll.process;

import static io.plimsoll.testkit.Await.await;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.command.Command;
import io.plimsoll.command.StartFailure;
import io.plimsoll.port.ProcessObserver.Settled;
import io.plimsoll.port.ProcessObserver.Survey;
import io.plimsoll.process.Bench.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LifeTest {

  private final Bench bench = new Bench();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void aCommandRunsFromItsStartToItsRelease() {
    Run run = bench.launch(Command.of("sh", "-c", "echo out; echo err >&2; exit 3"));

    assertThat(run.seen().status()).isEqualTo(3);
    assertThat(run.survey().emptyLooks()).isEqualTo(2);
    Settled settled = run.settle();
    run.release();

    assertThat(settled.stdout().text()).isEqualTo("out\n");
    assertThat(settled.stderr().text()).isEqualTo("err\n");
    assertThat(settled.holders()).isEmpty();
    assertThat(run.seen().order).startsWith("started", "exited").endsWith("settled");
  }

  @Test
  void allDescendantsAreFoundAndEnded() {
    Run run =
        bench.sh(
            "sleep 60 & (sleep 60 &); (setsid sleep 60 &); (setsid sh -c 'sleep 60 & wait' &); sleep 60");
    await("seven members", () -> run.survey().members() == 7);
    Survey survey = run.survey();
    assertThat(survey.residentBytes()).isPositive();
    assertThat(survey.everSeen()).isGreaterThanOrEqualTo(7);
    assertThat(survey.words()).contains("sleep (pid ").endsWith("and 2 more");

    run.end();

    assertThat(run.seen().status()).isEqualTo(137);
    assertThat(run.settle().stdout().bytes()).isZero();
  }

  @Test
  void whatIsReleasedAliveIsEndedWithItsTree() {
    Run run = bench.sh("(setsid sleep 60 &); sleep 60");
    long pid = run.seen().pid();
    await("three members", () -> run.survey().members() == 3);

    run.release();

    await("the end of the command", () -> !Bench.alive(pid));
    await("the end of its daemon", () -> !carried(run.lease()));
  }

  private static boolean carried(String lease) {
    return ProcessHandle.allProcesses()
        .anyMatch(
            handle -> {
              try {
                return Files.readString(Path.of("/proc/" + handle.pid() + "/environ"), ISO_8859_1)
                        .contains(lease)
                    && Bench.alive(handle.pid());
              } catch (IOException e) {
                return false;
              }
            });
  }

  @Test
  void aMissingProgramIsToldAsSuch() {
    Run run = bench.launch(Command.of("no-such-program-here"));

    assertThat(run.seen().failure().kind()).isEqualTo(StartFailure.Kind.NOT_FOUND);
  }
}

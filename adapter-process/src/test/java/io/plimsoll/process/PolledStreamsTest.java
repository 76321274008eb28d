package io.plimsoll.process;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.command.Command;
import io.plimsoll.command.Stdin;
import io.plimsoll.process.Bench.Run;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Without {@code /proc} the platform's own streams and parent links are used. */
class PolledStreamsTest {

  private final Bench bench = new Bench(Map.copyOf(System.getenv()), false);

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void outputsAreReadToTheirEnd() {
    assertThat(bench.output(Bench.shell("echo a; echo b >&2; sleep 0.1; echo c")).stdout().text())
        .isEqualTo("a\nc\n");
    assertThat(bench.output(Command.of("head", "-c", "50000000", "/dev/zero")).stdout().bytes())
        .isEqualTo(50_000_000);
  }

  @Test
  void inputsArrive() {
    Command cat = Command.of("cat").stdin(Stdin.text("x".repeat(200_000)));

    assertThat(bench.output(cat).stdout().bytes()).isEqualTo(200_000);
  }

  @Test
  void aHolderOfTheOutputHoldsNobodyUp() {
    Run run = bench.sh("echo x; sleep 62 & exit 3");

    assertThat(run.seen().status()).isEqualTo(3);
    assertThat(run.settle().stdout().text()).isEqualTo("x\n");
    assertThat(run.survey().emptyLooks()).isEqualTo(2);
    run.settle().holders();
    ProcessHandle.allProcesses()
        .filter(handle -> handle.info().commandLine().orElse("").endsWith("sleep 62"))
        .forEach(ProcessHandle::destroyForcibly);
  }

  @Test
  void parentLinksShowAndEndWhoStaysWithItsParents() {
    Run run = bench.sh("sleep 60 & (sleep 60; :) & wait");
    await("four members", () -> run.survey().members() == 4);
    run.end();
    assertThat(run.survey().members()).isZero();
  }
}

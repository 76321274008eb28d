package io.plimsoll.process;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.command.Command;
import io.plimsoll.command.StopSignal;
import io.plimsoll.process.Bench.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CrowdTest {

  private static final int CROWD = 250;

  @Test
  void hundredsOfCapturedCommandsTakeFewThreads() throws Exception {
    try (Bench bench = new Bench()) {
      List<Run> runs = new ArrayList<>();
      for (int i = 0; i < CROWD; i++) {
        runs.add(bench.launch(Command.of("sleep", "100")));
      }
      runs.forEach(run -> assertThat(run.seen().pid()).isPositive());
      String status = Files.readString(Path.of("/proc/self/status"));
      System.getLogger("figures")
          .log(System.Logger.Level.INFO, "FIGURE sleeps: {0}", figures(status));
      assertThat(Bench.threads()).isLessThanOrEqualTo(10);
      assertThat(platformThreads()).isLessThanOrEqualTo(CROWD + 10);

      runs.forEach(run -> run.process().signal(StopSignal.KILL));
      runs.forEach(run -> assertThat(run.seen().status()).isEqualTo(137));
      runs.forEach(run -> assertThat(run.survey().members()).isZero());
      runs.forEach(run -> assertThat(run.settle().stdout().bytes()).isZero());
      runs.forEach(Run::release);
    }
  }

  private static long platformThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("process reaper"))
        .count();
  }

  private static String figures(String status) {
    return status
        .lines()
        .filter(line -> line.startsWith("Threads") || line.startsWith("VmRSS"))
        .toList()
        .toString();
  }

  @Test
  void nothingIsLeftOfALauncherThatIsClosed() {
    int descriptors = Bench.descriptors();
    long threads = Bench.threads();
    Bench bench = new Bench();
    bench.output(Command.of("true"));
    Run run = bench.sh("sleep 60");
    run.seen().pid();
    run.end();
    long begun = System.nanoTime();
    bench.close();

    assertThat(System.nanoTime() - begun).isLessThan(2_500_000_000L);
    bench.close();
    // A pool is done a moment before its last thread is.
    await("no thread is left", () -> Bench.threads() <= threads);
    await("the descriptors are closed", () -> Bench.descriptors() <= descriptors + 2);
  }

  @Test
  void aLauncherThatWasNeverUsedHasNoThread() {
    long threads = Bench.threads();
    try (Bench bench = new Bench()) {
      assertThat(bench.launcher.facts()).isNotEmpty();
      assertThat(Bench.threads()).isLessThanOrEqualTo(threads);
    }
  }
}

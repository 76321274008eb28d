package io.plimsoll.process;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.command.PipeHolder;
import io.plimsoll.port.ProcessObserver.Settled;
import io.plimsoll.process.Bench.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HolderTest {

  /**
   * Far more than a stock of pipes holds; {@code bin/prove bounds} does a thousand of the real
   * program.
   */
  private static final int ROUNDS = 200;

  /** In the moment of its exec a process has no line at all, and no environment. */
  private static final String BECOME =
      "until tr '\\0' ' ' </proc/$!/cmdline | grep -q '^sleep 60'; do :; done";

  @Test
  void whoHoldsTheOutputOfACommandThatExitedIsNamed() {
    try (Bench bench = new Bench()) {
      long begun = System.nanoTime();
      Run run = bench.sh("echo first; sleep 60 & " + BECOME + "; exit 4");
      assertThat(run.seen().status()).isEqualTo(4);
      // Long before the one who holds the output ends.
      assertThat(Duration.ofNanos(run.seen().exitedNanos - begun))
          .isLessThan(Duration.ofSeconds(30));
      run.end();
      Settled settled = run.settle();

      assertThat(settled.stdout().text()).isEqualTo("first\n");
      assertThat(settled.holders()).singleElement().asString().contains("sleep 60");
      assertThat(settled.holders().get(0).age()).isLessThan(Duration.ofSeconds(60));
    }
  }

  @Test
  void aHolderThatLeftTheTreeUnseenIsNamedToo() {
    try (Bench bench = new Bench()) {
      Run run = bench.sh("(env -i setsid sleep 61 &) ; sleep 0.1");
      run.seen().status();
      Settled settled = run.settle();

      assertThat(settled.holders())
          .extracting(PipeHolder::command)
          .anyMatch(command -> command.contains("sleep 61"));
      settled
          .holders()
          .forEach(h -> ProcessHandle.of(h.pid()).ifPresent(ProcessHandle::destroyForcibly));
    }
  }

  @Test
  void aLookThatHasNoTimeLeftEndsWithWhatItFound() throws Exception {
    Process holder = new ProcessBuilder("sleep", "60").start();
    try {
      String fd = "/proc/" + holder.pid() + "/fd/1";
      Set<String> links = Set.of(Files.readSymbolicLink(Path.of(fd)).toString());
      List<Integer> likely = List.of((int) holder.pid());
      assertThat(new HolderLook(0).holders(links, likely)).isEmpty();
      assertThat(new HolderLook().holders(links, likely)).hasSize(1);
    } finally {
      holder.destroyForcibly();
    }
  }

  @Test
  void whatAGrandchildWritesAfterTheExitIsNotLost() {
    try (Bench bench = new Bench()) {
      Run run = bench.sh("(while read x; do :; done; echo late) & exit 0");
      run.seen().status();
      // The end of its output is the end of the wait.
      run.process().settle(TimeUnit.SECONDS.toNanos(20), TimeUnit.SECONDS.toNanos(20));
      assertThat(run.seen().settled().stdout().text()).isEqualTo("late\n");
    }
  }

  @Test
  void hundredsOfRoundsLeaveNoThreadAndNoDescriptor() {
    try (Bench bench = new Bench()) {
      for (int i = 0; i < 8; i++) {
        round(bench); // until every thread that is ever needed is there
      }
      int descriptors = Bench.descriptors();
      long threads = Bench.threads();
      for (int i = 0; i < ROUNDS; i++) {
        round(bench);
      }
      // A stock of pipes may be full now that was nearly empty then.
      await(
          "as few descriptors as before",
          () -> Bench.descriptors() <= descriptors + 2 * PipeStock.BATCH);
      assertThat(Bench.threads()).isLessThanOrEqualTo(threads);
    }
  }

  private static void round(Bench bench) {
    Run run = bench.sh("sleep 60 & " + BECOME + "; exit 0");
    run.seen().status();
    run.end();
    assertThat(run.settle().holders()).hasSize(1);
    run.release();
  }
}

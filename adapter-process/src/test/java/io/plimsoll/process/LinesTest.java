package io.plimsoll.process;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.command.Command;
import io.plimsoll.command.Output;
import io.plimsoll.command.OutputLine;
import io.plimsoll.process.Bench.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinesTest {

  private final Bench bench = new Bench();

  @TempDir Path folder;

  @AfterEach
  void close() {
    bench.close();
  }

  /** Takes so many lines, counting the rest of what it is told. */
  private static class Taker implements Flow.Subscriber<OutputLine> {

    final List<OutputLine> lines = new CopyOnWriteArrayList<>();
    final AtomicLong characters = new AtomicLong();
    final long demand;
    final boolean keep;
    volatile Flow.Subscription subscription;
    volatile boolean complete;
    volatile Throwable error;

    Taker(long demand, boolean keep) {
      this.demand = demand;
      this.keep = keep;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      if (demand != 0) {
        given.request(demand);
      }
    }

    @Override
    public void onNext(OutputLine line) {
      characters.addAndGet(line.text().length());
      if (keep) {
        lines.add(line);
      }
    }

    @Override
    public void onError(Throwable thrown) {
      error = thrown;
    }

    @Override
    public void onComplete() {
      complete = true;
    }
  }

  @Test
  void eachLineComesOnceAndInOrder() {
    Taker taker = new Taker(Long.MAX_VALUE, true);
    bench.output(Bench.shell("printf 'one\\r\\n\\ntwo\\nlast'").stdout(Output.lines(taker)));

    await("completion", () -> taker.complete);
    assertThat(taker.lines)
        .containsExactly(
            new OutputLine("one", true),
            new OutputLine("", true),
            new OutputLine("two", true),
            new OutputLine("last", false));
  }

  @Test
  void aHugeLineComesInPartsAndCutsNoCharacter() {
    Taker taker = new Taker(Long.MAX_VALUE, false);
    Command command =
        Bench.shell(
            "yes \"$(printf '\\303\\251\\342\\202\\254')\" | tr -d '\\n' | head -c 200000000");
    Run run = bench.launch(command.stdout(Output.lines(taker)));
    run.seen().status();
    run.settle();

    await("completion", () -> taker.complete);
    assertThat(taker.characters).hasValue(80_000_000L);
  }

  @Test
  void withoutDemandTheCommandBlocksAndNothingPilesUp() throws Exception {
    Taker taker = new Taker(1, true);
    Path progress = folder.resolve("progress");
    Run run =
        bench.launch(
            Bench.shell(
                    "i=0; while :; do i=$((i+1)); printf '%01024d\\n' $i; echo $i > \"$1\"; done",
                    progress.toString())
                .stdout(Output.lines(taker)));
    await("the first line", () -> taker.lines.size() == 1);
    long[] before = {-1};
    await(
        "the command to stand still for 100 ms",
        () -> {
          long now = count(progress);
          long since = System.nanoTime();
          while (now > 0 && count(progress) == now && System.nanoTime() - since < 100_000_000L) {
            Thread.onSpinWait();
          }
          before[0] = now;
          return now > 0 && count(progress) == now;
        });
    assertThat(before[0]).as("lines of 1 KiB: one chunk and one pipe").isLessThan(140);
    assertThat(taker.lines).hasSize(1);

    taker.subscription.request(500);
    await("the lines asked for", () -> taker.lines.size() == 501);
    await("progress", () -> count(progress) > before[0]);
    run.end();
    run.release();
    await("an error, as the end was not reached", () -> taker.error != null);
  }

  private static long count(Path progress) {
    try {
      String text = Files.exists(progress) ? Files.readString(progress).strip() : "";
      return text.isEmpty() ? 0 : Long.parseLong(text);
    } catch (IOException e) {
      return 0;
    }
  }

  @Test
  void aSubscriberThatCancelsOrThrowsDoesNotHoldTheCommand() {
    Taker cancels =
        new Taker(10, true) {
          @Override
          public void onNext(OutputLine line) {
            subscription.cancel();
          }
        };
    Taker thrower =
        new Taker(10, true) {
          @Override
          public void onNext(OutputLine line) {
            throw new IllegalStateException("as a test");
          }
        };
    Run run =
        bench.launch(
            Bench.shell("seq 1 200000; seq 1 200000 >&2")
                .stdout(Output.lines(cancels))
                .stderr(Output.lines(thrower)));

    assertThat(run.seen().status()).isZero();
    assertThat(run.settle().stdout().bytes()).isEqualTo(1_288_895);
    assertThat(cancels.complete).isFalse();
  }

  @Test
  void askingForLessThanOneLineIsAnError() {
    Taker taker = new Taker(-1, true);
    Run run = bench.launch(Bench.shell("seq 1 100000").stdout(Output.lines(taker)));

    assertThat(run.seen().status()).isZero();
    await("the error", () -> taker.error instanceof IllegalArgumentException);
  }

  @Test
  void aStartThatFailsEndsTheSubscription() {
    Taker taker = new Taker(1, true);
    bench.launch(Command.of("no-such-program").stdout(Output.lines(taker))).seen().failure();

    await("the error", () -> taker.error != null);
    assertThat(taker.error).hasMessageContaining("no-such-program");
  }

  @Test
  void aSlowSubscriberGetsTheEndOfACommandThatIsOverAndReleased() {
    Taker taker = new Taker(1, true);
    Run run = bench.launch(Bench.shell("seq 1 10000").stdout(Output.lines(taker)));
    run.seen().status();
    run.process().settle(Bench.QUIET, 200_000_000L);
    assertThat(run.seen().settled().stdout().bytes()).isEqualTo(48_894);
    run.release();
    assertThat(taker.error).isNull();

    taker.subscription.request(5_000);
    await("what was asked for", () -> taker.lines.size() == 5_001);
    assertThat(taker.complete).isFalse();
    taker.subscription.request(Long.MAX_VALUE);
    await("completion", () -> taker.complete);
    assertThat(taker.lines).hasSize(10_000);
    assertThat(taker.lines.get(9_999).text()).isEqualTo("10000");
  }

  @Test
  void aPipeThatIsStillHeldEndsWithAnErrorBehindWhatWasRead() {
    Taker taker = new Taker(1, true);
    Run run = bench.launch(Bench.shell("sleep 60 & seq 1 10000").stdout(Output.lines(taker)));
    run.seen().status();
    run.process().settle(Bench.QUIET, 200_000_000L);
    run.seen().settled();

    taker.subscription.request(Long.MAX_VALUE);
    await("the error", () -> taker.error != null);
    assertThat(taker.lines).hasSize(10_000);
  }
}

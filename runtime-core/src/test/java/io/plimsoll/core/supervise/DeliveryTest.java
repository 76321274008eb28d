package io.plimsoll.core.supervise;

import static io.plimsoll.core.supervise.Bench.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.command.Outcome;
import io.plimsoll.command.OutcomeKind;
import io.plimsoll.command.RefusedException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** Who waits for an outcome has it from the loop; what is chained to it runs elsewhere. */
class DeliveryTest {

  private final Deque<Runnable> elsewhere = new ArrayDeque<>();

  private Bench bench(Executor executor) {
    return new Bench(1, 0, null, null, executor);
  }

  private static Job ending(Bench bench) {
    bench.next().exitsAfter(Duration.ofMillis(5), 0);
    return bench.submit("ends");
  }

  @Test
  void whoOnlyWaitsIsToldByTheLoopItself() {
    Bench bench = bench(elsewhere::add);
    Job job = ending(bench);
    bench.pass(1_000);
    assertThat(outcome(job).kind()).isEqualTo(OutcomeKind.SUCCEEDED);
    assertThat(elsewhere).isEmpty();
  }

  @Test
  void whatIsChainedRunsNotOnTheLoopAndOnlyThenIsThePlaceFree() {
    Bench bench = bench(elsewhere::add);
    Job job = ending(bench);
    CompletableFuture<Outcome> chained =
        job.chain().thenApply(outcome -> outcome).toCompletableFuture();
    bench.pass(1_000);
    assertThat(chained).isNotDone();
    assertThat(job.outcome()).isNotDone();
    assertThat(elsewhere).hasSize(1);
    assertThatThrownBy(() -> bench.submit("more")).isInstanceOf(RefusedException.class);
    elsewhere.remove().run();
    assertThat(chained).isCompletedWithValue(job.outcome().join());
    Job next = ending(bench);
    bench.pass(1_000);
    assertThat(next.outcome()).isCompleted();
  }

  @Test
  void whatIsChainedCannotEndTheCommand() {
    Bench bench = bench(Runnable::run);
    Job job = ending(bench);
    job.chain().toCompletableFuture().cancel(true);
    bench.pass(1_000);
    assertThat(outcome(job).kind()).isEqualTo(OutcomeKind.SUCCEEDED);
  }

  @Test
  void withoutAThreadForItTheLoopTellsWhatIsChainedToo() {
    for (Throwable thrown :
        List.of(new IllegalStateException("too many"), new OutOfMemoryError("no thread"))) {
      Bench bench =
          bench(
              task -> {
                Bench.<RuntimeException>throwAnyhow(thrown);
              });
      Job job = ending(bench);
      var chained = job.chain().toCompletableFuture();
      bench.pass(1_000);
      assertThat(chained).isCompleted();
      assertThat(ending(bench)).as("its place is free").isNotNull();
    }
  }

  @Test
  void whatIsQueuedThoughThereWasNoThreadGivesThePlaceBackOnce() {
    Bench bench =
        bench(
            task -> {
              elsewhere.add(task);
              throw new OutOfMemoryError("no thread");
            });
    Job job = ending(bench);
    var chained = job.chain().toCompletableFuture();
    bench.pass(1_000);
    assertThat(chained).isCompleted();
    elsewhere.remove().run();
    bench.submit("next");
    assertThatThrownBy(() -> bench.submit("more")).isInstanceOf(RefusedException.class);
  }

  @Test
  void aListenerThatThrowsKeepsNobodyFromBeingTold() {
    Bench bench = new Bench(2, 0);
    bench.supervisor.toldTo(
        outcome -> {
          throw new OutOfMemoryError("on purpose");
        });
    Job first = ending(bench);
    Job second = ending(bench);
    bench.pass(1_000);
    assertThat(outcome(first).kind()).isEqualTo(OutcomeKind.SUCCEEDED);
    assertThat(outcome(second).kind()).isEqualTo(OutcomeKind.SUCCEEDED);
  }
}

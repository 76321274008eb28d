package io.plimsoll.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MergedTest {

  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private final AtomicInteger runs = new AtomicInteger();

  @Test
  void howeverOftenItIsAskedForOneWaits() {
    Merged merged = new Merged(waiting::add, runs::incrementAndGet);

    for (int i = 0; i < 100_000; i++) {
      merged.run();
    }
    assertThat(waiting).hasSize(1);

    waiting.remove().run();
    merged.run();
    assertThat(runs).hasValue(1);
    assertThat(waiting).hasSize(1);
  }

  @Test
  void whatIsAskedWhileItRunsIsNotLost() {
    AtomicInteger left = new AtomicInteger(1);
    Merged[] itself = new Merged[1];
    itself[0] =
        new Merged(
            waiting::add,
            () -> {
              if (left.getAndDecrement() > 0) {
                itself[0].run();
              }
            });

    itself[0].run();
    waiting.remove().run();

    assertThat(waiting).hasSize(1);
  }

  @Test
  void whatIsRefusedCanBeAskedForAgain() {
    boolean[] full = {true};
    Merged merged =
        new Merged(
            task -> {
              if (full[0]) {
                throw new RejectedExecutionException("full, as a test");
              }
              waiting.add(task);
            },
            runs::incrementAndGet);

    assertThatThrownBy(merged::run).isInstanceOf(RejectedExecutionException.class);
    full[0] = false;
    merged.run();

    assertThat(waiting).hasSize(1);
  }
}

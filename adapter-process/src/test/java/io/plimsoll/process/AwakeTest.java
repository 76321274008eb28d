package io.plimsoll.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.port.Threads;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class AwakeTest {

  private final AtomicInteger moves = new AtomicInteger();
  private final AtomicInteger begun = new AtomicInteger();

  private Threads counting() {
    return (name, task) -> {
      begun.incrementAndGet();
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  private static void await(BooleanSupplier condition) {
    long bound = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(bound);
      Thread.onSpinWait();
    }
  }

  @Test
  void oneStartAloneNeedsNoThread() {
    Awake awake = new Awake(moves::incrementAndGet, counting());
    awake.started();
    assertThat(awake.isAwake()).isFalse();
    assertThat(begun).hasValue(0);
  }

  @Test
  void startsThatFollowOneAnotherKeepItAwakeAndItsThreadEndsAfterThem() {
    Awake awake = new Awake(moves::incrementAndGet, counting());
    await(
        () -> {
          awake.started();
          return moves.get() >= 3;
        });
    assertThat(begun).hasPositiveValue();
    await(() -> !awake.isAwake());
    int then = moves.get();
    assertThat(begun.get()).isLessThan(then);
  }

  @Test
  void whenClosedItsThreadEndsAndNoneBegins() {
    Awake awake = new Awake(moves::incrementAndGet, counting());
    await(
        () -> {
          awake.started();
          return awake.isAwake();
        });
    awake.close();
    await(() -> !awake.isAwake());
    int before = begun.get();
    awake.started();
    awake.started();
    assertThat(begun).hasValue(before);
  }

  @Test
  void whereThereIsNoThreadToBeHadStartsGoOn() {
    Awake awake =
        new Awake(
            moves::incrementAndGet,
            (name, task) -> {
              throw new IllegalStateException("no more threads");
            });
    awake.started();
    awake.started();
    assertThat(awake.isAwake()).isFalse();
  }
}

package io.plimsoll.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ErrandTest {

  private static final int RACES = 20_000;
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final ExecutorService helper = Executors.newSingleThreadExecutor();

  @AfterEach
  void close() {
    helper.shutdownNow();
  }

  /** What it yields goes to the one who waits for it, or to its end, and never to both. */
  @Test
  void whatEndsWhileItIsLeftIsInOneHand() throws Exception {
    for (int i = 0; i < RACES; i++) {
      AtomicBoolean isLeaving = new AtomicBoolean();
      CountDownLatch begun = new CountDownLatch(1);
      Told told = new Told();
      int spins = i % 400;
      Errand<String> errand =
          new Errand<>(
              left -> {
                begun.countDown();
                while (!isLeaving.get()) {
                  Thread.onSpinWait();
                }
                for (int spin = 0; spin < spins; spin++) {
                  Thread.onSpinWait();
                }
                return "made";
              },
              LIMIT.toNanos(),
              true,
              told);
      Future<?> run = helper.submit(errand);
      begun.await();
      Patience none = new Patience(Duration.ZERO);
      isLeaving.set(true);
      Errand.Stage stage = errand.await(none);
      run.get();
      assertThat(stage == Errand.Stage.ENDED)
          .as("race %d: %s, and its end was told that it is awaited: %s", i, stage, told.awaited)
          .isEqualTo(told.awaited);
    }
  }

  private static final class Told implements Errand.End<String> {
    volatile boolean awaited;

    @Override
    public void ended(@Nullable String value, @Nullable Throwable failure, boolean awaited) {
      this.awaited = awaited;
    }

    @Override
    public void overdue() {}

    @Override
    public void cancelled() {}

    @Override
    public void late(String value) {}
  }
}

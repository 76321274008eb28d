package io.plimsoll.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.port.ConnectionJudge.Action;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StockTest {

  private static final int RACES = 10_000;

  private final ExecutorService other = Executors.newSingleThreadExecutor();

  @AfterEach
  void close() {
    other.shutdownNow();
  }

  @Test
  void whatIsTakenInJustAsItClosesIsClosedOnce() throws Exception {
    for (int i = 0; i < RACES; i++) {
      AtomicInteger closes = new AtomicInteger();
      Stock<String> stock = new Stock<>(1, entry -> Action.KEEP, entry -> closes.incrementAndGet());
      CountDownLatch ready = new CountDownLatch(1);
      AtomicBoolean isAdding = new AtomicBoolean();
      int spins = i % 100;
      Future<?> closing =
          other.submit(
              () -> {
                ready.countDown();
                while (!isAdding.get()) {
                  Thread.onSpinWait();
                }
                for (int spin = 0; spin < spins; spin++) {
                  Thread.onSpinWait();
                }
                stock.close();
              });
      ready.await();
      isAdding.set(true);
      boolean taken = stock.add(new Entry<>("fresh", 0, 0, 0));
      closing.get();
      assertThat(closes).as("round %d: it was taken in: %s", i, taken).hasValue(taken ? 1 : 0);
    }
  }
}

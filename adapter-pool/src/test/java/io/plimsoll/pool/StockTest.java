package io.plimsoll.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.port.ConnectionJudge.Action;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  /**
   * The library counts one that leaves until after it was handed out, and its place may be free.
   */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFreshOneIsTakenInWhileAnotherLeaves(boolean lent) {
    Entry<String> first = new Entry<>("first", 0, 0, 0);
    Entry<String> second = new Entry<>("second", 0, 0, 0);
    AtomicBoolean taken = new AtomicBoolean();
    AtomicReference<Stock<String>> there = new AtomicReference<>();
    Stock<String> stock =
        new Stock<>(
            1,
            entry -> Action.KEEP,
            entry -> {
              entry.closing = new Closing(() -> {});
              taken.set(lent ? there.get().bring(second) == second : there.get().add(second));
            });
    there.set(stock);
    assertThat(stock.bring(first)).isSameAs(first);
    stock.destroy(first);
    assertThat(taken).isTrue();
    assertThat(stock.unused()).isEqualTo(lent ? 0 : 1);
  }
}

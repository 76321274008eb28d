package io.plimsoll.pool;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.resource.Borrowed;
import io.plimsoll.resource.PoolException;
import io.plimsoll.testkit.ScriptedConnections.Line;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever has waited for 5 ms is served before those that come later. */
class HungryTest {

  private final Bench bench = new Bench();

  @AfterEach
  void close() {
    bench.close();
  }

  private void nobodyIsServedBefore(CommonsPool<Line> pool) throws Exception {
    for (int i = 0; i < 50; i++) {
      Borrowed<Line> only = pool.borrow();
      FutureTask<Borrowed<Line>> waiting = bench.inBackground(pool::borrow);
      await("it has waited for long", () -> pool.core().turnstile.isHungry());
      only.close();
      assertThatThrownBy(() -> pool.borrow(Duration.ZERO))
          .as("round %d", i)
          .isInstanceOf(PoolException.class);
      waiting.get().close();
    }
  }

  @Test
  void whatIsHandedOverIsForTheHungry() throws Exception {
    nobodyIsServedBefore(bench.pool(1));
  }

  @Test
  void whatComesBackToAPoolWithoutAFrontIsForTheHungry() throws Exception {
    nobodyIsServedBefore(bench.pool(Bench.limits(1).validateAfter(Duration.ofMillis(100))));
  }

  /** One that opens takes nothing of what is there. */
  @Test
  void oneThatOpensForLongKeepsNobodyFromTaking() throws Exception {
    CommonsPool<Line> pool = bench.pool(2);
    Borrowed<Line> one = pool.borrow();
    Borrowed<Line> other = pool.borrow();
    FutureTask<Borrowed<Line>> waiting = bench.inBackground(pool::borrow);
    await("it has waited for long", () -> pool.core().turnstile.isHungry());
    CountDownLatch opens = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    bench.there.whenOpening(
        line -> {
          opens.countDown();
          end.await();
        });
    one.get().breaks();
    one.close();
    opens.await();
    Line left = other.get();
    other.close();
    try (Borrowed<Line> again = pool.borrow(Duration.ZERO)) {
      assertThat(again.get()).isSameAs(left);
    }
    end.countDown();
    waiting.get().close();
  }
}

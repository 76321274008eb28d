package io.plimsoll.pool;

import static io.plimsoll.testkit.Await.await;

import io.plimsoll.port.CircuitBreaker;
import io.plimsoll.resource.Pool;
import io.plimsoll.testkit.LimitsJudge;
import io.plimsoll.testkit.ScriptedConnections.Line;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SweeperTest {

  /** Else no pause would last, and it would take a processor for itself. */
  @Test
  void itRestsThoughAFactoryInterruptsIt() throws Exception {
    try (Bench bench = new Bench()) {
      AtomicReference<Thread> sweeper = new AtomicReference<>();
      Pool<Line> pool =
          bench.provider.open(
              "rude",
              new Plain(bench.there) {
                @Override
                public boolean isOpen(Line line) {
                  Thread me = Thread.currentThread();
                  if (me.getName().equals("plimsoll-pool-sweeper") && sweeper.get() == null) {
                    me.interrupt();
                    sweeper.set(me);
                  }
                  return super.isOpen(line);
                }
              },
              Bench.limits(1),
              new LimitsJudge(Bench.limits(1)),
              CircuitBreaker.never());
      Bench.lendOne(pool);
      bench.time.advance(Duration.ofMinutes(1)); // from the front
      await("it lies in the stock", () -> bench.there.alive() == 1 && pool.stats().idle() == 1);
      await(
          "it is swept",
          () -> {
            bench.time.advance(Duration.ofSeconds(11));
            return sweeper.get() != null;
          });
      await("it is interrupted no more", () -> !sweeper.get().isInterrupted());
    }
  }
}

package io.plimsoll.pool;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.plimsoll.resource.PoolException;
import io.plimsoll.resource.PoolException.Reason;
import io.plimsoll.testkit.ScriptedConnections.Line;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who waits while a factory takes its time, and hears no interrupt, is told that it is closed. */
class ClosedWaitTest {

  private final Bench bench = new Bench();
  private final CountDownLatch release = new CountDownLatch(1);

  @AfterEach
  void close() {
    release.countDown();
    bench.close();
  }

  private FutureTask<PoolException> borrower(CommonsPool<Line> pool) {
    return bench.inBackground(
        () -> catchThrowableOfType(PoolException.class, () -> pool.borrow(Duration.ofMinutes(5))));
  }

  private static CommonsPool<Line> pool(Bench bench) {
    return bench.pool(Bench.limits(1).open(Duration.ofMinutes(5)));
  }

  @Test
  void theCloseEndsTheWaitForAnOpening() throws Exception {
    bench.there.whenOpening(each -> Bench.deaf(release));
    CommonsPool<Line> pool = pool(bench);
    FutureTask<PoolException> borrower = borrower(pool);
    await("it is being opened", () -> bench.there.attempts() == 1);
    pool.close();
    await("nobody waits", borrower::isDone);
    assertThat(borrower.get().reason()).isEqualTo(Reason.CLOSED);
    release.countDown();
    await("what it yields is closed", () -> pool.stats().closed() == 1);
    assertThat(bench.there.alive()).isZero();
  }

  @Test
  void theCloseEndsTheWaitForAValidation() throws Exception {
    CommonsPool<Line> pool = pool(bench);
    Line line = Bench.lendOne(pool);
    bench.advance(Duration.ofMillis(1_500));
    CountDownLatch begun = new CountDownLatch(1);
    bench.there.whenValidating(
        each -> {
          begun.countDown();
          Bench.deaf(release);
        });
    FutureTask<PoolException> borrower = borrower(pool);
    begun.await();
    pool.close();
    await("nobody waits", borrower::isDone);
    assertThat(borrower.get().reason()).isEqualTo(Reason.CLOSED);
    release.countDown();
    await("it is closed", () -> line.closes() == 1);
  }

  @Test
  void whatHasNotBegunIsForgotten() throws Exception {
    bench.there.whenOpening(each -> Bench.deaf(release));
    CommonsPool<Line> busy = bench.pool(Bench.limits(Helpers.OPENERS + 1).open(Bench.LONG));
    for (int i = 0; i < Helpers.OPENERS; i++) {
      bench.inBackground(() -> busy.borrow());
    }
    await("all threads are taken", () -> bench.there.attempts() == Helpers.OPENERS);
    FutureTask<PoolException> borrower = borrower(busy);
    await("it waits for a thread", () -> busy.core().places.taken() == Helpers.OPENERS + 1);
    busy.close();
    await("nobody waits", borrower::isDone);
    assertThat(borrower.get().reason()).isEqualTo(Reason.CLOSED);
    assertThat(busy.core().places.taken()).isEqualTo(Helpers.OPENERS);
  }
}

package io.plimsoll.pool;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.port.CircuitBreaker;
import io.plimsoll.resource.Borrowed;
import io.plimsoll.resource.Pool;
import io.plimsoll.testkit.LimitsJudge;
import io.plimsoll.testkit.ScriptedConnections.Line;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who gives back and does not wait for the reset is not held up by it. */
class ResetTest {

  private final Bench bench = new Bench();
  private final CountDownLatch release = new CountDownLatch(1);

  @AfterEach
  void close() {
    Thread.interrupted();
    release.countDown();
    bench.close();
  }

  @Test
  void oneThatHangsBeyondItsLimitIsClosedAndItsPlaceIsFree() throws Exception {
    bench.there.whenResetting(each -> Bench.deaf(release));
    Pool<Line> pool = bench.pool(Bench.limits(1).open(Duration.ofSeconds(1)));
    Borrowed<Line> loan = pool.borrow();
    Line line = loan.get();
    FutureTask<Borrowed<Line>> waiter = bench.inBackground(pool::borrow);
    await("one waits", () -> pool.stats().waiting() == 1);
    loan.close(Duration.ZERO);
    Borrowed<Line> next = waiter.get();
    assertThat(next.get()).isNotSameAs(line);
    await("it is closed", () -> line.closes() == 1);
    release.countDown();
    await("nothing is under way", () -> ((CommonsPool<Line>) pool).core().opener.isQuiet());
    assertThat(line.closes()).isEqualTo(1);
    assertThat(pool.stats().closed()).isEqualTo(1);
    assertThat(pool.stats().foundClosed()).isZero();
    next.close();
  }

  @Test
  void oneThatEndsInTimeIsWaitedForAndServesTheNext() throws Exception {
    AtomicReference<Thread> by = new AtomicReference<>();
    bench.there.whenResetting(each -> by.set(Thread.currentThread()));
    Pool<Line> pool = bench.pool(1);
    Borrowed<Line> loan = pool.borrow();
    Line line = loan.get();
    loan.close(Bench.LONG);
    loan.close(Bench.LONG);
    assertThat(pool.stats().idle()).isEqualTo(1);
    assertThat(by.get()).isNotSameAs(Thread.currentThread());
    assertThat(pool.borrow(Duration.ZERO).get()).isSameAs(line);
  }

  @Test
  void oneThatEndsLaterServesTheNextToo() throws Exception {
    bench.there.whenResetting(each -> release.await());
    Pool<Line> pool = bench.pool(1);
    Borrowed<Line> loan = pool.borrow();
    Line line = loan.get();
    loan.close(Bench.SHORT);
    assertThat(pool.stats().idle()).isZero();
    release.countDown();
    assertThat(Bench.lendOne(pool)).isSameAs(line);
    assertThat(pool.stats().closed()).isZero();
  }

  @Test
  void oneThatFailsElsewhereIsClosed() throws Exception {
    bench.there.whenResetting(
        each -> {
          throw new IllegalStateException("half an answer");
        });
    Pool<Line> pool = bench.pool(1);
    pool.borrow().close(Duration.ZERO);
    await("it is closed", () -> bench.there.alive() == 0);
  }

  @Test
  void anInterruptEndsTheWaitAndIsKept() throws Exception {
    bench.there.whenResetting(each -> release.await());
    Pool<Line> pool = bench.pool(1);
    Borrowed<Line> loan = pool.borrow();
    Line line = loan.get();
    Thread.currentThread().interrupt();
    loan.close(Bench.LONG);
    assertThat(Thread.interrupted()).isTrue();
    release.countDown();
    assertThat(Bench.lendOne(pool)).isSameAs(line);
  }

  @Test
  void theThreadThatResetsByTheUsualCloseIsTheOneThatGivesBack() throws Exception {
    AtomicReference<Thread> by = new AtomicReference<>();
    bench.there.whenResetting(each -> by.set(Thread.currentThread()));
    Bench.lendOne(bench.pool(1));
    assertThat(by.get()).isSameAs(Thread.currentThread());
  }

  /** What is discarded is not reset either. */
  @Test
  void whereThereIsNothingToResetNoThreadIsChanged() throws Exception {
    Pool<Line> pool =
        bench.provider.open(
            "plain",
            new Plain(bench.there),
            Bench.limits(1),
            new LimitsJudge(Bench.limits(1)),
            CircuitBreaker.never());
    pool.borrow().close(Duration.ZERO);
    assertThat(pool.stats().idle()).isEqualTo(1);
    bench.there.whenResetting(each -> Bench.deaf(release));
    Borrowed<Line> loan = bench.pool(1).borrow();
    loan.discard("it answers nonsense");
    loan.close(Bench.LONG);
    await("it is closed", () -> bench.there.alive() == 1);
  }

  @Test
  void whatWaitsToBeResetIsClosedWithTheProvider() throws Exception {
    int most = Helpers.OPENERS + 4;
    bench.there.whenResetting(each -> release.await());
    Pool<Line> pool = bench.pool(most);
    List<Borrowed<Line>> loans = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      loans.add(pool.borrow());
    }
    for (Borrowed<Line> loan : loans) {
      loan.close(Duration.ZERO);
    }
    bench.provider.close();
    await("all are closed", () -> bench.there.alive() == 0);
  }

  @Test
  void whatNoThreadCanResetIsClosed() throws Exception {
    Pool<Line> pool = bench.pool(1);
    Borrowed<Line> loan = pool.borrow();
    bench.provider.close();
    loan.close(Bench.LONG);
    await("it is closed", () -> bench.there.alive() == 0);
  }
}

package io.plimsoll.pool;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.plimsoll.port.CircuitBreaker;
import io.plimsoll.resource.Borrowed;
import io.plimsoll.resource.Pool;
import io.plimsoll.resource.PoolException;
import io.plimsoll.resource.PoolException.Reason;
import io.plimsoll.testkit.ScriptedConnections.Line;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A dead server costs a refusal, and each permission is given back once. */
class BreakerTest {

  private final Bench bench = new Bench();

  @AfterEach
  void close() {
    bench.close();
  }

  private static final class Counting implements CircuitBreaker {
    final AtomicInteger taken = new AtomicInteger();
    final AtomicInteger succeeded = new AtomicInteger();
    final AtomicInteger failed = new AtomicInteger();
    final AtomicInteger released = new AtomicInteger();
    volatile boolean open;

    @Override
    public boolean tryAcquire() {
      if (open) {
        return false;
      }
      taken.incrementAndGet();
      return true;
    }

    @Override
    public void succeeded() {
      succeeded.incrementAndGet();
    }

    @Override
    public void failed() {
      failed.incrementAndGet();
    }

    @Override
    public void released() {
      released.incrementAndGet();
    }

    @Override
    public Duration retryAfter() {
      return Duration.ofSeconds(3);
    }

    @Override
    public String state() {
      return open ? "open" : "closed";
    }
  }

  private final Counting breaker = new Counting();

  private static PoolException refusal(Pool<Line> pool, Duration wait) {
    return catchThrowableOfType(PoolException.class, () -> pool.borrow(wait));
  }

  @Test
  void whileItIsOpenABorrowIsRefusedAtOnceAndCheaply() {
    Pool<Line> pool = bench.pool(Bench.limits(2), breaker);
    breaker.open = true;
    PoolException refusal = refusal(pool, Bench.LONG);
    assertThat(refusal.reason()).isEqualTo(Reason.BREAKER_OPEN);
    assertThat(refusal.retryAfter()).isEqualTo(Duration.ofSeconds(3));
    assertThat(refusal).hasMessageContaining("try again in 3 s");
    assertThat(refusal.getStackTrace()).isEmpty();
    assertThat(bench.there.attempts()).isZero();
    breaker.open = false;
    assertThat(refusal(pool, Bench.LONG)).isNull();
  }

  @Test
  void whatLiesUnusedIsLentThoughItIsOpen() throws Exception {
    Pool<Line> pool = bench.pool(Bench.limits(2), breaker);
    Line line = Bench.lendOne(pool);
    breaker.open = true;
    assertThat(Bench.lendOne(pool)).isSameAs(line);
  }

  @Test
  void itIsToldOfEachSuccessAndEachFailure() throws Exception {
    Pool<Line> pool = bench.pool(Bench.limits(2), breaker);
    Bench.lend(pool, 2);
    pool.drain();
    bench.there.isDown();
    await("all are closed", () -> bench.there.alive() == 0);
    assertThat(refusal(pool, Bench.LONG).reason()).isEqualTo(Reason.UNREACHABLE);
    assertThat(breaker.succeeded).hasValue(2);
    assertThat(breaker.failed).hasValue(1);
    assertThat(breaker.taken).hasValue(3);
  }

  @Test
  void anOpeningThatHangsIsToldAsFailedThoughNobodyWaitsForIt() throws Exception {
    bench.there.whenOpening(line -> Bench.hang());
    Pool<Line> pool = bench.pool(Bench.limits(1).open(Duration.ofSeconds(1)), breaker);
    await(
        "it is under way",
        () -> {
          assertThat(refusal(pool, Bench.SHORT).reason()).isEqualTo(Reason.UNREACHABLE);
          return bench.there.attempts() > 0;
        });
    int neverBegun = breaker.released.get();
    await("it is told", () -> breaker.failed.get() == 1);
    bench.there.isUp();
    assertThat(Bench.lendOne(pool).isOpen()).isTrue();
    assertThat(breaker.taken).hasValue(2 + neverBegun);
    assertThat(breaker.succeeded).hasValue(1);
    assertThat(breaker.released).hasValue(neverBegun);
  }

  @Test
  void aPermissionIsGivenBackWhenTheBorrowerIsInterrupted() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    bench.there.whenOpening(line -> release.await());
    Pool<Line> pool = bench.pool(Bench.limits(Helpers.OPENERS + 1), breaker);
    for (int i = 0; i < Helpers.OPENERS; i++) {
      bench.inBackground(() -> pool.borrow(Bench.LONG));
    }
    await("all threads are taken", () -> bench.there.attempts() == Helpers.OPENERS);
    AtomicInteger interrupted = new AtomicInteger();
    Thread[] queued = {null};
    FutureTask<Borrowed<Line>> waiting =
        bench.inBackground(
            () -> {
              queued[0] = Thread.currentThread();
              try {
                return pool.borrow(Bench.LONG);
              } catch (InterruptedException e) {
                interrupted.incrementAndGet();
                throw e;
              }
            });
    await("it waits", () -> breaker.taken.get() == Helpers.OPENERS + 1);
    queued[0].interrupt();
    await("it left", waiting::isDone);
    assertThat(interrupted).hasValue(1);
    assertThat(breaker.released).hasValue(1);
    release.countDown();
    await("the others are open", () -> breaker.succeeded.get() == Helpers.OPENERS);
    assertThat(breaker.failed).hasValue(0);
    assertThat(bench.there.attempts()).isEqualTo(Helpers.OPENERS);
  }
}

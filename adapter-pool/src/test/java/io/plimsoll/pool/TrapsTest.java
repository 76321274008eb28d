package io.plimsoll.pool;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.port.CircuitBreaker;
import io.plimsoll.port.ConnectionJudge;
import io.plimsoll.resource.Borrowed;
import io.plimsoll.resource.Pool;
import io.plimsoll.resource.PoolException;
import io.plimsoll.resource.PoolException.Reason;
import io.plimsoll.testkit.ScriptedConnections.Line;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each trap of the library, and that it is not felt here. */
class TrapsTest {

  private final Bench bench = new Bench();

  @AfterEach
  void close() {
    bench.close();
  }

  private static Reason reason(Pool<Line> pool, Duration wait) {
    try (Borrowed<Line> loan = pool.borrow(wait)) {
      throw new AssertionError("lent, open: " + loan.get().isOpen());
    } catch (PoolException e) {
      return e.reason();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The library opens a replacement for each one that is invalidated, and blocks and throws so. */
  @Test
  void lettingGoOfABrokenOneOpensNothing() throws Exception {
    Pool<Line> pool = bench.pool(2);
    Borrowed<Line> loan = pool.borrow();
    Line line = loan.get();
    bench.there.whenOpening(each -> Bench.hang());
    line.breaks();
    loan.close();
    await("it is closed", () -> line.closes() == 1);
    assertThat(bench.there.attempts()).isEqualTo(1);
  }

  /** Closing may block; who gives back does not feel it. */
  @Test
  void aCloseThatHangsHoldsUpNobody() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    bench.there.whenClosing(each -> release.await());
    Pool<Line> pool = bench.pool(2);
    Borrowed<Line> loan = pool.borrow();
    loan.get().breaks();
    loan.close();
    assertThat(Bench.lendOne(pool).isOpen()).isTrue();
    assertThat(bench.there.alive()).isEqualTo(2);
    release.countDown();
    await("it is closed", () -> bench.there.alive() == 1);
  }

  @Test
  void aCloseThatThrowsIsCountedAndFreesThePlace() throws Exception {
    bench.there.whenClosing(
        each -> {
          throw new StackOverflowError("in close");
        });
    Pool<Line> pool = bench.pool(1);
    for (int i = 0; i < 3; i++) {
      try (Borrowed<Line> loan = pool.borrow()) {
        loan.get().breaks();
      }
    }
    await("all are counted", () -> pool.stats().closeFailures() == 3);
    assertThat(Bench.lendOne(pool).isOpen()).isTrue();
  }

  /** The library makes a borrower wait for nothing, and never destroys what its test rejects. */
  @Test
  void aFreshOneThatDoesNotServeIsClosedAndSaidAtOnce() {
    bench.there.whenOpening(Line::goesMute);
    Pool<Line> pool = bench.pool(1);
    assertThat(reason(pool, Bench.LONG)).isEqualTo(Reason.UNREACHABLE);
    await("it is closed", () -> bench.there.lines().get(0).closes() == 1);
    assertThat(pool.stats().openFailures()).isEqualTo(1);
  }

  /**
   * The library does not wake who waits when a replacement fails, though the next would succeed.
   */
  @Test
  void aWaiterIsServedAfterAFailedReplacement() throws Exception {
    Pool<Line> pool = bench.pool(1);
    Borrowed<Line> only = pool.borrow();
    FutureTask<Boolean> waiter = bench.inBackground(() -> Bench.lendOne(pool).isOpen());
    await("one waits", () -> pool.stats().waiting() == 1);
    CountDownLatch failed = new CountDownLatch(1);
    bench.there.whenOpening(
        each -> {
          bench.there.isUp();
          failed.countDown();
          throw new IOException("refused once");
        });
    FutureTask<Reason> second = bench.inBackground(() -> reason(pool, Bench.LONG));
    await("two wait", () -> pool.stats().waiting() == 2);
    only.discard("broken");
    only.close();
    failed.await();
    // One of the two meets the failure; the other is served, whichever it is.
    await("nobody waits", () -> pool.stats().waiting() == 0);
    assertThat(pool.stats().openFailures()).isEqualTo(1);
    assertThat(pool.stats().opened()).isEqualTo(2);
    await("both are done", () -> waiter.isDone() && second.isDone());
  }

  /** The library's maxWait does not bound the creation. */
  @Test
  void aSlowOpeningCostsNoMoreThanThePatience() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    bench.there.whenOpening(each -> release.await());
    Pool<Line> pool = bench.pool(1);
    await(
        "it is under way",
        () -> {
          assertThat(reason(pool, Bench.SHORT)).isEqualTo(Reason.UNREACHABLE);
          return bench.there.attempts() > 0;
        });
    assertThat(reason(pool, Bench.SHORT)).as("the place is taken").isEqualTo(Reason.EXHAUSTED);
    // Within its own limit, what it yields is not wasted.
    release.countDown();
    assertThat(Bench.lendOne(pool)).isSameAs(bench.there.lines().get(0));
    assertThat(bench.there.attempts()).isEqualTo(1);
  }

  @Test
  void whatAnOverdueOpeningYieldsIsClosed() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    bench.there.whenOpening(
        each -> {
          bench.there.isUp();
          Bench.deaf(release);
        });
    Pool<Line> pool = bench.pool(Bench.limits(1).open(Duration.ofSeconds(1)));
    assertThat(reason(pool, Bench.LONG)).isEqualTo(Reason.UNREACHABLE);
    Line fresh = Bench.lendOne(pool);
    release.countDown();
    await("the late one came", () -> pool.stats().late() == 1);
    await("it is closed", () -> bench.there.alive() == 1);
    assertThat(fresh.isOpen()).isTrue();
    assertThat(bench.there.lines()).hasSize(2);
  }

  /** While one opens, the library lets a borrower whose time is over spin, or wait without end. */
  @Test
  void whoeverWaitsForSomebodyElsesOpeningLeavesInTime() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    bench.there.whenOpening(each -> release.await());
    Pool<Line> pool = bench.pool(1);
    FutureTask<Boolean> opens = bench.inBackground(() -> Bench.lendOne(pool).isOpen());
    await("it is being opened", () -> bench.there.attempts() == 1);
    assertThat(reason(pool, Duration.ZERO)).isEqualTo(Reason.EXHAUSTED);
    assertThat(reason(pool, Bench.SHORT)).isEqualTo(Reason.EXHAUSTED);
    release.countDown();
    assertThat(opens.get()).isTrue();
  }

  /** A validation that hangs is not waited for; its connection goes when its time is over. */
  @Test
  void aSlowValidationCostsNoMoreThanThePatience() throws Exception {
    Pool<Line> pool =
        bench.pool(Bench.limits(1).validateAfter(Duration.ZERO).open(Duration.ofSeconds(1)));
    Line line = Bench.lendOne(pool);
    bench.there.whenValidating(each -> Bench.hang());
    assertThat(reason(pool, Bench.SHORT)).isIn(Reason.EXHAUSTED, Reason.UNREACHABLE);
    await("it is closed", () -> line.closes() == 1);
  }

  /** The library, as it comes, keeps what broke in a borrower's hands and lends it next. */
  @Test
  void whatBrokeInABorrowersHandsIsNeverLentAgain() throws Exception {
    Pool<Line> pool = bench.pool(2);
    List<Line> two = Bench.lend(pool, 2);
    Borrowed<Line> loan = pool.borrow();
    Line line = loan.get();
    line.breaks();
    loan.close();
    assertThat(two).contains(line);
    assertThat(Bench.lend(pool, 2)).doesNotContain(line).allMatch(Line::isOpen);
    assertThat(pool.stats().foundClosed()).isEqualTo(1);
  }

  /** The library looks at three in a run, as it comes. */
  @Test
  void oneSweepFindsAllThatAreClosed() throws Exception {
    Pool<Line> pool = bench.pool(8);
    List<Line> lines = Bench.lend(pool, 8);
    bench.advance(Duration.ofSeconds(1));
    lines.subList(0, 5).forEach(Line::breaks);
    bench.advance(Duration.ofSeconds(10));
    await("five are closed", () -> bench.there.alive() == 3);
    assertThat(pool.stats().idle()).isEqualTo(3);
    assertThat(pool.stats().foundClosed()).isEqualTo(5);
  }

  /** By JMX, as it comes, the library keeps pools that nobody else knows any more. */
  @Test
  void aPoolThatIsDroppedIsClosedAndNotRetained() throws Exception {
    WeakReference<Pool<Line>> seen = dropped();
    await(
        "the pool is found and its connections are closed",
        () -> {
          System.gc();
          return seen.get() == null && bench.there.alive() == 0;
        });
    assertThat(bench.there.lines()).hasSize(2);
    await("nothing is left of it", () -> bench.provider.kept() == 0);
    assertThat(
            ManagementFactory.getPlatformMBeanServer()
                .queryNames(new ObjectName("org.apache.commons.pool2:*"), null))
        .isEmpty();
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().contains("evictor"));
  }

  private WeakReference<Pool<Line>> dropped() throws InterruptedException {
    Pool<Line> pool = bench.pool(2);
    Bench.lend(pool, 2);
    return new WeakReference<>(pool);
  }

  /** The library's own watch destroys what somebody still uses, and says nothing. */
  @Test
  void nothingIsDestroyedUnderItsUserUnasked() throws Exception {
    Pool<Line> pool = bench.pool(2);
    try (Borrowed<Line> loan = pool.borrow()) {
      bench.advance(Duration.ofHours(2));
      await("it is reported", () -> pool.stats().heldTooLong() == 1);
      assertThat(loan.get().isOpen()).isTrue();
    }
  }

  @Test
  void aSecondReturnMeetsNobodysConnection() throws Exception {
    Pool<Line> pool = bench.pool(1);
    Borrowed<Line> first = pool.borrow();
    first.close();
    try (Borrowed<Line> second = pool.borrow()) {
      first.close();
      first.discard("mine no more");
      assertThat(second.get().isOpen()).isTrue();
      assertThat(reason(pool, Bench.SHORT)).as("lent to a third").isEqualTo(Reason.EXHAUSTED);
      assertThat(pool.stats().lent()).isEqualTo(1);
      assertThatThrownBy(first::get).hasMessageContaining("was given back");
    }
    assertThat(bench.there.alive()).isEqualTo(1);
  }

  /** The library waits without end, as it comes. */
  @Test
  void aWaitEnds() throws Exception {
    Pool<Line> pool = bench.pool(1);
    try (Borrowed<Line> only = pool.borrow()) {
      assertThat(reason(pool, Bench.SHORT)).isEqualTo(Reason.EXHAUSTED);
      assertThat(only.get().isOpen()).isTrue();
    }
    assertThat(pool.stats().refused()).isEqualTo(1);
  }

  /** Whatever a judge says. */
  @Test
  void aJudgeThatKeepsAllDoesNotKeepAClosedOne() throws Exception {
    Pool<Line> pool =
        bench.provider.open(
            "kept",
            bench.there,
            Bench.limits(1),
            facts -> ConnectionJudge.Verdict.KEEP,
            CircuitBreaker.never());
    Line line = Bench.lendOne(pool);
    line.breaks();
    assertThat(Bench.lendOne(pool)).isNotSameAs(line);
  }
}

package io.plimsoll.pool;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.plimsoll.port.CircuitBreaker;
import io.plimsoll.resource.Pool;
import io.plimsoll.resource.PoolException;
import io.plimsoll.resource.PoolException.Reason;
import io.plimsoll.resource.PoolLimits;
import io.plimsoll.testkit.LimitsJudge;
import io.plimsoll.testkit.ScriptedConnections;
import io.plimsoll.testkit.ScriptedConnections.Line;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A validation says whether a connection serves; a borrower who leaves says nothing about it. */
class ValidationTest {

  private final Bench bench = new Bench();
  private final CountDownLatch release = new CountDownLatch(1);

  @AfterEach
  void close() {
    release.countDown();
    bench.close();
  }

  private CommonsPool<Line> untouched(PoolLimits limits, int lines) throws InterruptedException {
    CommonsPool<Line> pool = bench.pool(limits);
    Bench.lend(pool, lines);
    bench.advance(Duration.ofMillis(1_500));
    bench.there.whenValidating(each -> release.await());
    return pool;
  }

  private static PoolException refusal(Pool<Line> pool, Duration wait) {
    return catchThrowableOfType(PoolException.class, () -> pool.borrow(wait));
  }

  @Test
  void aBorrowerWithoutPatienceClosesNothing() throws Exception {
    Pool<Line> pool = untouched(Bench.limits(8), 8);
    for (int i = 0; i < 3; i++) {
      PoolException refusal = refusal(pool, Duration.ZERO);
      assertThat(refusal.reason()).isEqualTo(Reason.UNREACHABLE);
      assertThat(refusal).hasMessageContaining("was not validated when the borrower's 0 ms");
    }
    release.countDown();
    await("all lie there again", () -> pool.stats().idle() == 8);
    assertThat(pool.stats().closed()).isZero();
    assertThat(bench.there.alive()).isEqualTo(8);
  }

  @Test
  void whatWasBegunForABorrowerWhoLeftServesTheNext() throws Exception {
    Pool<Line> pool = untouched(Bench.limits(1), 1);
    assertThat(refusal(pool, Duration.ZERO)).isNotNull();
    PoolException second = refusal(pool, Duration.ZERO);
    assertThat(second.reason()).isEqualTo(Reason.EXHAUSTED);
    assertThat(second)
        .hasMessageContaining("0 of 1 are lent")
        .hasMessageNotContaining("raise pool.most");
    release.countDown();
    await("it lies there again", () -> pool.stats().idle() == 1);
    assertThat(pool.borrow(Duration.ZERO).get()).isSameAs(bench.there.lines().get(0));
    assertThat(bench.there.validations()).as("the first, and this one").isEqualTo(2);
  }

  @Test
  void whatTurnsOutNotToServeGoesThoughNobodyWaitsForIt() throws Exception {
    Pool<Line> pool = untouched(Bench.limits(1), 1);
    Line line = bench.there.lines().get(0);
    line.goesMute();
    assertThat(refusal(pool, Bench.SHORT)).isNotNull();
    assertThat(line.closes()).isZero();
    release.countDown();
    await("it is closed", () -> line.closes() == 1);
    assertThat(Bench.lendOne(pool)).isNotSameAs(line);
  }

  @Test
  void aValidationThatNeverBeganSaysNothing() throws Exception {
    Pool<Line> pool = untouched(Bench.limits(1).open(Duration.ofSeconds(1)), 1);
    occupyAllHelpers();
    assertThat(refusal(pool, Bench.LONG)).hasMessageContaining("no thread was free to validate");
    await("it lies there again", () -> pool.stats().idle() == 1);
    release.countDown();
    assertThat(Bench.lendOne(pool)).isSameAs(bench.there.lines().get(0));
    assertThat(pool.stats().closed()).isZero();
  }

  /** Until they are released. */
  private void occupyAllHelpers() {
    ScriptedConnections deaf = new ScriptedConnections();
    deaf.whenOpening(each -> release.await());
    PoolLimits limits = Bench.limits(Helpers.OPENERS);
    Pool<Line> other =
        bench.provider.open("deaf", deaf, limits, new LimitsJudge(limits), CircuitBreaker.never());
    for (int i = 0; i < Helpers.OPENERS; i++) {
      bench.inBackground(() -> Bench.lendOne(other));
    }
    await("all helpers are busy", () -> deaf.attempts() == Helpers.OPENERS);
  }

  @Test
  void aValidationThatNeverBeganLeavesNothingWhenAllIsClosed() throws Exception {
    Pool<Line> pool = untouched(Bench.limits(Helpers.OPENERS + 4), Helpers.OPENERS + 4);
    for (int i = 0; i < Helpers.OPENERS + 4; i++) {
      assertThat(refusal(pool, Duration.ZERO)).isNotNull();
    }
    await("all helpers are busy", () -> bench.there.validations() == 2 * Helpers.OPENERS + 4);
    bench.provider.close();
    await("all are closed", () -> bench.there.alive() == 0);
  }

  @Test
  void moreToKeepAliveThanMayWaitForAThreadIsNoReasonToClose() throws Exception {
    int most = Helpers.MOST_OPENINGS + 8;
    Pool<Line> pool = untouched(Bench.limits(most).keepAlive(Duration.ofSeconds(20)), most);
    occupyAllHelpers(); // one that is about to take another would make the number a matter of
    // chance
    bench.advance(Duration.ofSeconds(30));
    await("as many as may wait", () -> pool.stats().idle() == 8);
    release.countDown();
    await("all lie there again", () -> pool.stats().idle() == most);
    assertThat(pool.stats().closed()).isZero();
  }

  @Test
  void whatIsGivenUpUnbegunIsInNobodysWay() throws Exception {
    int most = Helpers.MOST_OPENINGS;
    PoolLimits limits = Bench.limits(most).keepAlive(Duration.ofSeconds(20));
    Pool<Line> pool = untouched(limits.open(Duration.ofMillis(500)), most);
    occupyAllHelpers();
    bench.advance(Duration.ofSeconds(30));
    await("all have waited for too long", () -> pool.stats().idle() == most);
    assertThat(refusal(pool, Duration.ZERO)).hasMessageContaining("was not validated when");
  }
}

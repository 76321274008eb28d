package io.plimsoll.testkit;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plimsoll.command.RefusedException;
import io.plimsoll.port.CircuitBreaker;
import io.plimsoll.port.PoolProvider;
import io.plimsoll.port.Ticker;
import io.plimsoll.resource.Borrowed;
import io.plimsoll.resource.Pool;
import io.plimsoll.resource.PoolException;
import io.plimsoll.resource.PoolException.Reason;
import io.plimsoll.resource.PoolLimits;
import io.plimsoll.testkit.ScriptedConnections.Line;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What every provider of pools promises. A test class of a provider implements this interface and
 * answers a fresh one; each promise is one test.
 *
 * <p>Connections are {@link ScriptedConnections}, time is a {@link HandTicker}. What a provider
 * does on a thread of its own is waited for, up to {@link #patience}.
 *
 * @since 0.1.0
 */
public interface PoolContract {

  /**
   * A new provider, which the contract closes.
   *
   * @param ticker by which it judges how old a connection is
   * @param limit how many pools there may be
   */
  PoolProvider provider(Ticker ticker, int limit);

  /** How long to wait for what must come. */
  default Duration patience() {
    return Duration.ofSeconds(20);
  }

  /** A provider, one pool of it, and what they work on. */
  final class Bench implements AutoCloseable {
    final HandTicker time = new HandTicker();
    final ScriptedConnections there = new ScriptedConnections();
    final PoolProvider provider;
    final Pool<Line> pool;
    private final PoolContract contract;

    Bench(PoolContract contract, PoolLimits limits) {
      this.contract = contract;
      provider = contract.provider(time, 2);
      pool = open("lines", limits);
    }

    Pool<Line> open(String name, PoolLimits limits) {
      return provider.open(name, there, limits, new LimitsJudge(limits), CircuitBreaker.never());
    }

    Line lendAndReturn() throws InterruptedException {
      try (Borrowed<Line> loan = pool.borrow()) {
        return loan.get();
      }
    }

    void await(String what, BooleanSupplier condition) {
      Await.await(() -> what + "; " + pool.stats(), contract.patience(), condition::getAsBoolean);
    }

    @Override
    public void close() {
      provider.close();
    }
  }

  private Bench bench(int most) {
    return bench(PoolLimits.usual().most(most).patience(patience()));
  }

  private Bench bench(PoolLimits limits) {
    return new Bench(this, limits);
  }

  private static void refuses(Reason reason, Pool<Line> pool) {
    PoolException refusal =
        assertThrows(PoolException.class, () -> pool.borrow(Duration.ofMillis(50)));
    assertEquals(reason, refusal.reason(), refusal::getMessage);
  }

  @Test
  default void aConnectionIsLentAgain() throws InterruptedException {
    try (Bench bench = bench(2)) {
      assertSame(bench.lendAndReturn(), bench.lendAndReturn());
      assertEquals(1, bench.there.attempts());
    }
  }

  @Test
  default void noConnectionIsInTwoHands() throws InterruptedException {
    try (Bench bench = bench(2);
        Borrowed<Line> one = bench.pool.borrow();
        Borrowed<Line> other = bench.pool.borrow()) {
      assertNotSame(one.get(), other.get());
    }
  }

  @Test
  default void theBoundHolds() throws InterruptedException {
    try (Bench bench = bench(1);
        Borrowed<Line> only = bench.pool.borrow()) {
      refuses(Reason.EXHAUSTED, bench.pool);
      assertEquals(1, bench.there.attempts(), only::toString);
    }
  }

  @Test
  default void aClosedConnectionIsNeverKept() throws InterruptedException {
    try (Bench bench = bench(1)) {
      Line line;
      try (Borrowed<Line> loan = bench.pool.borrow()) {
        line = loan.get();
        line.breaks();
      }
      bench.await("the closed one is let go", () -> line.closes() == 1);
      assertNotSame(line, bench.lendAndReturn());
    }
  }

  @Test
  default void aConnectionThatIsClosedWhileUnusedIsNeverLent() throws InterruptedException {
    try (Bench bench = bench(1)) {
      Line line = bench.lendAndReturn();
      line.breaks();
      assertNotSame(line, bench.lendAndReturn());
      bench.await("the closed one is let go", () -> line.closes() == 1);
    }
  }

  @Test
  default void aConnectionThatDoesNotServeIsFoundBeforeItIsLent() throws InterruptedException {
    PoolLimits limits = PoolLimits.usual().most(1).patience(patience());
    try (Bench bench = bench(limits.validateAfter(Duration.ZERO))) {
      Line line = bench.lendAndReturn();
      line.goesMute();
      assertNotSame(line, bench.lendAndReturn());
      bench.await("the mute one is let go", () -> line.closes() == 1);
    }
  }

  @Test
  default void whoHasNoPatienceClosesNothing() throws InterruptedException {
    PoolLimits limits = PoolLimits.usual().most(1).patience(patience());
    try (Bench bench = bench(limits.validateAfter(Duration.ZERO))) {
      Line line = bench.lendAndReturn();
      CountDownLatch release = new CountDownLatch(1);
      bench.there.whenValidating(each -> release.await());
      assertThrows(PoolException.class, () -> bench.pool.borrow(Duration.ZERO));
      release.countDown();
      assertSame(line, bench.lendAndReturn());
    }
  }

  @Test
  default void whatLiesUnusedForTooLongIsClosed() throws InterruptedException {
    try (Bench bench = bench(2)) {
      Line line = bench.lendAndReturn();
      bench.time.advance(Duration.ofMinutes(6));
      bench.await("the idle one is let go", () -> line.closes() == 1);
    }
  }

  @Test
  default void whatLivedForTooLongIsClosedWhenItComesBack() throws InterruptedException {
    try (Bench bench = bench(2)) {
      Line line;
      try (Borrowed<Line> loan = bench.pool.borrow()) {
        line = loan.get();
        bench.time.advance(Duration.ofMinutes(31));
        // Judged by a clock that may lag a little.
        bench.await("the loan is seen to be held", () -> bench.pool.stats().heldTooLong() == 1);
      }
      bench.await("the old one is let go", () -> line.closes() == 1);
    }
  }

  @Test
  default void whatIsDiscardedIsClosed() throws InterruptedException {
    try (Bench bench = bench(1)) {
      Line line;
      try (Borrowed<Line> loan = bench.pool.borrow()) {
        line = loan.get();
        loan.discard("it answers nonsense");
      }
      bench.await("the discarded one is let go", () -> line.closes() == 1);
      assertNotSame(line, bench.lendAndReturn());
    }
  }

  @Test
  default void whatCannotBeResetIsClosed() throws InterruptedException {
    try (Bench bench = bench(1)) {
      bench.there.whenResetting(
          each -> {
            throw new IllegalStateException("half an answer");
          });
      Line line = bench.lendAndReturn();
      bench.await("it is let go", () -> line.closes() == 1);
    }
  }

  @Test
  default void aResetThatHangsHoldsUpNobodyWhoDoesNotWaitForIt() throws InterruptedException {
    try (Bench bench = bench(PoolLimits.usual().patience(patience()).open(Duration.ofSeconds(1)))) {
      long millis = patience().toMillis();
      bench.there.whenResetting(each -> new CountDownLatch(1).await(millis, MILLISECONDS));
      bench.pool.borrow().close(Duration.ZERO);
      bench.await("it is let go", () -> bench.there.alive() == 0);
    }
  }

  @Test
  default void givingBackTwiceIsHarmless() throws InterruptedException {
    try (Bench bench = bench(1)) {
      Borrowed<Line> loan = bench.pool.borrow();
      loan.close();
      try (Borrowed<Line> next = bench.pool.borrow()) {
        loan.close();
        loan.discard("too late to matter");
        refuses(Reason.EXHAUSTED, bench.pool);
        assertTrue(next.get().isOpen());
      }
    }
  }

  @Test
  default void useAfterReturnFails() throws InterruptedException {
    try (Bench bench = bench(1)) {
      Borrowed<Line> loan = bench.pool.borrow();
      loan.close();
      String words = assertThrows(IllegalStateException.class, loan::get).toString();
      assertTrue(words.contains("given back"), words);
    }
  }

  @Test
  default void aPlaceThatCannotBeReachedIsSaidAtOnce() {
    try (Bench bench = bench(1)) {
      bench.there.isDown();
      PoolException refusal = assertThrows(PoolException.class, bench.pool::borrow);
      assertEquals(Reason.UNREACHABLE, refusal.reason());
      assertTrue(refusal.toString().contains("connection refused"), refusal::toString);
      assertTrue(refusal.retryAfter().toNanos() > 0);
    }
  }

  @Test
  default void aSuspendedPoolLendsNothingUntilItIsResumed() throws InterruptedException {
    try (Bench bench = bench(1)) {
      bench.lendAndReturn();
      bench.pool.suspend();
      refuses(Reason.SUSPENDED, bench.pool);
      bench.pool.resume();
      assertTrue(bench.lendAndReturn().isOpen());
    }
  }

  @Test
  default void drainingClosesUnusedOnesNowAndLentOnesLater() throws InterruptedException {
    try (Bench bench = bench(2)) {
      Borrowed<Line> lent = bench.pool.borrow();
      Line unused = bench.lendAndReturn();
      bench.pool.drain();
      bench.await("the unused one is closed", () -> unused.closes() == 1);
      Line line = lent.get();
      assertEquals(0, line.closes());
      lent.close();
      bench.await("the lent one is closed", () -> line.closes() == 1);
    }
  }

  @Test
  default void relievingClosesUnusedOnesOnly() throws InterruptedException {
    try (Bench bench = bench(2);
        Borrowed<Line> lent = bench.pool.borrow()) {
      Line unused = bench.lendAndReturn();
      bench.provider.relieve();
      bench.await("the unused one is closed", () -> unused.closes() == 1);
      assertTrue(lent.get().isOpen());
    }
  }

  @Test
  default void closingClosesUnusedOnesNowAndLentOnesLater() throws InterruptedException {
    try (Bench bench = bench(2)) {
      Borrowed<Line> lent = bench.pool.borrow();
      Line unused = bench.lendAndReturn();
      bench.pool.close();
      bench.pool.close();
      refuses(Reason.CLOSED, bench.pool);
      bench.await("the unused one is closed", () -> unused.closes() == 1);
      Line line = lent.get();
      assertEquals(0, line.closes());
      lent.close();
      bench.await("the lent one is closed", () -> line.closes() == 1);
    }
  }

  @Test
  default void aLoanHeldTooLongIsCountedOnceAndLeftAlone() throws InterruptedException {
    try (Bench bench = bench(1);
        Borrowed<Line> held = bench.pool.borrow()) {
      bench.time.advance(Duration.ofMinutes(3));
      bench.await("it is counted", () -> bench.pool.stats().heldTooLong() == 1);
      bench.time.advance(Duration.ofMinutes(3));
      assertTrue(held.get().isOpen());
      assertEquals(1, bench.pool.stats().heldTooLong());
    }
  }

  @Test
  default void aReclaimedLoanIsClosedAndItsPlaceIsFree() throws InterruptedException {
    try (Bench bench = bench(PoolLimits.usual().most(1).patience(patience()).reclaim(true))) {
      Borrowed<Line> held = bench.pool.borrow();
      Line line = held.get();
      bench.time.advance(Duration.ofMinutes(3));
      assertNotSame(line, bench.lendAndReturn());
      assertEquals(1, line.closes());
      assertThrows(IllegalStateException.class, held::get);
      held.close();
      assertEquals(1, line.closes());
    }
  }

  @Test
  default void countsStandBesideTheirBound() throws InterruptedException {
    try (Bench bench = bench(3);
        Borrowed<Line> lent = bench.pool.borrow()) {
      bench.lendAndReturn();
      assertEquals(1, bench.pool.stats().lent(), lent::toString);
      assertEquals(1, bench.pool.stats().idle());
      assertEquals(0, bench.pool.stats().waiting());
      assertEquals(3, bench.pool.stats().most());
      assertEquals(2, bench.pool.stats().borrows());
      assertEquals(2, bench.pool.stats().opened());
      assertEquals(1, bench.provider.stats().size());
    }
  }

  @Test
  default void namesAreFitAndUnique() {
    try (Bench bench = bench(1)) {
      PoolLimits usual = PoolLimits.usual();
      assertThrows(IllegalArgumentException.class, () -> bench.open("lines", usual));
      assertThrows(IllegalArgumentException.class, () -> bench.open("", usual));
      assertThrows(IllegalArgumentException.class, () -> bench.open("x".repeat(65), usual));
      bench.pool.close();
      assertTrue(bench.open("lines", usual).stats().lent() == 0);
    }
  }

  @Test
  default void theNumberOfPoolsIsBounded() {
    try (Bench bench = bench(1)) {
      PoolLimits usual = PoolLimits.usual();
      Pool<Line> second = bench.open("second", usual);
      assertThrows(RefusedException.class, () -> bench.open("third", usual));
      second.close();
      assertEquals("third", bench.open("third", usual).name());
    }
  }

  @Test
  default void closingTheProviderLeavesNothing() throws InterruptedException {
    Set<Thread> before = runtimeThreads();
    Bench closed = bench(2);
    try (closed) {
      closed.lendAndReturn();
    }
    closed.provider.close();
    closed.await("the connections are closed", () -> closed.there.alive() == 0);
    closed.await("the threads are gone", () -> before.containsAll(runtimeThreads()));
    refuses(Reason.CLOSED, closed.pool);
    assertThrows(RefusedException.class, () -> closed.open("late", PoolLimits.usual()));
  }

  private static Set<Thread> runtimeThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("plimsoll-"))
        .collect(Collectors.toSet());
  }
}

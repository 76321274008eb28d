package io.plimsoll.pool;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.plimsoll.port.Births;
import io.plimsoll.port.CircuitBreaker;
import io.plimsoll.port.ConnectionJudge;
import io.plimsoll.port.Threads;
import io.plimsoll.resource.Borrowed;
import io.plimsoll.resource.Pool;
import io.plimsoll.resource.PoolException;
import io.plimsoll.resource.PoolLimits;
import io.plimsoll.testkit.LimitsJudge;
import io.plimsoll.testkit.ScriptedConnections.Line;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is thrown while a connection is in nobody's hands but the pool's, no place is lost. */
class KeptPlacesTest {

  private static final Duration ENOUGH = Duration.ofSeconds(3);

  // One of the virtual machine: such a one ends a sweep of the library.
  private final InternalError thrown = new InternalError("as a test wants it");

  private final AtomicReference<@Nullable String> due = new AtomicReference<>();
  private final CountDownLatch release = new CountDownLatch(1);
  private Bench bench = new Bench();

  @AfterEach
  void close() {
    release.countDown();
    bench.close();
  }

  /** What is called next by that name throws, once. */
  private void throwsNextAt(String name) {
    due.set(name);
  }

  private void at(String name) {
    if (isDue(name)) {
      throw thrown;
    }
  }

  private boolean isDue(String name) {
    String now = due.get();
    return name.equals(now) && due.compareAndSet(now, null);
  }

  private boolean hasThrown() {
    return due.get() == null;
  }

  private final class RudeJudge implements ConnectionJudge {
    private final ConnectionJudge usual;

    RudeJudge(PoolLimits limits) {
      usual = new LimitsJudge(limits);
    }

    @Override
    @SuppressWarnings("NullAway") // a rude one
    public Verdict judge(Facts facts) {
      at(facts.moment().name());
      return isDue("null at " + facts.moment()) ? null : usual.judge(facts);
    }
  }

  private final class RudeBreaker implements CircuitBreaker {

    @Override
    public boolean tryAcquire() {
      at("tryAcquire");
      return true;
    }

    @Override
    public void succeeded() {
      at("succeeded");
    }

    @Override
    public void failed() {
      at("failed");
    }

    @Override
    public void released() {
      at("released");
    }

    @Override
    public Duration retryAfter() {
      at("retryAfter");
      return Duration.ZERO;
    }

    @Override
    public String state() {
      return "closed";
    }
  }

  private final class RudeBirths implements Births {

    @Override
    public int oneOf() {
      return 1;
    }

    @Override
    public Register of(String what) {
      return new Register() {
        @Override
        public @Nullable Birth born(String owner, boolean nearlyFull) {
          return null;
        }

        @Override
        public Birth born(String owner, Throwable where, long standsFor) {
          at(what);
          return () -> at("end");
        }

        @Override
        public boolean wantsAll() {
          at("wantsAll");
          return false;
        }

        @Override
        public void forget(String owner) {
          at("forget");
        }
      };
    }
  }

  private void with(Births births, Threads threads) {
    bench.close();
    bench = new Bench(births, threads);
  }

  private CommonsPool<Line> pool(PoolLimits limits) {
    return (CommonsPool<Line>)
        bench.provider.open("rude", bench.there, limits, new RudeJudge(limits), new RudeBreaker());
  }

  private CommonsPool<Line> pool() {
    return pool(Bench.limits(1));
  }

  /** Neither the place in the pool nor that in the library's eyes is gone. */
  private static void hasAllPlaces(Pool<Line> pool) throws InterruptedException {
    int most = pool.stats().most();
    Borrowed<?>[] loans = new Borrowed<?>[most];
    for (int i = 0; i < most; i++) {
      loans[i] = pool.borrow(ENOUGH);
    }
    assertThat(catchThrowable(() -> pool.borrow(Duration.ZERO))).isInstanceOf(PoolException.class);
    for (Borrowed<?> loan : loans) {
      loan.close();
    }
    await("all lie unused", () -> pool.stats().idle() == most);
  }

  // The judge

  @ParameterizedTest
  @ValueSource(longs = {1_000, 100}) // in front, and in the stock
  void aJudgeThatThrowsAtABorrow(long validateAfter) throws Exception {
    Pool<Line> pool = pool(Bench.limits(1).validateAfter(Duration.ofMillis(validateAfter)));
    Line line = Bench.lendOne(pool);
    throwsNextAt("BORROW");
    assertThatThrownBy(() -> pool.borrow(ENOUGH)).isSameAs(thrown);
    await("it is closed", () -> line.closes() == 1);
    hasAllPlaces(pool);
    assertThat(bench.there.alive()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"BORROW", "RETURN"})
  void aJudgeThatSaysNothing(ConnectionJudge.Moment moment) throws Exception {
    Pool<Line> pool = pool();
    Line line = Bench.lendOne(pool);
    throwsNextAt("null at " + moment);
    assertThatThrownBy(() -> Bench.lendOne(pool)).isInstanceOf(NullPointerException.class);
    await("it is closed", () -> line.closes() == 1);
    hasAllPlaces(pool);
  }

  @Test
  void aJudgeThatThrowsWhenOneComesBack() throws Exception {
    Pool<Line> pool = pool();
    Borrowed<Line> loan = pool.borrow();
    Line line = loan.get();
    throwsNextAt("RETURN");
    assertThatThrownBy(loan::close).isSameAs(thrown);
    loan.close();
    await("it is closed", () -> line.closes() == 1);
    hasAllPlaces(pool);
  }

  @Test
  void aJudgeThatThrowsWhenOneIsResetElsewhere() throws Exception {
    Pool<Line> pool = pool();
    Borrowed<Line> loan = pool.borrow();
    Line line = loan.get();
    throwsNextAt("RETURN");
    loan.close(ENOUGH);
    await("it is closed", () -> line.closes() == 1);
    hasAllPlaces(pool);
  }

  /** The library never lends again what it was just looking at when an error came. */
  @Test
  void aJudgeThatThrowsAtASweep() throws Exception {
    Pool<Line> pool = pool();
    Line line = Bench.lendOne(pool);
    bench.advance(Duration.ofSeconds(1)); // into the stock
    throwsNextAt("SWEEP");
    bench.advance(Duration.ofSeconds(20));
    assertThat(hasThrown()).isTrue();
    hasAllPlaces(pool);
    assertThat(Bench.lendOne(pool)).isSameAs(line);
  }

  // The births

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void birthsThatThrowWhenALoanEnds(boolean waits) throws Exception {
    with(new RudeBirths(), Threads.uncounted());
    Pool<Line> pool = pool();
    Borrowed<Line> loan = pool.borrow();
    bench.advance(Duration.ofMillis(1));
    throwsNextAt("end");
    if (waits) {
      loan.close(ENOUGH);
    } else {
      loan.close();
    }
    assertThat(hasThrown()).isTrue();
    hasAllPlaces(pool);
    assertThat(pool.stats().opened()).as("what serves is kept").isEqualTo(1);
  }

  @Test
  void birthsThatThrowWhenALoanIsReclaimed() throws Exception {
    with(new RudeBirths(), Threads.uncounted());
    Pool<Line> pool = pool(Bench.limits(1).reclaim(true));
    Borrowed<Line> held = pool.borrow();
    Line line = held.get();
    bench.advance(Duration.ofMillis(1));
    throwsNextAt("end");
    bench.advance(Duration.ofMinutes(3));
    await("it is closed", () -> line.closes() == 1);
    assertThat(hasThrown()).isTrue();
    held.close();
    hasAllPlaces(pool);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dropped handles", "end"})
  void birthsThatThrowWhenALostLoanIsFound(String where) throws Exception {
    with(new RudeBirths(), Threads.uncounted());
    Pool<Line> pool = pool();
    List<Borrowed<Line>> held = new ArrayList<>(List.of(pool.borrow()));
    Line line = held.get(0).get();
    bench.advance(Duration.ofMillis(1));
    throwsNextAt(where);
    held.clear();
    await(
        "it is closed",
        () -> {
          System.gc();
          return line.closes() == 1;
        });
    assertThat(hasThrown()).isTrue();
    hasAllPlaces(pool);
  }

  @Test
  void birthsThatThrowAtALookHoldUpNothingElse() throws Exception {
    with(new RudeBirths(), Threads.uncounted());
    bench.there.whenOpening(each -> release.await());
    Pool<Line> pool = pool(Bench.limits(1).open(Duration.ofSeconds(1)));
    assertThatThrownBy(() -> pool.borrow(Bench.SHORT)).isInstanceOf(PoolException.class);
    throwsNextAt("wantsAll");
    await("it has thrown", this::hasThrown);
    bench.there.isUp();
    hasAllPlaces(pool);
  }

  @Test
  void birthsThatThrowAtACloseKeepNothingOpen() throws Exception {
    with(new RudeBirths(), Threads.uncounted());
    Pool<Line> pool = pool();
    Line line = Bench.lendOne(pool);
    throwsNextAt("forget");
    pool.close();
    assertThat(hasThrown()).isTrue();
    await("it is closed", () -> line.closes() == 1);
  }

  /** One that did not begin in the time of its borrower is none. */
  private void leavesAnOpeningUnderWay(Pool<Line> pool) {
    await(
        "an opening is under way",
        () -> {
          assertThatThrownBy(() -> pool.borrow(Bench.SHORT)).isInstanceOf(PoolException.class);
          return bench.there.attempts() > 0;
        });
  }

  // The breaker

  @Test
  void aBreakerThatThrowsWhenItIsAsked() throws Exception {
    Pool<Line> pool = pool();
    throwsNextAt("tryAcquire");
    assertThatThrownBy(() -> pool.borrow(ENOUGH)).isSameAs(thrown);
    hasAllPlaces(pool);
  }

  @Test
  void aBreakerThatThrowsWhenItIsToldOfASuccess() throws Exception {
    Pool<Line> pool = pool();
    throwsNextAt("succeeded");
    try (Borrowed<Line> loan = pool.borrow(ENOUGH)) {
      assertThat(loan.get().isOpen()).isTrue();
    }
    assertThat(hasThrown()).isTrue();
    hasAllPlaces(pool);
  }

  @Test
  void aBreakerThatThrowsWhenItIsToldOfASuccessForWhichNobodyWaits() throws Exception {
    bench.there.whenOpening(each -> release.await());
    Pool<Line> pool = pool();
    leavesAnOpeningUnderWay(pool);
    throwsNextAt("succeeded");
    release.countDown();
    await("it has thrown", this::hasThrown);
    hasAllPlaces(pool);
    assertThat(bench.there.lines()).as("what it yields is not wasted").hasSize(1);
  }

  @Test
  void aBreakerThatThrowsWhenItIsToldOfAFailure() throws Exception {
    bench.there.isDown();
    Pool<Line> pool = pool();
    throwsNextAt("failed");
    assertThatThrownBy(() -> pool.borrow(ENOUGH)).isInstanceOf(PoolException.class);
    assertThat(hasThrown()).isTrue();
    bench.there.isUp();
    hasAllPlaces(pool);
  }

  @Test
  void aBreakerThatThrowsWhenItIsToldOfAnOverdueOpening() throws Exception {
    bench.there.whenOpening(each -> release.await());
    Pool<Line> pool = pool(Bench.limits(1).open(Duration.ofSeconds(1)));
    throwsNextAt("failed");
    leavesAnOpeningUnderWay(pool);
    await("it has thrown", this::hasThrown);
    bench.there.isUp();
    hasAllPlaces(pool);
  }

  @Test
  void aBreakerThatThrowsWhenAPermissionIsGivenBack() throws Exception {
    bench.there.whenOpening(each -> release.await());
    Pool<Line> busy = bench.pool(Helpers.OPENERS);
    for (int i = 0; i < Helpers.OPENERS; i++) {
      bench.inBackground(() -> Bench.lendOne(busy));
    }
    await("all threads are taken", () -> bench.there.attempts() == Helpers.OPENERS);
    Pool<Line> pool = pool();
    throwsNextAt("released");
    assertThatThrownBy(() -> pool.borrow(Bench.SHORT)).isInstanceOf(PoolException.class);
    assertThat(hasThrown()).isTrue();
    release.countDown();
    hasAllPlaces(pool);
  }

  @Test
  void aBreakerThatThrowsWhenItIsAskedHowLongItRefuses() throws Exception {
    bench.there.isDown();
    Pool<Line> pool = pool();
    throwsNextAt("retryAfter");
    assertThat(catchThrowableOfType(PoolException.class, () -> pool.borrow(ENOUGH)).reason())
        .isEqualTo(PoolException.Reason.UNREACHABLE);
    bench.there.isUp();
    hasAllPlaces(pool);
  }

  /** What is kept alive is in the sweeper's hands, all at once. */
  @Test
  void aBreakerThatThrowsWhileAllAreKeptAlive() throws Exception {
    int most = Helpers.MOST_OPENINGS + 16;
    CommonsPool<Line> pool = pool(Bench.limits(most).keepAlive(Duration.ofSeconds(20)));
    Bench.lend(pool, most);
    bench.advance(Duration.ofMillis(1_500));
    bench.there.whenValidating(each -> release.await());
    throwsNextAt("retryAfter");
    bench.advance(Duration.ofSeconds(30));
    await("it has thrown", this::hasThrown);
    release.countDown();
    await("all lie there again", () -> pool.stats().idle() == most);
    hasAllPlaces(pool);
    assertThat(pool.stats().closed()).isZero();
  }

  // What else may throw

  /** Does not even say what it is. */
  private final class Unspeakable extends Exception {
    private static final long serialVersionUID = 1L;

    @Override
    public String toString() {
      throw thrown;
    }

    @Override
    public String getMessage() {
      throw thrown;
    }
  }

  @Test
  void aValidationThatFailsWithoutWords() throws Exception {
    Pool<Line> pool = pool();
    Line line = Bench.lendOne(pool);
    bench.advance(Duration.ofMillis(1_500));
    bench.there.whenValidating(
        each -> {
          bench.there.whenValidating(next -> {});
          throw new Unspeakable();
        });
    Bench.lendOne(pool);
    await("it is closed", () -> line.closes() == 1);
    hasAllPlaces(pool);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aResetThatFailsWithoutWords(boolean waits) throws Exception {
    Pool<Line> pool = pool();
    Borrowed<Line> loan = pool.borrow();
    Line line = loan.get();
    bench.there.whenResetting(
        each -> {
          bench.there.whenResetting(next -> {});
          throw new Unspeakable();
        });
    if (waits) {
      loan.close(ENOUGH);
    } else {
      loan.close();
    }
    await("it is closed", () -> line.closes() == 1);
    hasAllPlaces(pool);
  }

  private Threads without(String begin) {
    Threads usual = Threads.uncounted();
    return (name, task) -> {
      if (name.startsWith(begin) && isDue(begin)) {
        throw new InternalError("as a test wants it");
      }
      return usual.daemon(name, task);
    };
  }

  @Test
  void aThreadThatCannotBeHadToCloseOne() throws Exception {
    with(Births.unkept(128), without("plimsoll-pool-closer-"));
    Pool<Line> pool = pool();
    Borrowed<Line> loan = pool.borrow();
    Line line = loan.get();
    loan.discard("it is broken");
    throwsNextAt("plimsoll-pool-closer-");
    loan.close();
    assertThat(hasThrown()).isTrue();
    assertThat(line.closes()).isEqualTo(1);
    hasAllPlaces(pool);
  }

  @Test
  void aThreadThatCannotBeHadToOpenOne() throws Exception {
    with(Births.unkept(128), without("plimsoll-pool-opener-"));
    Pool<Line> pool = pool();
    throwsNextAt("plimsoll-pool-opener-");
    assertThatThrownBy(() -> pool.borrow(ENOUGH)).isInstanceOf(PoolException.class);
    assertThat(hasThrown()).isTrue();
    hasAllPlaces(pool);
  }

  @Test
  void oneThatWaitsIsServedWhereTheJudgeThrowsForAnother() throws Exception {
    Pool<Line> pool = pool();
    Borrowed<Line> only = pool.borrow();
    FutureTask<Borrowed<Line>> waiting = bench.inBackground(() -> pool.borrow(Bench.LONG));
    await("one waits", () -> pool.stats().waiting() == 1);
    throwsNextAt("RETURN");
    assertThatThrownBy(only::close).isSameAs(thrown);
    waiting.get().close();
    hasAllPlaces(pool);
  }
}

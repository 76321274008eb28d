package io.plimsoll.pool;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.resource.Borrowed;
import io.plimsoll.resource.Pool;
import io.plimsoll.testkit.ScriptedConnections.Line;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of loans that are held too long, or lost. */
class LoansTest {

  private final Bench bench = new Bench();
  private final List<LogRecord> told = Collections.synchronizedList(new ArrayList<>());
  private final Logger logger = Logger.getLogger(Watch.class.getName());
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          told.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
  }

  @AfterEach
  void close() {
    bench.close();
    logger.removeHandler(handler);
    logger.setUseParentHandlers(true);
  }

  @Test
  void aLoanHeldTooLongIsToldOnceWithItsBirthPlace() throws Exception {
    Pool<Line> pool = bench.pool(4);
    try (Borrowed<Line> held = pool.borrow()) {
      bench.advance(Duration.ofMinutes(1));
      assertThat(told).isEmpty();
      bench.advance(Duration.ofMinutes(1));
      bench.advance(Duration.ofMinutes(5));
      assertThat(told).hasSize(1);
      assertThat(told.get(0).getMessage())
          .contains("'lines'", "held for more than 2 min", "nowhere");
      assertThat(told.get(0).getThrown().getStackTrace())
          .anyMatch(frame -> frame.getClassName().equals(LoansTest.class.getName()));
      assertThat(held.get().isOpen()).isTrue();
    }
  }

  @Test
  void birthPlacesAreNotedForOneLoanInAHundredAndTwentyEight() throws Exception {
    CommonsPool<Line> pool = bench.pool(8);
    assertThat(noted(pool, 1)).as("the first is").isEqualTo(1);
    assertThat(noted(pool, 128_000)).isBetween(900, 1_100);
  }

  @Test
  void whereLoansAreManyASecondFewerBirthPlacesAreNotedUntilTheyAreFewAgain() throws Exception {
    CommonsPool<Line> pool = bench.pool(8);
    noted(pool, 256_000);
    bench.advance(Duration.ofSeconds(1));
    assertThat(noted(pool, 256_000)).as("one of 1,000").isBetween(180, 340);
    bench.advance(Duration.ofMinutes(10));
    assertThat(noted(pool, 128_000)).as("one of 128, at once").isBetween(900, 1_100);
  }

  private static int noted(CommonsPool<Line> pool, int loans) throws InterruptedException {
    int noted = 0;
    for (int i = 0; i < loans; i++) {
      try (Borrowed<Line> loan = pool.borrow()) {
        noted += birth(pool) != null ? 1 : 0;
        assertThat(loan.get()).isNotNull();
      }
    }
    return noted;
  }

  @Test
  void birthPlacesAreNotedForAllWhereMostAreLent() throws Exception {
    CommonsPool<Line> pool = bench.pool(10); // the sweeper looks, too: nine of ten are most
    Bench.lend(pool, 10);
    List<Borrowed<Line>> loans = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      loans.add(pool.borrow());
    }
    bench.advance(Duration.ofMillis(50));
    loans.remove(9).close();
    // One loan in 128 is noted anyway.
    long before = pool.core().lent().stream().filter(each -> each.birth() != null).count();
    loans.add(pool.borrow());
    bench.advance(Duration.ofMinutes(2));
    await("all are told", () -> told.size() == 10);
    assertThat(told.stream().filter(each -> each.getThrown() != null).count())
        .isEqualTo(before + 1);
    loans.forEach(Borrowed::close);
  }

  @Test
  void birthPlacesAreNotedForAllWhereLoansAreReclaimed() throws Exception {
    CommonsPool<Line> pool = bench.pool(Bench.limits(8).reclaim(true));
    for (int i = 0; i < 20; i++) {
      try (Borrowed<Line> loan = pool.borrow()) {
        assertThat(birth(pool)).isNotNull();
        assertThat(loan.get()).isNotNull();
      }
    }
  }

  private static Throwable birth(CommonsPool<Line> pool) {
    return pool.core().lent().get(0).birth();
  }

  @Test
  void aReclaimedLoanSaysSoAndItsLateReturnIsHarmless() throws Exception {
    Pool<Line> pool = bench.pool(Bench.limits(1).reclaim(true));
    Borrowed<Line> held = pool.borrow();
    Line line = held.get();
    bench.advance(Duration.ofMinutes(2));
    await("it is closed under its borrower", () -> line.closes() == 1);
    assertThatThrownBy(held::get).hasMessageContaining("was reclaimed");
    Line next = Bench.lendOne(pool);
    held.close();
    assertThat(next.isOpen()).isTrue();
    assertThat(pool.stats().reclaimed()).isEqualTo(1);
    assertThat(pool.stats().lent()).isZero();
  }

  @Test
  void aLostLoanIsFoundToldAndItsConnectionClosed() throws Exception {
    Pool<Line> pool = bench.pool(1);
    Line line = lose(pool);
    await(
        "it is found",
        () -> {
          System.gc();
          return line.closes() == 1;
        });
    assertThat(pool.stats().dropped()).isEqualTo(1);
    await("it is told", () -> told.size() == 1);
    assertThat(told.get(0).getMessage()).contains("dropped by its borrower");
    assertThat(told.get(0).getThrown()).isNotNull();
    assertThat(Bench.lendOne(pool)).isNotSameAs(line);
  }

  @Test
  void aLoanLostAfterItsPoolWasClosedIsFoundToo() throws Exception {
    Pool<Line> pool = bench.pool(1);
    Line line = lose(pool);
    pool.close();
    await(
        "it is found",
        () -> {
          System.gc();
          return line.closes() == 1;
        });
    await("nothing is left", () -> bench.provider.kept() == 0);
  }

  private static Line lose(Pool<Line> pool) throws InterruptedException {
    return pool.borrow().get();
  }
}

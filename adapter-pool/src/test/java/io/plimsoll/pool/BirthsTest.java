package io.plimsoll.pool;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.resource.Borrowed;
import io.plimsoll.resource.Pool;
import io.plimsoll.testkit.BirthRecorder;
import io.plimsoll.testkit.ScriptedConnections.Line;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where loans were made is told to who keeps that, and their ends. */
class BirthsTest {

  private final BirthRecorder births = new BirthRecorder(1);
  private Bench bench = new Bench(births);

  @AfterEach
  void close() {
    bench.close();
  }

  private long lent() {
    return births.alive("lent connections", "lines");
  }

  private void look() {
    bench.advance(Duration.ofMillis(1));
  }

  @Test
  void whatIsLentWhenALookComesIsBornAndEndsWhenItComesBack() throws Exception {
    Pool<Line> pool = bench.pool(4);
    Borrowed<Line> one = pool.borrow();
    Borrowed<Line> two = pool.borrow();
    look();
    look();
    assertThat(lent()).isEqualTo(2);
    one.close();
    one.close();
    assertThat(lent()).isEqualTo(1);
    two.discard("on purpose");
    two.close();
    assertThat(lent()).isZero();
  }

  @Test
  void aLoanThatIsReclaimedEnds() throws Exception {
    Pool<Line> pool = bench.pool(Bench.limits(1).reclaim(true));
    Borrowed<Line> held = pool.borrow();
    look();
    assertThat(lent()).isEqualTo(1);
    bench.advance(Duration.ofMinutes(2));
    assertThat(lent()).isZero();
    held.close();
    assertThat(lent()).isZero();
  }

  @Test
  void handlesThatAreDroppedAreKeptUntilThePoolIsClosed() throws Exception {
    Pool<Line> pool = bench.pool(1);
    drop(pool);
    look();
    await(
        "it is found",
        () -> {
          System.gc();
          return pool.stats().dropped() == 1;
        });
    await("it is told", () -> births.alive("dropped handles", "lines") == 1);
    assertThat(lent()).isZero();
    pool.close();
    assertThat(births.alive("dropped handles", "lines")).isZero();
  }

  private static void drop(Pool<Line> pool) throws InterruptedException {
    pool.borrow();
  }

  /** The first loan of a connection stands for itself, one in so many later for all of those. */
  @Test
  void whatIsNotedStandsForTheOthers() throws Exception {
    bench.close();
    BirthRecorder sampled = new BirthRecorder(10);
    bench = new Bench(sampled);
    Pool<Line> pool = bench.pool(8);
    long sum = 0;
    for (int i = 0; i < 5_000; i++) {
      try (Borrowed<Line> loan = pool.borrow()) {
        look();
        sum += sampled.alive("lent connections", "lines");
        assertThat(sum).as("of loan %s", loan).isPositive();
      }
    }
    assertThat(sum).isBetween(4_000L, 6_000L);
  }

  @Test
  void ofLoansThatGrowAllAreNoted() throws Exception {
    bench.close();
    BirthRecorder sampled = new BirthRecorder(1_000_000);
    bench = new Bench(sampled);
    Pool<Line> pool = bench.pool(50);
    Bench.lend(pool, 30);
    List<Borrowed<Line>> held = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      held.add(pool.borrow());
    }
    look();
    assertThat(sampled.alive("lent connections", "lines")).isZero();
    sampled.wantsAll(true);
    look();
    for (int i = 0; i < 10; i++) {
      held.add(pool.borrow());
    }
    look();
    assertThat(sampled.alive("lent connections", "lines")).isEqualTo(10);
    held.forEach(Borrowed::close);
    assertThat(sampled.alive("lent connections", "lines")).isZero();
  }

  /** A look and a return at the same time: one of the two ends what was kept. */
  @Test
  void noLoanOutlivesItsReturnInTheBooks() throws Exception {
    Pool<Line> pool = bench.pool(2);
    AtomicBoolean done = new AtomicBoolean();
    var looks =
        bench.inBackground(
            () -> {
              while (!done.get()) {
                look();
              }
              return null;
            });
    for (int i = 0; i < 50_000; i++) {
      pool.borrow().close();
    }
    done.set(true);
    looks.get();
    assertThat(lent()).isZero();
  }
}

package io.plimsoll.pool;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.resource.Borrowed;
import io.plimsoll.resource.Pool;
import io.plimsoll.testkit.ScriptedConnections.Line;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many threads over few connections that break at random. */
class StressTest {

  private static final int THREADS = 8;
  private static final int MOST = 3;
  private static final int LOANS = 2_000;

  private final Bench bench = new Bench();
  private final Pool<Line> pool = bench.pool(Bench.limits(MOST).patience(Duration.ofMinutes(1)));

  // At most one for each connection that is lent.
  private final Map<Line, Integer> hands = new ConcurrentHashMap<>();
  private final AtomicInteger lent = new AtomicInteger();
  private final AtomicInteger mostLent = new AtomicInteger();
  private final AtomicInteger mostAlive = new AtomicInteger();
  private final AtomicInteger inTwoHands = new AtomicInteger();
  private final AtomicInteger closedOnes = new AtomicInteger();

  @AfterEach
  void close() {
    bench.close();
  }

  private int work(int number, long holdNanos) throws InterruptedException {
    SplittableRandom random = new SplittableRandom(7_000 + number);
    int done = 0;
    for (int i = 0; i < LOANS; i++) {
      try (Borrowed<Line> loan = pool.borrow()) {
        mostLent.accumulateAndGet(lent.incrementAndGet(), Math::max);
        Line line = loan.get();
        inTwoHands.addAndGet(hands.put(line, number) == null ? 0 : 1);
        closedOnes.addAndGet(line.isOpen() ? 0 : 1);
        if (holdNanos > 0) {
          LockSupport.parkNanos(holdNanos);
        }
        int dice = random.nextInt(100);
        if (dice < 5) {
          line.breaks();
        } else if (dice < 7) {
          loan.discard("at random");
        } else if (dice == 7) {
          mostAlive.accumulateAndGet((int) bench.there.alive(), Math::max);
        }
        hands.remove(line);
        lent.decrementAndGet();
        done++;
      }
    }
    return done;
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 50_000})
  void nothingIsOverTheBoundInTwoHandsClosedOrLeaked(long holdNanos) throws Exception {
    FutureTask<?>[] tasks = new FutureTask<?>[THREADS];
    for (int i = 0; i < THREADS; i++) {
      int number = i;
      tasks[i] = bench.inBackground(() -> work(number, holdNanos));
    }
    AtomicBoolean over = new AtomicBoolean();
    FutureTask<Integer> falls = bench.inBackground(() -> falls(over));
    for (FutureTask<?> task : tasks) {
      assertThat(task.get()).isEqualTo(LOANS);
    }
    assertThat(mostLent.get()).isBetween(1, MOST);
    assertThat(mostAlive.get()).isBetween(1, MOST);
    assertThat(inTwoHands).hasValue(0);
    assertThat(closedOnes).hasValue(0);
    await("those that go are closed", () -> bench.there.alive() <= MOST);
    assertThat(pool.stats().lent()).isZero();
    assertThat(pool.stats().waiting()).isZero();
    await("each is counted", () -> pool.stats().borrows() == THREADS * LOANS);
    over.set(true);
    assertThat(falls.get()).as("how often fewer were counted than before").isZero();
    assertThat(Bench.lend(pool, MOST)).doesNotHaveDuplicates().allMatch(Line::isOpen);
    pool.close();
    await("all are closed", () -> bench.there.alive() == 0);
    assertThat(bench.there.lines()).hasSizeGreaterThan(100).allMatch(line -> line.closes() == 1);
    await("nothing is left", () -> bench.provider.kept() == 0);
  }

  private int falls(AtomicBoolean over) {
    int falls = 0;
    long last = 0;
    while (!over.get()) {
      long now = pool.stats().borrows();
      falls += now < last ? 1 : 0;
      last = now;
    }
    return falls;
  }
}

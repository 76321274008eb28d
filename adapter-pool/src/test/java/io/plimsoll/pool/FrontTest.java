package io.plimsoll.pool;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.plimsoll.resource.Borrowed;
import io.plimsoll.testkit.ScriptedConnections.Line;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FrontTest {

  private final Bench bench = new Bench();

  @AfterEach
  void close() {
    bench.close();
  }

  private static Entry<String> entry(String name) {
    return new Entry<>(name, 0, 0, 0);
  }

  private static Front<String> front(int most, int processors) {
    return new Front<>(most, processors, displaced -> fail("nothing is to be displaced"));
  }

  @Test
  void hasASlotForEachUpToSomeForAProcessor() {
    assertThat(front(1, 64).slots()).isEqualTo(1);
    assertThat(front(3, 64).slots()).isEqualTo(4);
    assertThat(front(8, 2).slots()).isEqualTo(8);
    assertThat(front(10_000, 2).slots()).isEqualTo(8);
    assertThat(front(10_000, 6).slots()).isEqualTo(32);
  }

  @Test
  void whatIsParkedIsTakenOnce() {
    Front<String> front = front(8, 2);
    Entry<String> one = entry("one");
    long parked = front.park(one);
    assertThat(Entry.isParked(parked)).isTrue();
    assertThat(front.parked()).isEqualTo(1);
    assertThat(front.take()).isSameAs(one);
    assertThat(front.parked()).isZero();
    assertThat(front.take()).isNull();
    assertThat(one.takeOut(parked)).as("it was taken").isFalse();
    assertThat(front.park(one)).as("in its slot again").isNotZero();
    assertThat(one.takeOut(parked)).as("that was another time").isFalse();
  }

  @Test
  void whatFindsItsSlotTakenGetsAnother() {
    Front<String> front = front(2, 2);
    Entry<String> one = entry("one");
    Entry<String> two = entry("two");
    assertThat(front.park(one)).isNotZero();
    assertThat(front.park(two)).isNotZero();
    assertThat(front.park(entry("three"))).as("all are taken").isZero();
    assertThat(front.take()).as("its own first").isSameAs(one);
    assertThat(front.take()).isSameAs(two);
  }

  @Test
  void theSlotOfOneThatIsLentGoesToOneThatHasNone() {
    Front<String> front = front(1, 2);
    Entry<String> one = entry("one");
    Entry<String> two = entry("two");
    front.park(one);
    long loan = take(front).lend();
    assertThat(front.park(two)).isNotZero();
    assertThat(one.takeOut(loan)).isTrue();
    assertThat(front.park(one)).as("its slot is taken").isZero();
    assertThat(front.take()).isSameAs(two);
    front.leave(two);
    assertThat(front.park(one)).isNotZero();
    assertThat(front.parked()).isEqualTo(1);
  }

  private static Entry<String> take(Front<String> front) {
    return Objects.requireNonNull(front.take());
  }

  @Test
  void othersFindWhatIsParkedInAnySlot() throws Exception {
    Front<String> front = front(8, 2);
    Entry<String> one = entry("one");
    front.park(one);
    for (int i = 0; i < 8; i++) {
      List<Entry<String>> found = new ArrayList<>();
      Thread other = new Thread(() -> found.add(front.take()));
      other.start();
      other.join();
      assertThat(found).containsExactly(one);
      front.park(one);
    }
  }

  @Test
  void onlyTheOlderAreTakenBySweeps() {
    Front<String> front = front(1, 2);
    Entry<String> one = entry("one");
    one.parkedAt = 100;
    front.park(one);
    List<Entry<String>> taken = new ArrayList<>();
    front.takeOlder(99, taken::add);
    assertThat(taken).isEmpty();
    front.takeOlder(100, taken::add);
    assertThat(taken).containsExactly(one);
    assertThat(front.parked()).isZero();
  }

  @Test
  void twoThatChangePlacesAllTheTimeAreNeverLost() throws Exception {
    Queue<Entry<String>> elsewhere = new ConcurrentLinkedQueue<>();
    Front<String> front = new Front<>(1, 1, elsewhere::add);
    List<FutureTask<Integer>> tasks = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      elsewhere.add(entry("entry " + i));
      tasks.add(bench.inBackground(() -> changePlaces(front, elsewhere)));
    }
    int turns = 0;
    for (FutureTask<Integer> task : tasks) {
      turns += task.get();
    }
    assertThat(turns).isEqualTo(400_000);
    front.takeAll(elsewhere::add);
    assertThat(elsewhere).hasSize(4).doesNotHaveDuplicates();
  }

  private static int changePlaces(Front<String> front, Queue<Entry<String>> elsewhere) {
    int turns = 0;
    while (turns < 100_000) {
      Entry<String> mine = turns % 2 == 0 ? front.take() : elsewhere.poll();
      mine = mine == null ? elsewhere.poll() : mine;
      mine = mine == null ? front.take() : mine;
      if (mine == null) {
        Thread.onSpinWait();
        continue;
      }
      long loan = mine.lend();
      turns++;
      assertThat(mine.takeOut(loan)).as("nobody else has it").isTrue();
      if (front.park(mine) == 0) {
        front.leave(mine);
        elsewhere.add(mine);
      }
    }
    return turns;
  }

  @Test
  void whatComesBackIsParkedAndGoesToTheStockWithinASecond() throws Exception {
    CommonsPool<Line> pool = bench.pool(2);
    Bench.lendOne(pool);
    assertThat(pool.core().parked()).isEqualTo(1);
    assertThat(pool.stats().idle()).isEqualTo(1);
    bench.advance(Duration.ofMillis(900));
    assertThat(pool.core().parked()).isZero();
    assertThat(pool.stats().idle()).isEqualTo(1);
    assertThat(bench.there.alive()).isEqualTo(1);
  }

  @Test
  void whatIsParkedIsJudgedLikeAllOthers() throws Exception {
    CommonsPool<Line> pool = bench.pool(2);
    Line broken = Bench.lendOne(pool);
    broken.breaks();
    Line second = Bench.lendOne(pool);
    assertThat(second).isNotSameAs(broken);
    pool.drain();
    assertThat(Bench.lendOne(pool)).isNotSameAs(second);
    await("both are closed", () -> bench.there.alive() == 1);
  }

  @Test
  void onceSomebodyHasWaitedForLongNothingIsParked() throws Exception {
    CommonsPool<Line> pool = bench.pool(1);
    Borrowed<Line> only = pool.borrow();
    FutureTask<Boolean> waiter =
        bench.inBackground(
            () -> {
              try (Borrowed<Line> loan = pool.borrow()) {
                return pool.core().fromFront() == null && loan.get().isOpen();
              }
            });
    await("one has waited for long", () -> pool.core().turnstile.isHungry());
    assertThat(pool.core().turnstile.tries()).as("nobody may be quicker").isZero();
    only.close();
    assertThat(waiter.get()).isTrue();
    assertThat(pool.core().turnstile.isHungry()).isFalse();
    assertThat(pool.stats().waiting()).isZero();
  }

  @Test
  void whoComesBackWakesOneThatWaits() throws Exception {
    CommonsPool<Line> pool = bench.pool(1);
    Borrowed<Line> only = pool.borrow();
    FutureTask<Boolean> waiter =
        bench.inBackground(
            () -> {
              try (Borrowed<Line> loan = pool.borrow()) {
                return loan.get().isOpen();
              }
            });
    await("one waits", () -> pool.stats().waiting() == 1);
    only.close();
    assertThat(waiter.get()).isTrue();
    assertThat(bench.there.attempts()).isEqualTo(1);
  }

  @Test
  void nothingStaysParkedInAPoolThatIsSuspendedDrainedRelievedOrClosed() throws Exception {
    CommonsPool<Line> pool = bench.pool(2);
    Bench.lendOne(pool);
    pool.suspend();
    assertThat(pool.core().parked()).isZero();
    pool.resume();
    Bench.lendOne(pool);
    pool.drain();
    assertThat(pool.core().parked()).isZero();
    Bench.lendOne(pool);
    bench.provider.relieve();
    await("it is relieved", () -> pool.core().parked() == 0);
    await("all are closed", () -> bench.there.alive() == 0);
    Bench.lendOne(pool);
    Borrowed<Line> late = pool.borrow();
    pool.close();
    late.close();
    assertThat(pool.core().parked()).isZero();
    await("all are closed", () -> bench.there.alive() == 0);
  }

  @Test
  void itIsNotUsedWhereALoanIsValidatedSoonerThanItsClockCanTell() throws Exception {
    CommonsPool<Line> pool = bench.pool(Bench.limits(2).validateAfter(Duration.ofMillis(100)));
    Bench.lendOne(pool);
    assertThat(pool.core().parked()).isZero();
    assertThat(bench.there.validations()).as("of the fresh one").isEqualTo(1);
    bench.time.advance(Duration.ofMillis(100));
    Bench.lendOne(pool);
    assertThat(bench.there.validations()).isEqualTo(2);
  }

  @Test
  void anUnusedOneIsKeptAlive() throws Exception {
    CommonsPool<Line> pool = bench.pool(Bench.limits(2).keepAlive(Duration.ofMinutes(1)));
    List<Line> lines = Bench.lend(pool, 2);
    assertThat(bench.there.validations()).isEqualTo(2);
    bench.advance(Duration.ofSeconds(50));
    lines.get(0).goesMute();
    bench.advance(Duration.ofSeconds(10));
    await("both are asked", () -> bench.there.validations() == 4);
    await("the mute one is closed", () -> lines.get(0).closes() == 1);
    await("the other is there again", () -> pool.stats().idle() == 1);
    assertThat(lines.get(1).isOpen()).isTrue();
  }
}

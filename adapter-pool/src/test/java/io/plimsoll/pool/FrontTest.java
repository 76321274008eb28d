package io.plimsoll.pool;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.resource.Borrowed;
import io.plimsoll.testkit.ScriptedConnections.Line;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

  @Test
  void hasAsManySlotsAsMayBeUsedAndAPowerOfTwo() {
    assertThat(new Front<>(1, 64).slots()).isEqualTo(1);
    assertThat(new Front<>(3, 64).slots()).isEqualTo(2);
    assertThat(new Front<>(10_000, 2).slots()).isEqualTo(8);
    assertThat(new Front<>(10_000, 6).slots()).isEqualTo(16);
  }

  @Test
  void whatIsLaidDownIsTakenOnce() {
    Front<String> front = new Front<>(8, 2);
    Entry<String> one = entry("one");
    assertThat(front.park(one)).isTrue();
    assertThat(front.park(entry("other"))).as("the slot is taken").isFalse();
    assertThat(front.parked()).isEqualTo(1);
    assertThat(front.takeMine()).isSameAs(one);
    assertThat(front.takeMine()).isNull();
    assertThat(front.takeBack(one)).isFalse();
  }

  @Test
  void othersFindWhatLiesInAnySlot() throws Exception {
    Front<String> front = new Front<>(8, 2);
    Entry<String> one = entry("one");
    front.park(one);
    for (int i = 0; i < 8; i++) {
      List<Entry<String>> found = new ArrayList<>();
      Thread other = new Thread(() -> found.add(front.takeAny()));
      other.start();
      other.join();
      assertThat(found).containsExactly(one);
      front.park(one);
    }
  }

  @Test
  void onlyTheOlderAreTakenBySweeps() {
    Front<String> front = new Front<>(1, 2);
    Entry<String> one = entry("one");
    one.parkedAt = 100;
    front.park(one);
    List<Entry<String>> taken = new ArrayList<>();
    front.takeOlder(99, taken::add);
    assertThat(taken).isEmpty();
    front.takeOlder(100, taken::add);
    assertThat(taken).containsExactly(one);
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
  void nothingIsParkedWhileSomebodyWaits() throws Exception {
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

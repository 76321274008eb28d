package io.plimsoll.bootstrap;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.Plimsoll;
import io.plimsoll.Scope;
import io.plimsoll.command.Command;
import io.plimsoll.command.RefusedException;
import io.plimsoll.lease.LeaseKind;
import io.plimsoll.resource.Borrowed;
import io.plimsoll.resource.Pool;
import io.plimsoll.resource.PoolStats;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections that a scope has borrowed. */
@Timeout(60)
class LoansTest {

  private static final Duration SOON = Duration.ofSeconds(1);

  private final FakeAdapter fake = new FakeAdapter();
  private final AtomicReference<Runnable> onEvent = new AtomicReference<>(() -> {});
  private final Plimsoll plimsoll =
      fake.start(event -> onEvent.get().run(), "process.concurrency", "8");
  private final Numbers numbers = new Numbers();

  @AfterEach
  void close() {
    onEvent.set(() -> {});
    plimsoll.close();
  }

  /** Lends numbers, and writes down what comes back. */
  private static final class Numbers implements Pool<Integer> {
    final AtomicInteger last = new AtomicInteger();
    final List<Integer> back = new CopyOnWriteArrayList<>();
    final List<Duration> waits = new CopyOnWriteArrayList<>();
    volatile Runnable beforeLending = () -> {};

    @Override
    public String name() {
      return "numbers";
    }

    @Override
    public Borrowed<Integer> borrow(Duration wait) {
      beforeLending.run();
      int number = last.incrementAndGet();
      return new Borrowed<>() {
        @Override
        public Integer get() {
          if (back.contains(number)) {
            throw new IllegalStateException("was given back");
          }
          return number;
        }

        @Override
        public void discard(String why) {}

        @Override
        public void close() {
          back.add(number);
        }

        @Override
        public void close(Duration wait) {
          waits.add(wait);
          close();
        }
      };
    }

    @Override
    public Borrowed<Integer> borrow() {
      return borrow(SOON);
    }

    @Override
    public void suspend() {}

    @Override
    public void resume() {}

    @Override
    public void drain() {}

    @Override
    public PoolStats stats() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }

  @Test
  void theEndOfAScopeGivesBackItsLoansAndThoseWithinTheLastFirst() throws Exception {
    Scope outer = plimsoll.scope("outer");
    Scope inner = outer.scope("inner");
    Borrowed<Integer> one = outer.borrow(numbers, SOON);
    Borrowed<Integer> two = inner.borrow(numbers, SOON);
    Borrowed<Integer> three = outer.borrow(numbers, SOON);
    Borrowed<Integer> other = plimsoll.borrow(numbers, SOON);
    assertThat(List.of(one.get(), two.get(), three.get(), other.get())).containsExactly(1, 2, 3, 4);
    outer.close();
    assertThat(numbers.back).containsExactly(3, 2, 1);
    assertThatThrownBy(two::get).isInstanceOf(IllegalStateException.class);
    one.close();
    assertThat(numbers.back).as("once").containsExactly(3, 2, 1);
    assertThat(other.get()).isEqualTo(4);
    plimsoll.close();
    assertThat(numbers.back).containsExactly(3, 2, 1, 4);
  }

  @Test
  void theEndOfAScopeWaitsForWhatIsResetNoLongerThanForTheScope() throws Exception {
    Scope scope = plimsoll.scope("brief", Duration.ofMillis(100));
    scope.borrow(numbers, SOON);
    scope.borrow(numbers, SOON);
    scope.borrow(numbers, SOON).close();
    scope.close();
    assertThat(numbers.back).containsExactly(3, 2, 1);
    assertThat(numbers.waits)
        .hasSize(2)
        .allMatch(wait -> wait.compareTo(Duration.ofSeconds(2)) <= 0 && !wait.isZero());
  }

  @Test
  void aLoanOutlivesTheCommandsOfItsScope() throws Exception {
    Scope scope = plimsoll.scope("batch");
    scope.submit(Command.of("deaf").grace(Duration.ofMillis(100)));
    await(() -> plimsoll.health().live() == 1);
    Borrowed<Integer> lent = scope.borrow(numbers, SOON);
    AtomicInteger aliveAtKill = new AtomicInteger();
    onEvent.set(
        () -> {
          if (fake.asked.contains("KILL deaf")) {
            aliveAtKill.set(numbers.back.size());
          }
        });
    scope.close();
    assertThat(fake.asked).contains("KILL deaf");
    assertThat(aliveAtKill).hasValue(0);
    assertThat(numbers.back).containsExactly(1);
    lent.close();
  }

  @Test
  void aClosedScopeBorrowsNothing() {
    Scope scope = plimsoll.scope("batch");
    scope.close();
    assertThatThrownBy(() -> scope.borrow(numbers, SOON))
        .isInstanceOf(RefusedException.class)
        .hasMessage("scope 'session/batch': is closed; borrow in another");
    assertThat(numbers.last).hasValue(0);
  }

  @Test
  void whatIsLentWhileTheScopeClosesGoesStraightBack() {
    Scope scope = plimsoll.scope("batch");
    numbers.beforeLending = scope::close;
    assertThatThrownBy(() -> scope.borrow(numbers, SOON)).isInstanceOf(RefusedException.class);
    assertThat(numbers.back).containsExactly(1);
  }

  @Test
  void aLoanIsALeaseUntilItIsGivenBack() throws Exception {
    Scope scope = plimsoll.scope("batch");
    try (Borrowed<Integer> lent = scope.borrow(numbers, SOON)) {
      assertThat(lent.get()).isEqualTo(1);
      assertThat(plimsoll.leases())
          .singleElement()
          .satisfies(
              view -> {
                assertThat(view.kind()).isEqualTo(LeaseKind.CONNECTION);
                assertThat(view.owner()).isEqualTo("session/batch");
                assertThat(view.origin()).isEqualTo("a connection of pool 'numbers'");
                assertThat(view.id()).startsWith(plimsoll.session());
              });
    }
    assertThat(plimsoll.leases()).isEmpty();
  }

  @Test
  void aLoanThatIsDroppedIsNotKept() throws Exception {
    Scope scope = plimsoll.scope("batch");
    WeakReference<Borrowed<Integer>> seen = new WeakReference<>(scope.borrow(numbers, SOON));
    List<byte[]> ballast = new ArrayList<>();
    while (seen.get() != null) {
      ballast.add(new byte[1 << 20]);
      if (ballast.size() > 64) {
        ballast.clear();
      }
    }
    long due = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!plimsoll.leases().isEmpty()) {
      assertThat(System.nanoTime() - due).isNegative();
    }
    scope.close();
    assertThat(numbers.back).as("left to the pool").isEmpty();
  }

  @Test
  void aThreadOfTheRuntimeThatClosesAScopeHasItsLoansGivenBackBesideIt() throws Exception {
    Scope scope = plimsoll.scope("batch");
    Borrowed<Integer> lent = scope.borrow(numbers, SOON);
    CountDownLatch closed = new CountDownLatch(1);
    onEvent.set(
        () -> {
          scope.close();
          closed.countDown();
        });
    plimsoll.submit(Command.of("obeys"));
    assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
    await(() -> !numbers.back.isEmpty());
    assertThat(numbers.back).containsExactly(1);
    assertThatThrownBy(lent::get).as("held up to here").isInstanceOf(IllegalStateException.class);
  }
}

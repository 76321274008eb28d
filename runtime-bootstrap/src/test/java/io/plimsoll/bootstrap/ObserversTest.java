package io.plimsoll.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.RuntimeObserver;
import io.plimsoll.command.ByteSize;
import io.plimsoll.command.Captured;
import io.plimsoll.command.Command;
import io.plimsoll.command.Outcome;
import io.plimsoll.command.OutcomeKind;
import io.plimsoll.command.RefusedException;
import io.plimsoll.memory.Measure;
import io.plimsoll.memory.Stage;
import io.plimsoll.port.RuntimeEvent;
import io.plimsoll.testkit.Await;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Observers hear everything in order, within a bound, and can neither block nor break anything. */
@Timeout(30)
class ObserversTest {

  private final RuntimeThreads threads = new RuntimeThreads(64);
  private final Observers observers = new Observers(threads);

  /** Notes what it hears, as words. */
  private static class Noting implements RuntimeObserver {
    final List<String> heard = new CopyOnWriteArrayList<>();
    final List<Thread> by = new CopyOnWriteArrayList<>();

    private void note(String words) {
      by.add(Thread.currentThread());
      heard.add(words);
    }

    @Override
    public void decided(RuntimeEvent event) {
      note("decided " + event.sequence());
    }

    @Override
    public void ended(Outcome outcome) {
      note("ended " + outcome.reason());
    }

    @Override
    public void entered(Stage stage, Measure measure, String words) {
      note("entered " + stage + " " + words);
    }

    @Override
    public void missed(long notices) {
      note("missed " + notices);
    }

    @Override
    public void closed() {
      note("closed");
    }
  }

  /** Stands still in its first call until it is let go. */
  private static final class Stuck extends Noting {
    final CountDownLatch in = new CountDownLatch(1);
    final CountDownLatch go = new CountDownLatch(1);

    @Override
    public void decided(RuntimeEvent event) {
      in.countDown();
      try {
        go.await();
      } catch (InterruptedException e) {
        heard.add("interrupted");
        throw new IllegalStateException(e);
      }
      super.decided(event);
    }
  }

  @AfterEach
  void nothingIsLeft() {
    observers.close();
    Await.await("the threads", () -> threads.count() == 0);
  }

  private static RuntimeEvent event(int number) {
    return new RuntimeEvent(number, Instant.EPOCH, "s-1", "running", "launch", "words");
  }

  private void decide(int first, int last) {
    for (int i = first; i <= last; i++) {
      observers.on(event(i));
    }
  }

  private static Outcome outcome(String reason, int bytes) {
    return new Outcome(
        "s-1",
        Command.of("true"),
        OutcomeKind.SUCCEEDED,
        reason,
        OptionalInt.of(0),
        Optional.empty(),
        Optional.empty(),
        1,
        Instant.EPOCH,
        Duration.ZERO,
        ByteSize.NONE,
        1,
        0,
        new Captured(bytes, new byte[bytes], new byte[0]),
        Captured.NOTHING,
        List.of());
  }

  @Test
  void everythingIsHeardInItsOrderOnOneThreadOfTheRuntime() {
    Noting noting = new Noting();
    observers.add(noting);
    decide(1, 2);
    observers.ended(outcome("exit status 0", 3));
    observers.entered(Stage.SHED, Measure.HEAP, "why");
    decide(3, 3);
    observers.close();
    assertThat(noting.heard)
        .containsExactly(
            "decided 1",
            "decided 2",
            "ended exit status 0",
            "entered SHED why",
            "decided 3",
            "closed");
    assertThat(Set.copyOf(noting.by)).hasSize(1);
    assertThat(noting.by.get(0).getName()).isEqualTo("plimsoll-observer");
    assertThat(noting.by.get(0).isDaemon()).isTrue();
  }

  @Test
  void whatComesAtTheBoundIsDroppedAndCountedWhereItIsMissing() throws InterruptedException {
    Stuck stuck = new Stuck();
    observers.add(stuck);
    decide(1, 1);
    stuck.in.await();
    int most = Observing.MOST - 3;
    decide(2, most + 1 + 10);
    stuck.go.countDown();
    Await.await("what waits", () -> stuck.heard.size() == most + 1);
    decide(9_999, 9_999);
    observers.close();
    assertThat(stuck.heard).hasSize(most + 4);
    assertThat(stuck.heard.subList(most - 1, most + 4))
        .containsExactly(
            "decided " + most, "decided " + (most + 1), "missed 10", "decided 9999", "closed");
  }

  @Test
  void whatWasMissedLastIsToldBeforeTheEnd() throws InterruptedException {
    Stuck stuck = new Stuck();
    observers.add(stuck);
    decide(1, 1);
    stuck.in.await();
    decide(2, Observing.MOST);
    stuck.go.countDown();
    observers.close();
    assertThat(stuck.heard).hasSize(Observing.MOST).endsWith("missed 2", "closed");
  }

  @Test
  void capturedOutputIsBoundedByItsBytes() throws InterruptedException {
    Stuck stuck = new Stuck();
    observers.add(stuck);
    decide(1, 1);
    stuck.in.await();
    int half = (int) Observing.MOST_BYTES / 2;
    observers.ended(outcome("first", half));
    observers.ended(outcome("second", half));
    observers.ended(outcome("third", 1));
    decide(2, 2); // weighs nothing
    stuck.go.countDown();
    observers.close();
    assertThat(stuck.heard)
        .containsExactly(
            "decided 1", "ended first", "ended second", "missed 1", "decided 2", "closed");
  }

  @Test
  void oneThatIsLargerThanTheBoundIsHeardWhenNoneWaits() {
    Noting noting = new Noting();
    observers.add(noting);
    observers.ended(outcome("large", (int) Observing.MOST_BYTES + 1));
    observers.close();
    assertThat(noting.heard).containsExactly("ended large", "closed");
  }

  @Test
  void oneThatThrowsIsTakenOffWhichIsLoggedAndTheOthersHearOn() {
    Noting noting = new Noting();
    AtomicInteger calls = new AtomicInteger();
    List<Throwable> thrown =
        List.of(
            new IllegalStateException("on purpose"),
            new StackOverflowError(),
            new IOException("of a language that does not tell it"));
    try (Logged logged = new Logged(Observing.class)) {
      for (Throwable each : thrown) {
        observers.add(
            new RuntimeObserver() {
              @Override
              public void decided(RuntimeEvent event) {
                calls.incrementAndGet();
                ObserversTest.<RuntimeException>throwAnyhow(each);
              }
            });
      }
      observers.add(noting);
      decide(1, 1);
      Await.await("all that are taken off", () -> observers.count() == 1);
      assertThat(logged.lines()).hasSize(3).allMatch(line -> line.contains("threw and is taken"));
    }
    decide(2, 2);
    observers.close();
    assertThat(calls).hasValue(3);
    assertThat(noting.heard).containsExactly("decided 1", "decided 2", "closed");
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> void throwAnyhow(Throwable thrown) throws E {
    throw (E) thrown;
  }

  @Test
  void oneThatIsClosedHearsNothingMore() throws Exception {
    Noting noting = new Noting();
    AutoCloseable observing = observers.add(noting);
    decide(1, 1);
    Await.await("the first", () -> noting.heard.size() == 1);
    observing.close();
    observing.close();
    decide(2, 2);
    observers.close();
    assertThat(noting.heard).containsExactly("decided 1");
  }

  @Test
  void oneMayCloseItself() {
    AtomicReference<AutoCloseable> observing = new AtomicReference<>();
    List<Long> heard = new CopyOnWriteArrayList<>();
    observing.set(
        observers.add(
            new RuntimeObserver() {
              @Override
              public void decided(RuntimeEvent event) {
                heard.add(event.sequence());
                try {
                  observing.get().close();
                } catch (Exception e) {
                  throw new AssertionError(e);
                }
              }
            }));
    decide(1, 2);
    Await.await("it to be gone", () -> threads.count() == 0);
    assertThat(heard).containsExactly(1L);
    assertThat(observers.count()).isZero();
  }

  @Test
  void oneThatIsStuckIsInterruptedAndLeft() throws InterruptedException {
    Stuck stuck = new Stuck();
    Noting noting = new Noting();
    observers.add(stuck);
    observers.add(noting);
    decide(1, 1);
    stuck.in.await();
    observers.close();
    Await.await("its thread", () -> threads.count() == 0);
    assertThat(stuck.heard).containsExactly("interrupted");
    assertThat(noting.heard).containsExactly("decided 1", "closed");
  }

  @Test
  void oneMoreThanMayListenIsRefused() throws Exception {
    AutoCloseable first = observers.add(new Noting());
    for (int i = 1; i < Observers.MOST; i++) {
      observers.add(new Noting());
    }
    assertThatThrownBy(() -> observers.add(new Noting()))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused ->
                assertThat(refused.reason()).isEqualTo(RefusedException.Reason.OBSERVERS_FULL))
        .hasMessage("observer: 8 listen, allowed 8; close some");
    first.close();
    observers.add(new Noting());
    assertThat(observers.count()).isEqualTo(Observers.MOST);
  }

  @Test
  void whereNoThreadIsToBeHadNothingIsKept() {
    Observers none = new Observers(new RuntimeThreads(0));
    assertThatThrownBy(() -> none.add(new Noting())).isInstanceOf(IllegalStateException.class);
    assertThat(none.count()).isZero();
  }

  @Test
  void afterTheEndOneIsRefused() {
    observers.close();
    assertThatThrownBy(() -> observers.add(new Noting()))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.reason()).isEqualTo(RefusedException.Reason.CLOSED));
  }
}

package io.plimsoll.bootstrap;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.Plimsoll;
import io.plimsoll.Running;
import io.plimsoll.Scope;
import io.plimsoll.command.Command;
import io.plimsoll.command.OutcomeKind;
import io.plimsoll.command.RefusedException;
import io.plimsoll.lease.NotEndedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The end of a scope, as its owner sees it, with commands that start nothing. */
@Timeout(60)
class ScopeEndTest {

  private static final Command OBEYS = Command.of("obeys");
  private static final Command DEAF = Command.of("deaf").grace(Duration.ofMillis(300));
  private static final Command UNDEAD = Command.of("undead").grace(Duration.ofMillis(10));

  private final FakeAdapter fake = new FakeAdapter();
  private final AtomicReference<Runnable> onEvent = new AtomicReference<>(() -> {});
  private final Plimsoll plimsoll =
      fake.start(event -> onEvent.get().run(), "process.concurrency", "8", "process.queue", "8");

  @AfterEach
  void close() {
    onEvent.set(() -> {});
    plimsoll.close();
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "test");
    thread.start();
    return thread;
  }

  private void live(int count) {
    await(count + " live", () -> plimsoll.health().live() == count);
  }

  @Test
  void scopesWithinAreAskedFirstAndTheYoungestOfEach() throws Exception {
    Scope outer = plimsoll.scope("outer");
    Scope inner = outer.scope("inner");
    inner.submit(OBEYS);
    outer.submit(DEAF);
    inner.submit(DEAF);
    live(3);
    outer.close();
    assertThat(fake.asked.subList(0, 3)).containsExactly("TERM deaf", "TERM obeys", "TERM deaf");
    assertThat(plimsoll.health().live()).isZero();
  }

  @Test
  void whatTakesNoKillIsThrownOnceByName() {
    Scope scope = plimsoll.scope("batch");
    Running undead = scope.submit(UNDEAD);
    live(1);
    assertThatThrownBy(scope::close)
        .isInstanceOfSatisfying(
            NotEndedException.class,
            e -> {
              assertThat(e.leases()).hasSize(1);
              assertThat(e.leases().get(0).command()).isEqualTo("undead");
              assertThat(e.leases().get(0).where()).isEqualTo("nowhere");
            })
        .hasMessageContaining(undead.toString().split(" ", 2)[0]);
    scope.close();
  }

  @Test
  void whatFailsInTheClosingIsSuppressedUnderWhatTheBlockThrew() {
    assertThatThrownBy(
            () -> {
              try (Scope scope = plimsoll.scope("batch")) {
                scope.submit(UNDEAD);
                live(1);
                throw new IllegalArgumentException("thrown by the owner");
              }
            })
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("thrown by the owner")
        .satisfies(
            thrown ->
                assertThat(thrown.getSuppressed())
                    .hasSize(1)
                    .hasOnlyElementsOfType(NotEndedException.class));
  }

  @Test
  void anExceptionInTheOwnerEndsWhatItOwns() {
    List<Running> started = new ArrayList<>();
    assertThatThrownBy(
            () -> {
              try (Scope scope = plimsoll.scope("batch")) {
                started.add(scope.submit(DEAF));
                live(1);
                throw new IllegalArgumentException("thrown by the owner");
              }
            })
        .hasMessage("thrown by the owner")
        .hasNoSuppressedExceptions();
    assertThat(plimsoll.health().live()).isZero();
    assertThat(started.get(0).outcome().toCompletableFuture().join().kind())
        .isEqualTo(OutcomeKind.CANCELLED);
  }

  @Test
  void aDeadlineOfTheScopeCutsLongGracesShort() {
    try (Scope scope = plimsoll.scope("quick", Duration.ofMillis(100))) {
      scope.submit(Command.of("deaf").grace(Duration.ofHours(1)));
      live(1);
    }
    assertThat(fake.asked).containsSubsequence("TERM deaf", "KILL deaf");
    assertThat(plimsoll.health().live()).isZero();
    assertThatThrownBy(() -> plimsoll.scope("x", Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("scope 'x': deadline is PT-0.001S; must be from zero");
  }

  @Test
  void allThreadsThatCloseComeBackAfterTheSameEnd() throws Exception {
    Scope scope = plimsoll.scope("batch");
    scope.submit(DEAF);
    live(1);
    List<Integer> liveWhenBack = new CopyOnWriteArrayList<>();
    List<Thread> closers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      closers.add(
          thread(
              () -> {
                scope.close();
                liveWhenBack.add(plimsoll.health().live());
              }));
    }
    for (Thread closer : closers) {
      closer.join();
    }
    assertThat(liveWhenBack).hasSize(8).containsOnly(0);
    assertThat(fake.asked.stream().filter("TERM deaf"::equals)).hasSize(1);
  }

  @Test
  void allThreadsThatCloseTheRuntimeComeBackAfterItsEnd() throws Exception {
    plimsoll.submit(DEAF);
    live(1);
    CountDownLatch launcherClosed = new CountDownLatch(1);
    fake.whenClosed = launcherClosed::countDown;
    List<Long> latches = new CopyOnWriteArrayList<>();
    List<Thread> closers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      closers.add(
          thread(
              () -> {
                plimsoll.close();
                latches.add(launcherClosed.getCount());
              }));
    }
    for (Thread closer : closers) {
      closer.join();
    }
    assertThat(latches).hasSize(8).containsOnly(0L);
    assertThat(fake.asked.stream().filter("close"::equals)).hasSize(1);
  }

  @Test
  void anInterruptNeitherCutsTheEndShortNorIsLost() throws Exception {
    Scope scope = plimsoll.scope("batch");
    scope.submit(DEAF);
    live(1);
    CompletableFuture<Boolean> kept = new CompletableFuture<>();
    Thread closer =
        thread(
            () -> {
              Thread.currentThread().interrupt();
              scope.close();
              boolean ended = plimsoll.health().live() == 0;
              kept.complete(ended && Thread.currentThread().isInterrupted());
            });
    while (closer.isAlive()) {
      closer.interrupt();
      closer.join(10);
    }
    assertThat(kept.get(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void anInterruptedRunEndsItsCommandAndOneInterruptedBeforeStartsNone() throws Exception {
    CompletableFuture<Integer> liveWhenThrown = new CompletableFuture<>();
    Thread owner =
        thread(
            () -> {
              try {
                plimsoll.run(DEAF);
              } catch (InterruptedException e) {
                liveWhenThrown.complete(plimsoll.health().live());
              }
            });
    live(1);
    owner.interrupt();
    assertThat(liveWhenThrown.get(20, TimeUnit.SECONDS)).isZero();
    owner.join();
    long opened = plimsoll.health().opened();
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> plimsoll.run(OBEYS)).isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
    assertThat(plimsoll.health().opened()).isEqualTo(opened);
  }

  @Test
  void aScopeClosedInAnEventSinkEndsWithoutWaitingForItself() throws Exception {
    Scope scope = plimsoll.scope("batch");
    CompletableFuture<Long> took = new CompletableFuture<>();
    onEvent.set(
        () -> {
          if (!took.isDone()) {
            long before = System.nanoTime();
            scope.close();
            took.complete(System.nanoTime() - before);
          }
        });
    Running running = scope.submit(DEAF);
    took.get(20, TimeUnit.SECONDS);
    assertThat(running.outcome().toCompletableFuture().get(20, TimeUnit.SECONDS).kind())
        .isEqualTo(OutcomeKind.CANCELLED);
    scope.close();
    assertThatThrownBy(() -> scope.submit(OBEYS)).isInstanceOf(RefusedException.class);
  }

  @Test
  void aRuntimeClosedInAnEventSinkOrAnOutcomeEndsAndOthersCanWaitForIt() throws Exception {
    CompletableFuture<Void> closedInSink = new CompletableFuture<>();
    onEvent.set(
        () -> {
          plimsoll.close();
          closedInSink.complete(null);
        });
    plimsoll.submit(OBEYS);
    closedInSink.get(20, TimeUnit.SECONDS);
    plimsoll.close();
    assertThat(fake.asked).contains("close");

    FakeAdapter other = new FakeAdapter();
    Plimsoll second = other.start();
    CompletableFuture<Void> closedInOutcome =
        second.submit(OBEYS).outcome().thenAccept(outcome -> second.close()).toCompletableFuture();
    second.close();
    closedInOutcome.get(20, TimeUnit.SECONDS);
    assertThat(other.asked).contains("close");
  }

  @Test
  void whatWouldWaitForItselfIsRefusedAndNothingIsStarted() throws Exception {
    CompletableFuture<Throwable> inSink = new CompletableFuture<>();
    onEvent.set(
        () -> {
          try {
            plimsoll.leases();
          } catch (RuntimeException e) {
            inSink.complete(e);
          }
        });
    Running first = plimsoll.submit(OBEYS);
    assertThat(inSink.get(20, TimeUnit.SECONDS)).hasMessageContaining("would wait for itself");
    CompletableFuture<Throwable> inOutcome =
        first
            .outcome()
            .<Throwable>thenApply(
                outcome -> {
                  try {
                    plimsoll.run(OBEYS);
                    return new AssertionError("ran");
                  } catch (InterruptedException | RuntimeException e) {
                    return e;
                  }
                })
            .toCompletableFuture();
    first.cancel("enough");
    assertThat(inOutcome.get(20, TimeUnit.SECONDS))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("would wait for itself");
    assertThat(plimsoll.health().opened()).isOne();
  }

  @Test
  void aClosedScopeRefusesCommandsAndScopesAtEveryDepthWithTheReason() {
    Scope outer = plimsoll.scope("outer");
    Scope inner = outer.scope("inner");
    outer.close();
    for (Scope scope : List.of(outer, inner)) {
      List<org.assertj.core.api.ThrowableAssert.ThrowingCallable> attempts =
          List.of(
              () -> scope.submit(OBEYS),
              () -> scope.submit(OBEYS, Duration.ofSeconds(1)),
              () -> scope.run(OBEYS),
              () -> scope.scope("late"),
              () -> scope.scope("late", Duration.ZERO));
      for (var attempt : attempts) {
        assertThatThrownBy(attempt)
            .isInstanceOfSatisfying(
                RefusedException.class,
                e -> assertThat(e.reason()).isEqualTo(RefusedException.Reason.CLOSED))
            .hasMessageContaining("scope '" + scope.path() + "': is closed");
      }
    }
    assertThat(plimsoll.health().scopes()).isOne();
  }

  @Test
  void whoWaitsForRoomInAScopeThatIsClosedIsRefusedWithoutWaitingOn() throws Exception {
    for (int i = 0; i < 16; i++) {
      plimsoll.submit(DEAF.grace(Duration.ofSeconds(1)));
    }
    Scope scope = plimsoll.scope("batch");
    CompletableFuture<Throwable> refused = new CompletableFuture<>();
    Thread waiter =
        thread(
            () -> {
              try {
                scope.submit(OBEYS, Duration.ofHours(1));
                refused.complete(new AssertionError("accepted"));
              } catch (InterruptedException | RuntimeException e) {
                refused.complete(e);
              }
            });
    await(() -> waiter.getState() == Thread.State.TIMED_WAITING);
    scope.close();
    assertThat(refused.get(20, TimeUnit.SECONDS))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("scope 'session/batch': is closed");
  }
}

package io.plimsoll.core.supervise;

import static io.plimsoll.core.supervise.Bench.kind;
import static io.plimsoll.core.supervise.Bench.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.command.Command;
import io.plimsoll.command.OutcomeKind;
import io.plimsoll.command.RefusedException;
import io.plimsoll.command.Retry;
import io.plimsoll.core.ledger.ScopeNode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Doors that close: of a scope, of the queue, of the session. */
@Timeout(60)
class EndOfSessionTest {

  private final Bench bench = new Bench(2, 3);
  private final Supervisor supervisor = bench.supervisor;

  private static void assertRefused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, RefusedException.Reason reason) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  @Test
  void whatIsLeftWhenTheLoopHasStoppedGetsItsOutcome() throws InterruptedException {
    Job running = bench.submit("running");
    bench.turn();
    Job late = bench.submit("late");
    Job later = bench.submit("later");
    supervisor.loop().stop(1);
    supervisor.end();
    for (Job job : new Job[] {running, late, later}) {
      assertThat(kind(job)).isEqualTo(OutcomeKind.CANCELLED);
      assertThat(outcome(job).reason()).isEqualTo("the runtime was closed before its end was seen");
    }
    assertThat(supervisor.health().outcomes()).containsEntry(OutcomeKind.CANCELLED, 3L);
  }

  @Test
  void aCommandAcceptedAfterTheLoopHasStoppedIsToldSo() throws InterruptedException {
    supervisor.loop().stop(1);
    Job job = bench.submit("late");
    assertThat(kind(job)).isEqualTo(OutcomeKind.CANCELLED);
    assertThat(outcome(job).reason()).isEqualTo("the runtime was closed before it started");
  }

  @Test
  void theLongestEndIsTheLongestGraceAndWhatFollowsIt() {
    bench.submit(Command.of("x").grace(Duration.ofSeconds(7)));
    bench.submit(Command.of("x").grace(Duration.ofSeconds(6)));
    assertThat(supervisor.longestEnd()).isEqualTo(Duration.ofSeconds(19));
  }

  @Test
  void aCommandAcceptedJustBeforeItsScopeClosesNeverStarts() {
    ScopeNode scope = supervisor.openScope(supervisor.root(), "short");
    Job job = bench.submit(scope, Command.of("x"));
    var empty = supervisor.closeScope(scope, "closed");
    bench.turn();
    assertThat(outcome(job).reason())
        .isEqualTo("cancelled before it started: its scope was closed");
    assertThat(bench.world.launches()).isZero();
    assertThat(empty).isDone();
  }

  @Test
  void aScopeIsEmptyWhenItsOwnCommandsHaveEndedAndTouchesNoOther() {
    ScopeNode scope = supervisor.openScope(supervisor.root(), "short");
    bench.next().ignoresTerm();
    Job within = bench.submit(scope, Command.of("within"));
    Job outside = bench.submit("outside");
    bench.pass(10);
    var empty = supervisor.closeScope(scope, "closed");
    bench.pass(1_000);
    assertThat(empty).isNotDone();
    bench.pass(6_000);
    assertThat(kind(within)).isEqualTo(OutcomeKind.CANCELLED);
    assertThat(empty).isDone();
    assertThat(outside.outcome()).isNotDone();
  }

  @Test
  void whatFailedByItselfWhileItsScopeClosedIsNotTriedAgain() {
    ScopeNode scope = supervisor.openScope(supervisor.root(), "short");
    bench.next().exitsAfter(Duration.ofMillis(5), 9).answersAfter(Duration.ofMillis(30));
    Job job = bench.submit(scope, Command.of("x").retry(new Retry(3, Duration.ZERO)));
    bench.pass(70);
    assertThat(job.state.phase().word()).isEqualTo("stopping");
    var empty = supervisor.closeScope(scope, "closed");
    bench.pass(5_000);
    assertThat(kind(job)).isEqualTo(OutcomeKind.FAILED);
    assertThat(bench.world.launches()).isEqualTo(1);
    assertThat(empty).isDone();
  }

  @Test
  void whatFailedByItselfWhileItWasCancelledIsNotTriedAgain() {
    bench.next().exitsAfter(Duration.ofMillis(5), 9).answersAfter(Duration.ofMillis(30));
    Job job = bench.submit(Command.of("x").retry(new Retry(3, Duration.ZERO)));
    bench.pass(70);
    assertThat(job.state.phase().word()).isEqualTo("stopping");
    supervisor.cancel(job, "enough", false);
    bench.pass(5_000);
    assertThat(kind(job)).isEqualTo(OutcomeKind.FAILED);
    assertThat(bench.world.launches()).isEqualTo(1);
  }

  @Test
  void aClosedScopeRefusesAsClosedHoweverFullTheRuntimeIs() {
    ScopeNode root = supervisor.root();
    ScopeNode closed = supervisor.openScope(root, "closed");
    var unused = supervisor.closeScope(closed, "closed");
    for (int i = 0; i < 3; i++) {
      supervisor.openScope(root, "s" + i);
    }
    for (int i = 0; i < 5; i++) {
      bench.submit("x");
    }
    assertRefused(() -> supervisor.openScope(closed, "x"), RefusedException.Reason.CLOSED);
    assertRefused(
        () -> supervisor.submit(closed, Command.of("x"), Duration.ZERO),
        RefusedException.Reason.CLOSED);
    assertRefused(() -> supervisor.openScope(root, "x"), RefusedException.Reason.SCOPES_FULL);
  }

  @Test
  void noMoreAreAcceptedThanMayBeHoweverTheyAskAndHoweverManyEnded() throws Exception {
    for (int round = 0; round < 3; round++) {
      bench.next().exitsAfter(Duration.ofMillis(5), 0);
      bench.submit("x");
      bench.pass(1_000);
      bench.pass(1_000);
    }
    for (int i = 0; i < 5; i++) {
      supervisor.submit(supervisor.root(), Command.of("x"), Duration.ZERO);
    }
    assertRefused(
        () -> supervisor.submit(supervisor.root(), Command.of("x"), Duration.ZERO),
        RefusedException.Reason.QUEUE_FULL);
  }

  @Test
  void oneWhoWaitsForRoomInAScopeThatClosesIsRefusedAndTakesNoPlace() throws Exception {
    ScopeNode scope = supervisor.openScope(supervisor.root(), "short");
    Job first = bench.submit("x");
    for (int i = 0; i < 4; i++) {
      bench.submit("x");
    }
    CompletableFuture<Job> waiting = new CompletableFuture<>();
    Thread waiter =
        new Thread(
            () -> {
              try {
                waiting.complete(
                    supervisor.submit(scope, Command.of("late"), Duration.ofSeconds(50)));
              } catch (RuntimeException | InterruptedException e) {
                waiting.completeExceptionally(e);
              }
            });
    waiter.start();
    for (int i = 0; i < 2_000 && waiter.getState() != Thread.State.TIMED_WAITING; i++) {
      waiter.join(10);
    }
    scope.close();
    supervisor.cancel(first, "enough", true);
    bench.pass(1_000);
    assertThatThrownBy(() -> waiting.get(30, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.reason()).isEqualTo(RefusedException.Reason.CLOSED));
    waiter.join(20_000);
    bench.submit("takes the place");
    assertRefused(() -> bench.submit("x"), RefusedException.Reason.QUEUE_FULL);
  }

  @Test
  void oneWhoWaitsForRoomIsToldThatItsScopeClosedThoughNoRoomComes() throws Exception {
    ScopeNode scope = supervisor.openScope(supervisor.root(), "short");
    for (int i = 0; i < 5; i++) {
      bench.submit("x");
    }
    CompletableFuture<Throwable> refused = new CompletableFuture<>();
    Thread waiter =
        new Thread(
            () -> {
              try {
                supervisor.submit(scope, Command.of("late"), Duration.ofSeconds(20));
                refused.complete(new AssertionError("was accepted"));
              } catch (RuntimeException | InterruptedException e) {
                refused.complete(e);
              }
            });
    waiter.start();
    for (int i = 0; i < 1_000 && waiter.getState() != Thread.State.TIMED_WAITING; i++) {
      waiter.join(10);
    }
    scope.close();
    assertThat(refused.get(50, TimeUnit.SECONDS))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.reason()).isEqualTo(RefusedException.Reason.CLOSED));
  }

  @Test
  void oneWhoWaitsForRoomWaitsNoLessThanItWasToldTo() {
    for (int i = 0; i < 5; i++) {
      bench.submit("x");
    }
    long begun = System.nanoTime();
    assertRefused(
        () -> supervisor.submit(supervisor.root(), Command.of("x"), Duration.ofMillis(700)),
        RefusedException.Reason.QUEUE_FULL);
    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .isGreaterThanOrEqualTo(Duration.ofMillis(650));
  }

  @Test
  void aClosedScopeRefusesBeforeAnyWaiting() {
    ScopeNode scope = supervisor.openScope(supervisor.root(), "short");
    scope.close();
    Thread.currentThread().interrupt();
    assertRefused(
        () -> supervisor.submit(scope, Command.of("x"), Duration.ofSeconds(50)),
        RefusedException.Reason.CLOSED);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void theLoopHasRoomForFourHappeningsOfEachCommandAndAThousandBesides() {
    Supervisor roomy = new Bench(500, 500).supervisor;
    for (int i = 0; i < 5_000; i++) {
      roomy.loop().post(new Happening.Tick());
    }
    assertThatThrownBy(() -> roomy.loop().post(new Happening.Tick()))
        .isInstanceOf(IllegalStateException.class);
  }
}

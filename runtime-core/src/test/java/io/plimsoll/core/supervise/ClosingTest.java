package io.plimsoll.core.supervise;

import static io.plimsoll.core.supervise.Bench.kind;
import static io.plimsoll.core.supervise.Bench.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.command.Captured;
import io.plimsoll.command.Command;
import io.plimsoll.command.OutcomeKind;
import io.plimsoll.command.Retry;
import io.plimsoll.command.StopSignal;
import io.plimsoll.command.Survivors;
import io.plimsoll.core.ledger.Failures;
import io.plimsoll.core.ledger.ScopeNode;
import io.plimsoll.lease.NotEndedException;
import io.plimsoll.port.LiveProcess;
import io.plimsoll.port.ProcessLauncher;
import io.plimsoll.port.ProcessObserver;
import io.plimsoll.port.RuntimeEvent;
import io.plimsoll.testkit.ScriptedProcess;
import io.plimsoll.testkit.ScriptedProcess.Sent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** How a scope comes to its end. */
class ClosingTest {

  private static final Duration GRACE = Duration.ofSeconds(5);

  private final Bench bench = new Bench(8, 8);

  private ScopeNode open(ScopeNode around, String name) {
    return bench.supervisor.openScope(around, name);
  }

  private ScopeNode open(String name, Duration deadline) {
    return bench.supervisor.openScope(bench.supervisor.root(), name, Optional.of(deadline));
  }

  private CompletableFuture<Void> close(ScopeNode scope) {
    return bench.supervisor.closeScope(scope, "closed by the test");
  }

  private static NotEndedException notEnded(CompletableFuture<Void> end) {
    assertThat(end).isCompletedExceptionally();
    try {
      end.join();
      throw new AssertionError("ended without a word");
    } catch (CompletionException e) {
      return (NotEndedException) e.getCause();
    }
  }

  @Test
  void scopesWithinEndFirstHoweverOldTheyAreAndEachInReverse() {
    ScopeNode outer = open(bench.supervisor.root(), "outer");
    ScopeNode first = open(outer, "first");
    ScopeNode second = open(outer, "second");
    Job a = bench.submit(first, Command.of("a"));
    Job b = bench.submit(second, Command.of("b"));
    Job c = bench.submit(first, Command.of("c"));
    Job d = bench.submit(outer, Command.of("d"));
    Job e = bench.submit(second, Command.of("e"));
    bench.pass(5);
    var end = close(outer);
    bench.pass(1000);
    assertThat(end).isCompleted();
    assertThat(bench.events.events("signal"))
        .extracting(RuntimeEvent::lease)
        .containsExactly(
            outcome(e).lease(),
            outcome(b).lease(),
            outcome(c).lease(),
            outcome(a).lease(),
            outcome(d).lease());
  }

  @Test
  void theOrderIsThatOfTheLeasesWhereACommandWasTriedAgain() {
    bench.next().exitsAfter(Duration.ofMillis(10), 1);
    Job retried = bench.submit(Command.of("x").retry(new Retry(1, Duration.ofMillis(10))));
    Job steady = bench.submit("y");
    bench.pass(1000);
    var end = close(bench.supervisor.root());
    bench.pass(1000);
    assertThat(end).isCompleted();
    assertThat(bench.events.events("signal"))
        .extracting(RuntimeEvent::lease)
        .containsExactly(outcome(retried).lease(), outcome(steady).lease());
  }

  @Test
  void allHaveTheSameGraceSoThatTenTakeNoLongerThanOne() {
    for (int i = 0; i < 8; i++) {
      bench.next().ignoresTerm();
      bench.submit("deaf");
    }
    bench.pass(5);
    var end = close(bench.supervisor.root());
    bench.pass(GRACE.minusMillis(1));
    assertThat(end).isNotDone();
    bench.pass(2001);
    assertThat(end).isCompleted();
    assertThat(bench.world.live()).isEmpty();
  }

  @Test
  void atTheDeadlineOfTheScopeWhatIsLeftIsKilledWhateverItsGrace() {
    ScopeNode scope = open("quick", Duration.ofSeconds(1));
    bench.next().ignoresTerm();
    bench.next();
    Job deaf = bench.submit(scope, Command.of("deaf").grace(Duration.ofHours(1)));
    Job obedient = bench.submit(scope, Command.of("obedient"));
    bench.pass(5);
    var end = close(scope);
    bench.pass(999);
    assertThat(kind(obedient)).isEqualTo(OutcomeKind.CANCELLED);
    ScriptedProcess process = bench.world.launched(0);
    assertThat(process.signals()).extracting(Sent::signal).containsExactly(StopSignal.TERM);
    assertThat(end).isNotDone();
    bench.pass(500);
    assertThat(process.signals()).extracting(Sent::signal).contains(StopSignal.KILL);
    assertThat(outcome(deaf).reason()).isEqualTo("cancelled: closed by the test; ended by KILL");
    assertThat(end).isCompleted();
    assertThat(bench.time.timersSet()).isZero();
  }

  @Test
  void aDeadlineOfNothingKillsAtOnce() {
    ScopeNode scope = open("now", Duration.ZERO);
    bench.submit(scope, Command.of("x"));
    bench.pass(5);
    var end = close(scope);
    bench.pass(200);
    assertThat(end).isCompleted();
    assertThat(bench.world.last().signals()).extracting(Sent::signal).containsOnly(StopSignal.KILL);
  }

  @Test
  void theShorterDeadlineWithinHoldsAlsoWhenTheScopeAroundIsClosed() {
    ScopeNode quick = open("quick", Duration.ofSeconds(1));
    bench.next().ignoresTerm();
    bench.next().ignoresTerm();
    Job patient = bench.submit(Command.of("patient"));
    Job hasty = bench.submit(quick, Command.of("hasty"));
    bench.pass(5);
    var end = close(bench.supervisor.root());
    bench.pass(1500);
    assertThat(kind(hasty)).isEqualTo(OutcomeKind.CANCELLED);
    assertThat(patient.outcome()).isNotDone();
    bench.pass(GRACE);
    assertThat(kind(patient)).isEqualTo(OutcomeKind.CANCELLED);
    assertThat(end).isCompleted();
  }

  @Test
  void theDeadlineOfAScopeTouchesNothingOutsideIt() {
    ScopeNode quick = open("quick", Duration.ofSeconds(1));
    Job outside = bench.submit("outside");
    bench.submit(quick, Command.of("inside"));
    bench.pass(5);
    var end = close(quick);
    bench.pass(Duration.ofSeconds(10));
    assertThat(end).isCompleted();
    assertThat(outside.outcome()).isNotDone();
  }

  @Test
  void whatTakesNoKillIsNamedAndTheRestIsEnded() {
    ScopeNode scope = open(bench.supervisor.root(), "batch");
    bench.next().undead();
    Job undead = bench.submit(scope, Command.of("undead", "argument"));
    Job mortal = bench.submit(scope, Command.of("mortal"));
    bench.pass(5);
    var end = close(scope);
    bench.pass(GRACE.plusSeconds(2));
    assertThat(kind(mortal)).isEqualTo(OutcomeKind.CANCELLED);
    NotEndedException left = notEnded(end);
    assertThat(left.leases()).hasSize(1);
    NotEndedException.Left lease = left.leases().get(0);
    assertThat(lease.lease()).isEqualTo(outcome(undead).lease());
    assertThat(lease.command()).isEqualTo("undead");
    assertThat(lease.where()).isNotEmpty();
    assertThat(lease.age()).isBetween(GRACE, GRACE.plusSeconds(3));
    assertThat(left)
        .hasMessageContaining("scope 'session/batch': 1 of its leases had not ended")
        .hasMessageContaining(lease.lease() + " (undead, " + lease.where());
    assertThat(bench.supervisor.health().live()).isZero();
  }

  @Test
  void whatMayStayIsNoFailure() {
    assertThat(endOfOneThatLeavesSomebodyBehind(Survivors.KEEP)).isCompleted();
  }

  @Test
  void whatMayNotStayAndWillNotDieIsNamedThoughItsCommandLeftByItself() {
    assertThat(notEnded(endOfOneThatLeavesSomebodyBehind(Survivors.END)).leases())
        .extracting(NotEndedException.Left::command)
        .containsExactly("leaves");
  }

  /** It has left by itself, and is being looked at, when its scope is closed. */
  private CompletableFuture<Void> endOfOneThatLeavesSomebodyBehind(Survivors survivors) {
    ScopeNode scope = open(bench.supervisor.root(), "batch");
    bench
        .next()
        .undead()
        .exitsAfter(Duration.ofMillis(10), 0)
        .leavesBehind(1, Duration.ofDays(1))
        .answersAfter(Duration.ofMillis(30));
    Job job = bench.submit(scope, Command.of("leaves").survivors(survivors));
    bench.pass(55);
    assertThat(job.state.phase().word()).isEqualTo("stopping");
    var end = close(scope);
    bench.pass(GRACE.plusSeconds(5));
    assertThat(outcome(job).survivors()).isOne();
    assertThat(kind(job)).isEqualTo(OutcomeKind.SUCCEEDED);
    return end;
  }

  @Test
  void whatMayStayAfterItsOwnEndMayNotStayWhenItIsCancelled() {
    ScopeNode scope = open(bench.supervisor.root(), "batch");
    bench.next().undead();
    Job job = bench.submit(scope, Command.of("undead").survivors(Survivors.KEEP));
    bench.pass(5);
    var end = close(scope);
    bench.pass(GRACE.plusSeconds(3));
    assertThat(outcome(job).survivors()).isOne();
    assertThat(notEnded(end).leases()).hasSize(1);
  }

  @Test
  void theSecondClosingWaitsForTheSameEndAndAsksNobodyAgain() {
    ScopeNode scope = open(bench.supervisor.root(), "batch");
    bench.next().diesAfterTerm(Duration.ofSeconds(1));
    bench.submit(scope, Command.of("x"));
    bench.pass(5);
    var first = close(scope);
    bench.pass(500);
    var second = close(scope);
    assertThat(second).isNotDone();
    bench.pass(600);
    assertThat(first).isCompleted();
    assertThat(second).isCompleted();
    assertThat(bench.world.last().signals()).hasSize(1);
    assertThat(close(scope)).isCompleted();
  }

  @Test
  void aScopeWithinAClosedOneHasAnEndOfItsOwn() {
    ScopeNode outer = open(bench.supervisor.root(), "outer");
    ScopeNode inner = open(outer, "inner");
    bench.next().diesAfterTerm(Duration.ofSeconds(3));
    bench.submit(outer, Command.of("slow"));
    bench.next().diesAfterTerm(Duration.ofSeconds(1));
    bench.submit(inner, Command.of("quick"));
    bench.pass(5);
    var outerEnd = close(outer);
    var innerEnd = close(inner);
    bench.pass(1500);
    assertThat(innerEnd).isCompleted();
    assertThat(outerEnd).isNotDone();
    bench.pass(2000);
    assertThat(outerEnd).isCompleted();
  }

  @Test
  void whatFailedOnTheWayStandsUnderWhatHasNotEnded() {
    Bench broken = new Bench(2, 2, new Clumsy(true), null, Runnable::run);
    Job job = broken.submit("x");
    broken.turn();
    var end = broken.supervisor.closeScope(broken.supervisor.root(), "closed");
    broken.pass(GRACE.plusSeconds(11));
    assertThat(kind(job)).isEqualTo(OutcomeKind.CANCELLED);
    Throwable[] suppressed = notEnded(end).getSuppressed();
    assertThat(suppressed).hasSize(1);
    assertThat(suppressed[0])
        .hasMessage(
            "lease s-1 (x): CloseInput failed: java.lang.IllegalStateException: closeInput");
    assertThat(suppressed[0].getSuppressed())
        .extracting(Throwable::getMessage)
        .startsWith("lease s-1 (x): Signal failed: java.lang.IllegalStateException: signal")
        .hasSizeLessThan(Failures.MOST);
  }

  @Test
  void whatALauncherThrowsIsTheFailureOfTheClosingWhereAllHasEnded() {
    Bench broken = new Bench(2, 2, new Clumsy(false), null, Runnable::run);
    Job first = broken.submit("x");
    Job second = broken.submit("y");
    broken.turn();
    var end = broken.supervisor.closeScope(broken.supervisor.root(), "closed");
    broken.pass(GRACE);
    assertThat(kind(first)).isEqualTo(OutcomeKind.CANCELLED);
    assertThat(kind(second)).isEqualTo(OutcomeKind.CANCELLED);
    assertThatThrownBy(end::join)
        .cause()
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("lease s-2 (y): Release failed: java.lang.IllegalStateException: release")
        .satisfies(
            failure ->
                assertThat(failure.getSuppressed())
                    .extracting(Throwable::getMessage)
                    .containsExactly(
                        "lease s-1 (x): Release failed: java.lang.IllegalStateException: release"));
  }

  @Test
  void whatIsLeftWhenTheLoopIsGoneIsNamedToo() throws InterruptedException {
    Job job = bench.submit("x");
    bench.pass(5);
    var end = close(bench.supervisor.root());
    bench.supervisor.loop().stop(1);
    bench.supervisor.end();
    assertThat(outcome(job).reason()).contains("before its end was seen");
    assertThat(notEnded(end).leases())
        .extracting(NotEndedException.Left::words)
        .containsExactly("the runtime was closed before its end was seen");
  }

  /** A launcher whose handles throw: whatever they are asked, or only when they are released. */
  private record Clumsy(boolean always) implements ProcessLauncher {
    @Override
    public LiveProcess launch(String lease, Command command, ProcessObserver observer) {
      observer.started(Long.MAX_VALUE - 1_234_567_891L, "here");
      return new Handle(always, observer);
    }

    @Override
    public List<Fact> facts() {
      return List.of();
    }

    @Override
    public void close() {}
  }

  private record Handle(boolean always, ProcessObserver observer) implements LiveProcess {

    private void fail(String what) {
      if (always) {
        throw new IllegalStateException(what);
      }
    }

    @Override
    public void closeInput() {
      fail("closeInput");
    }

    @Override
    public void signal(StopSignal signal) {
      fail("signal");
      observer.exited(128 + 15);
    }

    @Override
    public void survey(int looks) {
      fail("survey");
      observer.surveyed(new ProcessObserver.Survey(0, looks, 0, 1, ""));
    }

    @Override
    public void settle(long quietNanos, long capNanos) {
      fail("settle");
      observer.settled(new ProcessObserver.Settled(Captured.NOTHING, Captured.NOTHING, List.of()));
    }

    @Override
    public void release() {
      throw new IllegalStateException("release");
    }
  }
}

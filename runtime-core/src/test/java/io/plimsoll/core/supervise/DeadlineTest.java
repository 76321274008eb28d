package io.plimsoll.core.supervise;

import static io.plimsoll.core.supervise.Bench.kind;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.command.Command;
import io.plimsoll.command.OutcomeKind;
import io.plimsoll.command.StopSignal;
import io.plimsoll.core.ledger.ScopeNode;
import io.plimsoll.testkit.ScriptedProcess.Sent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Whom the deadline of a closed scope concerns, and whom not. */
class DeadlineTest {

  private final Bench bench = new Bench(8, 8);

  private ScopeNode open(ScopeNode around, Duration deadline) {
    return bench.supervisor.openScope(around, "within " + deadline, Optional.of(deadline));
  }

  private Job deaf(ScopeNode scope) {
    bench.next().ignoresTerm();
    Job job = bench.submit(scope, Command.of("deaf").grace(Duration.ofHours(1)));
    bench.pass(1);
    return job;
  }

  private CompletableFuture<Void> close(ScopeNode scope) {
    return bench.supervisor.closeScope(scope, "closed by the test");
  }

  private List<StopSignal> signals(int launch) {
    return bench.world.launched(launch).signals().stream().map(Sent::signal).toList();
  }

  @Test
  void ofTwoDeadlinesWithinOneScopeEachHoldsForItsOwn() {
    Job hasty = deaf(open(bench.supervisor.root(), Duration.ofSeconds(1)));
    Job patient = deaf(open(bench.supervisor.root(), Duration.ofSeconds(9)));
    var end = close(bench.supervisor.root());
    bench.pass(3_000);
    assertThat(kind(hasty)).isEqualTo(OutcomeKind.CANCELLED);
    assertThat(signals(1)).containsExactly(StopSignal.TERM);
    assertThat(patient.outcome()).isNotDone();
    bench.pass(9_000);
    assertThat(kind(patient)).isEqualTo(OutcomeKind.CANCELLED);
    assertThat(end).isCompleted();
  }

  @Test
  void anOpenScopeWithTheSameDeadlineIsLeftAlone() {
    ScopeNode closed = open(bench.supervisor.root(), Duration.ofSeconds(1));
    ScopeNode open = open(bench.supervisor.root(), Duration.ofSeconds(1));
    Job inside = deaf(closed);
    Job outside = deaf(open);
    var end = close(closed);
    bench.pass(5_000);
    assertThat(end).isCompleted();
    assertThat(kind(inside)).isEqualTo(OutcomeKind.CANCELLED);
    assertThat(outside.outcome()).isNotDone();
    assertThat(signals(1)).isEmpty();
  }

  @Test
  void noTimerOutlastsAScopeThatWasEmptyBeforeItsDeadline() {
    ScopeNode scope = open(bench.supervisor.root(), Duration.ofHours(1));
    Job job = bench.submit(scope, Command.of("obedient"));
    bench.pass(5);
    var end = close(scope);
    bench.pass(1_000);
    assertThat(kind(job)).isEqualTo(OutcomeKind.CANCELLED);
    assertThat(end).isCompleted();
    assertThat(bench.time.timersSet()).isZero();
  }

  @Test
  void aScopeThatIsClosedAgainAndAgainSetsNoTimerMore() {
    ScopeNode scope = open(bench.supervisor.root(), Duration.ofMinutes(1));
    deaf(scope);
    var end = close(scope);
    bench.turn();
    int set = bench.time.timersSet();
    for (int i = 0; i < 10; i++) {
      assertThat(close(scope)).isSameAs(end);
      bench.turn();
    }
    assertThat(bench.time.timersSet()).isEqualTo(set);
    bench.pass(Duration.ofMinutes(2));
    assertThat(end).isCompleted();
  }

  @Test
  void theLongestEndOfAScopeIsItsDeadlineWhereThatIsShorterThanEveryGrace() {
    Supervisor supervisor = bench.supervisor;
    ScopeNode quick = open(supervisor.root(), Duration.ofSeconds(3));
    ScopeNode slow = open(supervisor.root(), Duration.ofSeconds(30));
    bench.submit(Command.of("x").grace(Duration.ofSeconds(7)));
    assertThat(supervisor.longestEnd(quick)).isEqualTo(Duration.ofSeconds(15));
    assertThat(supervisor.longestEnd(slow)).isEqualTo(Duration.ofSeconds(19));
    assertThat(supervisor.longestEnd(supervisor.root())).isEqualTo(Duration.ofSeconds(19));
  }
}

package io.plimsoll.core.supervise;

import static io.plimsoll.core.supervise.Bench.kind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.command.Command;
import io.plimsoll.command.OutcomeKind;
import io.plimsoll.core.ledger.ScopeNode;
import io.plimsoll.lease.NotEndedException;
import io.plimsoll.port.RuntimeEvent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Scopes that end at the same time: each is told of its own commands only. */
class ScopesApartTest {

  @Test
  void whatHasNotEndedIsToldToItsOwnScopeOnly() {
    Bench bench = new Bench(4, 4);
    ScopeNode one = bench.supervisor.openScope(bench.supervisor.root(), "one");
    ScopeNode other = bench.supervisor.openScope(bench.supervisor.root(), "other");
    bench.next().undead();
    bench.submit(one, Command.of("undead"));
    bench.next().undead();
    Job slow = bench.submit(other, Command.of("undead").grace(Duration.ofMinutes(1)));
    bench.pass(5);
    var end = bench.supervisor.closeScope(one, "closed");
    var otherEnd = bench.supervisor.closeScope(other, "closed");
    bench.pass(Duration.ofSeconds(9));
    assertThatThrownBy(end::join)
        .cause()
        .isInstanceOfSatisfying(NotEndedException.class, e -> assertThat(e.leases()).hasSize(1));
    assertThat(otherEnd).isNotDone();
    bench.pass(Duration.ofMinutes(2));
    assertThat(kind(slow)).isEqualTo(OutcomeKind.CANCELLED);
    assertThatThrownBy(otherEnd::join)
        .cause()
        .isInstanceOfSatisfying(
            NotEndedException.class,
            e ->
                assertThat(e.leases())
                    .extracting(NotEndedException.Left::lease)
                    .containsExactly(slow.lease));
  }

  @Test
  void whatFailedIsToldToItsOwnScopeOnly() {
    Bench bench = new Bench(4, 4, new BrokenNeighboursTest.Throwing(), null, Runnable::run);
    ScopeNode one = bench.supervisor.openScope(bench.supervisor.root(), "one");
    ScopeNode other = bench.supervisor.openScope(bench.supervisor.root(), "other");
    bench.submit(one, Command.of("x"));
    Job second = bench.submit(other, Command.of("y"));
    bench.turn();
    var end = bench.supervisor.closeScope(one, "closed");
    var otherEnd = bench.supervisor.closeScope(other, "closed");
    bench.pass(Duration.ofMinutes(1));
    assertThat(end).isCompletedExceptionally();
    assertThat(otherEnd).isCompletedExceptionally();
    assertThatThrownBy(otherEnd::join).cause().isInstanceOf(NotEndedException.class);
    assertThatThrownBy(otherEnd::join)
        .cause()
        .satisfies(
            left -> {
              assertThat(left.getSuppressed()).hasSize(1);
              Throwable first = left.getSuppressed()[0];
              assertThat(first).hasMessageStartingWith("lease " + second.lease);
              assertThat(first.getSuppressed())
                  .allMatch(more -> more.getMessage().startsWith("lease " + second.lease));
            });
  }

  @Test
  void ofThoseThatWaitTheLastComesOffFirst() {
    Bench bench = new Bench(1, 3);
    bench.submit("running");
    List<Job> waiting = List.of(bench.submit("a"), bench.submit("b"), bench.submit("c"));
    bench.pass(5);
    var end = bench.supervisor.closeScope(bench.supervisor.root(), "closed");
    bench.turn();
    assertThat(bench.events.events("end"))
        .extracting(RuntimeEvent::lease)
        .startsWith(waiting.get(2).lease, waiting.get(1).lease, waiting.get(0).lease);
    bench.pass(1_000);
    assertThat(end).isCompleted();
  }

  @Test
  void aScopeThatHasEndedIsForgotten() {
    Bench bench = new Bench(1, 1);
    Closings closings = new Closings(bench.time, bench.time, happening -> {});
    for (int i = 0; i < 3; i++) {
      ScopeNode scope = bench.supervisor.root().child("s" + i);
      assertThat(closings.begin(scope, "closed", List.of())).isEmpty();
      assertThat(closings.size()).isOne();
      closings.tellEmpty();
      assertThat(scope.end()).isCompleted();
      assertThat(closings.size()).isZero();
    }
  }
}

package io.plimsoll.core.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.command.Command;
import io.plimsoll.command.RefusedException;
import io.plimsoll.core.ledger.ScopeNode;
import io.plimsoll.core.subprocess.SubprocessState;
import io.plimsoll.lease.Health;
import io.plimsoll.port.RuntimeEvent;
import io.plimsoll.testkit.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds for every tree of scopes, whatever lives in it, in whatever order it is closed. */
class ScopePropertiesTest {

  private static final Duration AFTER = Duration.ofSeconds(2);

  /** One session: scopes are opened, commands started, time passes, scopes are closed. */
  private static final class Session {

    final SplittableRandom random;
    final Bench bench = new Bench(8, 20, 12, null, null, Runnable::run);
    final List<ScopeNode> scopes = new ArrayList<>();
    final Map<ScopeNode, ScopeNode> around = new HashMap<>();
    final List<Job> jobs = new ArrayList<>();

    Session(long seed) {
      random = new SplittableRandom(seed);
      scopes.add(bench.supervisor.root());
    }

    ScopeNode anyScope() {
      return scopes.get(random.nextInt(scopes.size()));
    }

    void step() {
      switch (random.nextInt(6)) {
        case 0 -> open();
        case 1, 2, 3 -> submit();
        case 4 -> bench.pass(random.nextInt(3_000));
        default -> bench.turn();
      }
      balanced();
    }

    private void open() {
      ScopeNode parent = anyScope();
      Optional<Duration> deadline =
          random.nextInt(3) == 0
              ? Optional.of(Duration.ofMillis(random.nextInt(6) * 500L))
              : Optional.empty();
      try {
        ScopeNode scope = bench.supervisor.openScope(parent, "s" + scopes.size(), deadline);
        assertThat(parent.isClosed()).isFalse();
        scopes.add(scope);
        around.put(scope, parent);
      } catch (RefusedException e) {
        assertThat(e.reason())
            .isEqualTo(
                parent.isClosed()
                    ? RefusedException.Reason.CLOSED
                    : RefusedException.Reason.SCOPES_FULL);
      }
    }

    private void submit() {
      ScopeNode scope = anyScope();
      Duration grace = Duration.ofSeconds(random.nextInt(4));
      script();
      try {
        jobs.add(bench.submit(scope, Command.of("c" + jobs.size()).grace(grace)));
        assertThat(scope.isClosed()).isFalse();
      } catch (RefusedException e) {
        assertThat(e.reason() == RefusedException.Reason.CLOSED).isEqualTo(scope.isClosed());
      }
    }

    private void script() {
      Script script = bench.next();
      switch (random.nextInt(9)) {
        case 0 -> script.ignoresTerm();
        case 1 -> script.diesAfterTerm(Duration.ofMillis(random.nextInt(4_000)));
        case 2 -> script.exitsAfter(Duration.ofMillis(random.nextInt(4_000)), 0);
        case 3 -> script.leavesDeafBehind(2);
        case 4 -> script.undead();
        case 5 -> script.startsAfter(Duration.ofMillis(random.nextInt(2_000)));
        case 6 -> script.neverAnswersStart();
        default -> {}
      }
    }

    /** Every lease that was opened has ended or is live. */
    void balanced() {
      bench.turn();
      Health health = bench.supervisor.health();
      assertThat(health.opened()).isEqualTo(health.ended() + health.live());
    }

    /** The longest that the closing of a scope may take now. */
    Duration allowed(ScopeNode scope) {
      return jobs.stream()
          .filter(job -> !job.outcome().isDone() && job.scope.isWithin(scope))
          .map(Session::allowed)
          .max(Duration::compareTo)
          .orElse(Duration.ZERO)
          .plus(AFTER);
    }

    private static Duration allowed(Job job) {
      Duration grace = job.command.limits().grace().orElseThrow();
      return job.scope.deadline().filter(d -> d.compareTo(grace) < 0).orElse(grace);
    }

    /** The running commands of a scope in the order of their end, found by walking the tree. */
    List<String> expectedOrder(ScopeNode scope) {
      List<String> order = new ArrayList<>();
      for (int i = scopes.size() - 1; i > 0; i--) {
        if (around.get(scopes.get(i)) == scope) {
          order.addAll(expectedOrder(scopes.get(i)));
        }
      }
      jobs.stream()
          .filter(job -> job.scope == scope && job.state instanceof SubprocessState.Running)
          .sorted((a, b) -> Long.compare(b.opened, a.opened))
          .forEach(job -> order.add(job.lease));
      return order;
    }

    /** Closes a scope, and looks at the order in which its commands were asked to leave. */
    CompletableFuture<Void> close(ScopeNode scope) {
      bench.turn();
      List<String> expected = scope.isClosed() ? List.of() : expectedOrder(scope);
      int before = bench.events.events("signal").size();
      CompletableFuture<Void> end = bench.supervisor.closeScope(scope, "closed");
      bench.turn();
      assertThat(
              bench.events.events("signal").stream()
                  .skip(before)
                  .map(RuntimeEvent::lease)
                  .filter(expected::contains)
                  .toList())
          .isEqualTo(expected);
      return end;
    }

    /** Each lease ended once, and no other. */
    void eachEndedOnce() {
      List<String> ended = bench.events.events("end").stream().map(RuntimeEvent::lease).toList();
      assertThat(new LinkedHashSet<>(ended)).hasSameSizeAs(ended);
      assertThat(ended)
          .containsExactlyInAnyOrderElementsOf(jobs.stream().map(job -> job.lease).toList());
      assertThat(jobs).allMatch(job -> job.outcome().isDone());
    }
  }

  @Property(tries = 400)
  void whateverIsClosedEndsInReverseOnceAndInTime(@ForAll long seed) {
    Session session = new Session(seed);
    for (int i = 0; i < 40; i++) {
      session.step();
    }
    while (!session.scopes.get(0).isClosed()) {
      for (int i = session.random.nextInt(4); i > 0; i--) {
        session.step();
      }
      ScopeNode scope = session.anyScope();
      Duration allowed = session.allowed(scope);
      CompletableFuture<Void> end = session.close(scope);
      session.bench.pass(allowed);
      assertThat(end).as("%s within %s", scope, allowed).isDone();
      session.balanced();
    }
    session.eachEndedOnce();
    assertThat(session.bench.supervisor.health().live()).isZero();
    assertThat(session.bench.supervisor.health().queued()).isZero();
    assertThat(session.bench.time.timersSet()).isZero();
    assertThat(session.bench.world.breaches()).isEmpty();
  }

  @Property(tries = 200)
  void closingsThatOverlapEndAllTheSame(@ForAll long seed) {
    Session session = new Session(seed);
    for (int i = 0; i < 40; i++) {
      session.step();
    }
    List<CompletableFuture<Void>> ends = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      ends.add(session.close(session.anyScope()));
      session.bench.pass(session.random.nextInt(700));
    }
    Duration allowed = session.allowed(session.scopes.get(0));
    ends.add(session.close(session.scopes.get(0)));
    session.bench.pass(allowed);
    assertThat(ends).allMatch(CompletableFuture::isDone);
    session.balanced();
    session.eachEndedOnce();
    assertThat(session.bench.time.timersSet()).isZero();
  }
}

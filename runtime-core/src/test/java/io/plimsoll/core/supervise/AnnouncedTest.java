package io.plimsoll.core.supervise;

import static io.plimsoll.core.supervise.Bench.kind;
import static io.plimsoll.core.supervise.Bench.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.command.Command;
import io.plimsoll.command.OutcomeKind;
import io.plimsoll.command.Retry;
import io.plimsoll.core.Logged;
import io.plimsoll.core.loop.EventLoop;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a supervisor tells: events, counts, leases, outcomes, and its log. */
class AnnouncedTest {

  private final Bench bench = new Bench(2, 3);

  @Test
  void everyDecisionIsToldInOrderWithItsReason() {
    bench.submit(Command.of("sleep", "60").timeout(Duration.ofSeconds(1)));
    bench.pass(2_000);
    assertThat(bench.events.events())
        .extracting(e -> e.sequence() + " " + e.phase() + " " + e.what() + " " + e.words())
        .containsExactly(
            "1 starting launch sleep 60",
            "2 stopping signal TERM to sleep 60: ran 1 s, allowed 1 s",
            "3 ended end timed-out: ran 1 s, allowed 1 s; ended by TERM");
  }

  @Test
  void aSessionWithoutMishapsLogsNothing() {
    try (Logged loop = new Logged(EventLoop.class);
        Logged dispatcher = new Logged(Dispatcher.class);
        Logged announcer = new Logged(Announcer.class)) {
      bench.next().exitsAfter(Duration.ofMillis(5), 1);
      bench.submit(Command.of("x").retry(new Retry(1, Duration.ofSeconds(1))));
      bench.submit(Command.of("y").timeout(Duration.ofSeconds(1)));
      bench.pass(10_000);
      var leases = bench.supervisor.leases();
      var empty = bench.supervisor.closeScope(bench.supervisor.root(), "done");
      bench.pass(10_000);
      assertThat(leases).isDone();
      assertThat(empty).isDone();
      assertThat(loop.lines()).isEmpty();
      assertThat(dispatcher.lines()).isEmpty();
      assertThat(announcer.lines()).isEmpty();
    }
  }

  @Test
  void aLauncherThatThrowsIsLoggedWithTheCommand() {
    bench.world.otherwise(
        (lease, command) -> {
          throw new IllegalStateException("on purpose");
        });
    try (Logged logged = new Logged(Dispatcher.class)) {
      bench.submit(Command.of("x", "y"));
      bench.turn();
      assertThat(logged.lines())
          .containsExactly(
              "SEVERE the launcher failed on s-1 x y java.lang.IllegalStateException: on purpose");
    }
  }

  @Test
  void anEffectThatFailsIsLoggedWithTheCommand() {
    BrokenNeighboursTest.Throwing throwing = new BrokenNeighboursTest.Throwing();
    Bench bench = new Bench(1, 1, throwing, null, Runnable::run);
    try (Logged logged = new Logged(Dispatcher.class)) {
      bench.submit("x");
      bench.turn();
      assertThat(logged.lines())
          .isNotEmpty()
          .allMatch(line -> line.startsWith("SEVERE an effect on s-1 x failed: "));
    }
  }

  @Test
  void aSinkThatIsTakenOffIsLoggedOnce() {
    Bench bench =
        new Bench(
            1,
            1,
            null,
            event -> {
              throw new IllegalStateException("on purpose");
            },
            Runnable::run);
    try (Logged logged = new Logged(Announcer.class)) {
      bench.submit("x");
      bench.pass(Duration.ofMinutes(10));
      assertThat(logged.lines())
          .containsExactly(
              "WARNING the event sink threw and is taken off"
                  + " java.lang.IllegalStateException: on purpose");
    }
  }

  @Test
  void outcomesAreCountedByTheirKind() {
    for (int status : new int[] {0, 1, 1}) {
      bench.next().exitsAfter(Duration.ofMillis(5), status);
      bench.submit("x");
      bench.pass(1_000);
    }
    assertThat(bench.supervisor.health().outcomes())
        .isEqualTo(Map.of(OutcomeKind.SUCCEEDED, 1L, OutcomeKind.FAILED, 2L));
  }

  @Test
  void theMemoryHeldIsThatOfTheLastReadings() {
    bench.next().holds(5 << 20).isReadEvery(Duration.ofSeconds(1));
    bench.next().holds(7 << 20).isReadEvery(Duration.ofSeconds(1));
    Job first = bench.submit("first");
    bench.submit("second");
    bench.pass(5_500);
    assertThat(bench.supervisor.health().residentBytes()).isEqualTo(12 << 20);
    var leases = bench.supervisor.leases();
    bench.turn();
    assertThat(leases.join().get(1).cost()).isEqualTo(7 << 20);
    bench.supervisor.cancel(first, "enough", true);
    bench.pass(2_000);
    assertThat(bench.supervisor.health().residentBytes()).isEqualTo(7 << 20);
  }

  @Test
  void aLeaseThatHasNoDeadlineShowsNone() {
    bench.next().neverAnswersStart();
    bench.submit("starts");
    bench.submit(Command.of("endless").timeout(Duration.ZERO));
    bench.pass(10);
    var leases = bench.supervisor.leases();
    bench.turn();
    assertThat(leases.join())
        .extracting(lease -> lease.phase() + " " + lease.deadline())
        .containsExactly("starting Optional.empty", "running Optional.empty");
  }

  @Test
  void onlyALaterAttemptIsToldItsNumber() {
    bench.next().exitsAfter(Duration.ofMillis(5), 1);
    bench.next().exitsAfter(Duration.ofMillis(5), 0);
    bench.submit(Command.of("x").retry(new Retry(1, Duration.ZERO)));
    bench.pass(1_000);
    assertThat(bench.world.launched())
        .extracting(p -> p.command().environment().resolve(Map.of()).get("PLIMSOLL_ATTEMPT"))
        .containsExactly(null, "2");
  }

  @Test
  void anOutcomeTellsHowLongTheCommandRan() {
    bench.next().exitsAfter(Duration.ofSeconds(5), 0);
    Job job = bench.submit("x");
    bench.pass(10_000);
    assertThat(outcome(job).duration()).isBetween(Duration.ofSeconds(5), Duration.ofMillis(5_500));
  }

  @Test
  void aCommandWhoseInputEndsHasItsGraceToLeave() {
    Command.Limits some = Command.Limits.DEFAULTS;
    bench.next().inputEndsAfter(Duration.ofSeconds(1));
    Job job =
        bench.submit(
            Command.of("server")
                .limits(
                    new Command.Limits(
                        some.timeout(),
                        some.grace(),
                        some.memory(),
                        some.firstSignal(),
                        some.survivors(),
                        false,
                        true)));
    bench.pass(5_900);
    assertThat(job.outcome()).isNotDone();
    bench.pass(1_000);
    assertThat(kind(job)).isEqualTo(OutcomeKind.CANCELLED);
    assertThat(outcome(job).reason())
        .isEqualTo("its input ended and it did not leave within 5 s; ended by TERM");
  }
}

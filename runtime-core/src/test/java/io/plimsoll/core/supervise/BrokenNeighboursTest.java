package io.plimsoll.core.supervise;

import static io.plimsoll.core.supervise.Bench.kind;
import static io.plimsoll.core.supervise.Bench.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.command.Attempts;
import io.plimsoll.command.Command;
import io.plimsoll.command.OutcomeKind;
import io.plimsoll.command.Retry;
import io.plimsoll.command.StartFailure;
import io.plimsoll.command.StopSignal;
import io.plimsoll.core.Logged;
import io.plimsoll.core.ledger.ScopeNode;
import io.plimsoll.core.subprocess.SubprocessState;
import io.plimsoll.port.LiveProcess;
import io.plimsoll.port.ProcessLauncher;
import io.plimsoll.port.ProcessObserver;
import java.io.IOError;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** What stands around the supervisor may throw; no outcome is lost by it. */
class BrokenNeighboursTest {

  /** A launcher whose handles throw whatever they are asked; the commands exit by themselves. */
  static class Throwing implements ProcessLauncher {
    @Override
    public LiveProcess launch(String lease, Command command, ProcessObserver observer) {
      observer.started(Long.MAX_VALUE - 1_234_567_891L, "here");
      observer.exited(0);
      return new LiveProcess() {
        @Override
        public void closeInput() {
          throw new IllegalStateException("on purpose");
        }

        @Override
        public void signal(StopSignal signal) {
          throw new IllegalStateException("on purpose");
        }

        @Override
        public void survey(int looks) {
          throw new IllegalStateException("on purpose");
        }

        @Override
        public void settle(long quietNanos, long capNanos) {
          throw new IllegalStateException("on purpose");
        }

        @Override
        public void release() {
          throw new IllegalStateException("on purpose");
        }
      };
    }

    @Override
    public List<Fact> facts() {
      return List.of();
    }

    @Override
    public void close() {}
  }

  @Test
  void handlesThatThrowKeepNoCommandFromEnding() {
    Bench bench = new Bench(1, 1, new Throwing(), null, Runnable::run);
    Job first = bench.submit("first");
    Job second = bench.submit("second");
    bench.pass(Duration.ofMinutes(1));
    assertThat(kind(first)).isEqualTo(OutcomeKind.SUCCEEDED);
    assertThat(kind(second)).isEqualTo(OutcomeKind.SUCCEEDED);
    assertThat(bench.supervisor.health().live()).isZero();
    assertThat(bench.supervisor.health().ended()).isEqualTo(2);
  }

  @Test
  void whatIsToldOfAnEarlierAttemptDoesNotTouchTheNext() {
    java.util.List<ProcessObserver> told = new java.util.ArrayList<>();
    Throwing careless =
        new Throwing() {
          @Override
          public LiveProcess launch(String lease, Command command, ProcessObserver observer) {
            told.add(observer);
            return super.launch(lease, command, new io.plimsoll.testkit.RecordingObserver());
          }
        };
    Bench bench = new Bench(1, 1, careless, null, Runnable::run);
    Job job = bench.submit(Command.of("x").retry(new Retry(1, Duration.ZERO)));
    bench.turn();
    told.get(0).startFailed(new StartFailure(StartFailure.Kind.EXHAUSTED, "no process is free"));
    bench.pass(1);
    assertThat(told).hasSize(2);
    told.get(1).started(bench.time.nanos(), "here");
    told.get(0).exited(9);
    bench.pass(1);
    assertThat(job.state).isInstanceOf(SubprocessState.Running.class);
    assertThat(job.attempt).isEqualTo(2);
  }

  @Test
  void aLauncherThatThrowsIsAFailedStart() {
    Bench bench = new Bench(1, 1);
    bench.world.otherwise(
        (lease, command) -> {
          throw new IllegalStateException("on purpose");
        });
    Job job = bench.submit("x");
    bench.pass(0);
    assertThat(kind(job)).isEqualTo(OutcomeKind.NOT_STARTED);
    assertThat(outcome(job).reason()).contains("the launcher failed", "on purpose");
    assertThat(bench.supervisor.health().live()).isZero();
  }

  @Test
  void aListenerOfAttemptsThatThrowsKeepsNothingFromBeingTriedAgain() {
    Bench bench = new Bench(1, 1);
    bench.next().exitsAfter(Duration.ofMillis(10), 9);
    bench.next().exitsAfter(Duration.ofMillis(10), 0);
    Job job =
        bench.submit(
            Command.of("x")
                .retry(new Retry(1, Duration.ofSeconds(1)))
                .attempts(
                    new Attempts(
                        1,
                        number -> {
                          throw new IllegalStateException("on purpose");
                        })));
    try (Logged logged = new Logged(Dispatcher.class)) {
      bench.pass(Duration.ofSeconds(20));
      assertThat(logged.lines())
          .containsExactly(
              "SEVERE who is told of the attempts of s-2 x failed"
                  + " java.lang.IllegalStateException: on purpose");
    }
    assertThat(kind(job)).isEqualTo(OutcomeKind.SUCCEEDED);
    assertThat(outcome(job).attempt()).isEqualTo(2);
  }

  @Test
  void aSinkThatThrowsIsTakenOffAndNothingElseChanges() {
    for (Throwable thrown :
        List.of(
            new IllegalStateException("on purpose"),
            new AssertionError(),
            new IOError(new IOException("no room")),
            new StackOverflowError(),
            new IOException("of a language that does not tell it"))) {
      int[] told = {0};
      Bench bench =
          new Bench(
              1,
              1,
              null,
              event -> {
                told[0]++;
                Bench.<RuntimeException>throwAnyhow(thrown);
              },
              Runnable::run);
      bench.next().exitsAfter(Duration.ofMillis(5), 0);
      Job job = bench.submit("x");
      bench.pass(1000);
      assertThat(kind(job)).isEqualTo(OutcomeKind.SUCCEEDED);
      assertThat(told[0]).isEqualTo(1);
    }
  }

  @Test
  void aSinkThatThrowsAtTheEndTakesNoOutcomeWithIt() {
    for (Throwable thrown : List.of(new IOError(new IOException()), new IOException())) {
      Bench bench =
          new Bench(
              1,
              1,
              null,
              event -> {
                if (event.what().equals("end")) {
                  Bench.<RuntimeException>throwAnyhow(thrown);
                }
              },
              Runnable::run);
      bench.next().exitsAfter(Duration.ofMillis(5), 0);
      bench.next().exitsAfter(Duration.ofMillis(5), 0);
      Job first = bench.submit("first");
      Job second = bench.submit("second");
      bench.pass(1000);
      assertThat(kind(first)).isEqualTo(OutcomeKind.SUCCEEDED);
      assertThat(kind(second)).isEqualTo(OutcomeKind.SUCCEEDED);
      assertThat(bench.supervisor.health().live()).isZero();
    }
  }

  @Test
  void anOutcomeThatTheDeliveryRefusesIsDeliveredAllTheSame() {
    Bench bench =
        new Bench(
            1,
            0,
            null,
            null,
            task -> {
              throw new RejectedExecutionException("closed");
            });
    for (int i = 0; i < 3; i++) {
      bench.next().exitsAfter(Duration.ofMillis(5), 0);
      Job job = bench.submit("x");
      var chained = job.chain().toCompletableFuture();
      bench.pass(1000);
      assertThat(chained).isCompleted();
      assertThat(kind(job)).isEqualTo(OutcomeKind.SUCCEEDED);
    }
    var empty = bench.supervisor.closeScope(bench.supervisor.root(), "closed");
    bench.turn();
    assertThat(empty).isDone();
  }

  /** As where there is neither a thread nor memory for one. */
  @Test
  void timersThatCannotBeSetKeepNoEndFromBeingTold() {
    Bench world = new Bench(1, 1);
    Supervisor supervisor = withoutTimers(world);
    world.next().exitsAfter(Duration.ofMillis(5), 0);
    world.next();
    Job ends = supervisor.submit(supervisor.root(), Command.of("ends"));
    Job stays = supervisor.submit(supervisor.root(), Command.of("stays"));
    pass(world, supervisor);
    assertThat(kind(ends)).isEqualTo(OutcomeKind.SUCCEEDED);
    assertThat(stays.outcome()).isNotDone();
    assertThat(supervisor.health().live()).isOne();
  }

  @Test
  void whatIsThrownWhileACommandIsAcceptedTakesNoPlaceWithIt() {
    for (Throwable thrown : List.of(new IllegalStateException(), new StackOverflowError())) {
      boolean[] broken = {true};
      Bench bench =
          new Bench(
              1,
              0,
              new Throwing() {
                @Override
                public void expect() {
                  if (broken[0]) {
                    Bench.<RuntimeException>throwAnyhow(thrown);
                  }
                }
              },
              null,
              Runnable::run);
      assertThatThrownBy(() -> bench.submit("first")).isSameAs(thrown);
      broken[0] = false;
      Job next = bench.submit("next");
      bench.pass(Duration.ofMinutes(1));
      assertThat(kind(next)).isEqualTo(OutcomeKind.SUCCEEDED);
    }
  }

  @Test
  void aDeadlineThatCannotBeSetKeepsNobodyFromBeingAskedToLeave() {
    Bench world = new Bench(1, 1);
    Supervisor supervisor = withoutTimers(world);
    world.next();
    ScopeNode scope =
        supervisor.openScope(supervisor.root(), "scope", Optional.of(Duration.ofSeconds(9)));
    Job job = supervisor.submit(scope, Command.of("stays"));
    pass(world, supervisor);
    var end = supervisor.closeScope(scope, "closed");
    pass(world, supervisor);
    assertThat(kind(job)).isEqualTo(OutcomeKind.CANCELLED);
    assertThat(end).isCompletedExceptionally();
  }

  private static Supervisor withoutTimers(Bench world) {
    return new Supervisor(
        "s",
        Bench.limits(2, 0, 4),
        world.world,
        world.time,
        (due, task) -> {
          throw new OutOfMemoryError("on purpose");
        },
        world.events,
        Runnable::run);
  }

  private static void pass(Bench world, Supervisor supervisor) {
    Runnable turn =
        () -> {
          while (supervisor.loop().turn()) {
            // Until nothing waits.
          }
        };
    turn.run();
    world.time.advance(Duration.ofSeconds(1), turn);
  }
}

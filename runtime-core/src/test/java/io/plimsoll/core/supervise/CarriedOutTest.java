package io.plimsoll.core.supervise;

import static io.plimsoll.core.supervise.Bench.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.command.Command;
import io.plimsoll.command.OutcomeKind;
import io.plimsoll.command.RefusedException;
import io.plimsoll.command.Retry;
import io.plimsoll.command.StartFailure;
import io.plimsoll.port.Ticker;
import io.plimsoll.testkit.ScriptedProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What was decided of a command reaches its process. */
class CarriedOutTest {

  private final Bench bench = new Bench(2, 2);

  @Test
  void theInputOfACommandThatIsToLeaveIsClosed() {
    bench.next().ignoresTerm().leavesOnClosedInput(Duration.ofMillis(100), 0);
    Job job = bench.submit("reader");
    bench.pass(5);
    bench.supervisor.cancel(job, "enough", false);
    bench.pass(1_000);
    assertThat(outcome(job).kind()).isEqualTo(OutcomeKind.CANCELLED);
    assertThat(bench.world.last().signals()).hasSize(1);
  }

  @Test
  void whatNeverStartedTookNoTimeThoughTimeGoesOnWhileItIsTold() {
    long[] more = {0};
    Ticker moving =
        new Ticker() {
          @Override
          public long nanos() {
            more[0] += 1_000;
            return bench.time.nanos() + more[0];
          }

          @Override
          public Instant wallTime() {
            return bench.time.wallTime();
          }
        };
    Supervisor supervisor =
        new Supervisor(
            "s",
            Bench.limits(1, 1, 1),
            bench.world,
            moving,
            bench.time,
            bench.events,
            Runnable::run);
    bench.next().startFails(StartFailure.Kind.NOT_FOUND, "there is no program 'x'");
    Job job = supervisor.submit(supervisor.root(), Command.of("x"));
    supervisor.loop().turn();
    bench.time.advance(Duration.ofMillis(1), supervisor.loop()::turn);
    assertThat(outcome(job).kind()).isEqualTo(OutcomeKind.NOT_STARTED);
    assertThat(outcome(job).duration()).isZero();
    assertThat(outcome(job).startedAt()).isEqualTo(Instant.EPOCH);
  }

  @Test
  void theHandleOfEveryAttemptIsLetGoWhenItHasEnded() {
    bench.next().exitsAfter(Duration.ofMillis(5), 9);
    bench.next().undead();
    Job job = bench.submit(Command.of("x").retry(new Retry(1, Duration.ZERO)));
    bench.pass(1_000);
    assertThat(bench.world.launched())
        .extracting(ScriptedProcess::isReleased)
        .containsExactly(true, false);
    bench.supervisor.cancel(job, "enough", true);
    bench.pass(5_000);
    assertThat(outcome(job).survivors()).isOne();
    assertThat(bench.world.launched()).allMatch(ScriptedProcess::isReleased);
  }

  @Test
  void whoLaunchesIsToldToExpectACommandAsSoonAsItIsAccepted() {
    AtomicInteger expected = new AtomicInteger();
    Bench told =
        new Bench(
            1,
            0,
            new BrokenNeighboursTest.Throwing() {
              @Override
              public void expect() {
                expected.incrementAndGet();
              }
            },
            null,
            Runnable::run);
    told.submit("x");
    assertThat(expected).hasValue(1);
    assertThatThrownBy(() -> told.submit("refused")).isInstanceOf(RefusedException.class);
    assertThat(expected).hasValue(1);
  }
}

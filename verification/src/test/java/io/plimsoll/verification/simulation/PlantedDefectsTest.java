package io.plimsoll.verification.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.command.Command;
import io.plimsoll.command.Outcome;
import io.plimsoll.command.StartFailure;
import io.plimsoll.command.StopSignal;
import io.plimsoll.core.ledger.ScopeNode;
import io.plimsoll.core.supervise.Job;
import io.plimsoll.lease.Health;
import io.plimsoll.port.LiveProcess;
import io.plimsoll.port.ProcessLauncher;
import io.plimsoll.port.ProcessObserver;
import io.plimsoll.port.RuntimeEvent;
import io.plimsoll.port.Timers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The simulation finds what is planted, names the invariant, and shows it in a few steps. */
class PlantedDefectsTest {

  private static final Logger CORE_LOG = Logger.getLogger("io.plimsoll.core");

  @BeforeAll
  static void launchersThrowOnPurpose() {
    CORE_LOG.setLevel(Level.OFF);
  }

  @AfterAll
  static void logAgain() {
    CORE_LOG.setLevel(null);
  }

  private static void finds(String invariant, int mostSteps, Subject.Maker defect) {
    Sweep.Found found = new Sweep(defect, 1, 500, SimulateProof.STEPS).run();
    assertThat(found).isNotNull();
    assertThat(found.violation().invariant()).isEqualTo(invariant);
    Plan shortest = new Shrinker(defect, invariant).shrink(found.plan());
    assertThat(shortest.actions()).hasSizeLessThanOrEqualTo(mostSteps);
    Violation again = World.run(shortest, defect).violation();
    assertThat(again).isNotNull();
    assertThat(again.invariant()).isEqualTo(invariant);
  }

  /** A subject whose launcher hands out changed handles. */
  private static Subject.Maker asking(UnaryOperator<LiveProcess> change) {
    return (setup, launcher, time, sink, delivery) ->
        new Subject(setup, new Between(launcher, change), time, time, sink, delivery);
  }

  private static class Between implements ProcessLauncher {
    private final ProcessLauncher sound;
    private final UnaryOperator<LiveProcess> change;

    Between(ProcessLauncher sound, UnaryOperator<LiveProcess> change) {
      this.sound = sound;
      this.change = change;
    }

    @Override
    public LiveProcess launch(String lease, Command command, ProcessObserver observer) {
      return change.apply(sound.launch(lease, command, observer));
    }

    @Override
    public List<Fact> facts() {
      return sound.facts();
    }

    @Override
    public void close() {
      sound.close();
    }
  }

  private static class Passing implements LiveProcess {
    final LiveProcess sound;

    Passing(LiveProcess sound) {
      this.sound = sound;
    }

    @Override
    public void closeInput() {
      sound.closeInput();
    }

    @Override
    public void signal(StopSignal signal) {
      sound.signal(signal);
    }

    @Override
    public void survey(int looks) {
      sound.survey(looks);
    }

    @Override
    public void settle(long quietNanos, long capNanos) {
      sound.settle(quietNanos, capNanos);
    }

    @Override
    public void release() {
      sound.release();
    }
  }

  @Test
  void aKillWithoutGrace() {
    finds(
        "no KILL before the grace is over",
        3,
        asking(
            sound ->
                new Passing(sound) {
                  @Override
                  public void signal(StopSignal signal) {
                    sound.signal(signal);
                    sound.signal(StopSignal.KILL);
                  }
                }));
  }

  /** Looks that always find nobody: what is left behind is overlooked. */
  private record Blind(ProcessObserver told) implements ProcessObserver {
    @Override
    public void started(long atNanos, String where) {
      told.started(atNanos, where);
    }

    @Override
    public void startFailed(StartFailure failure) {
      told.startFailed(failure);
    }

    @Override
    public void exited(int status) {
      told.exited(status);
    }

    @Override
    public void inputEnded() {
      told.inputEnded();
    }

    @Override
    public void surveyed(Survey survey) {
      told.surveyed(new Survey(0, 2, 0, 1, ""));
    }

    @Override
    public void settled(Settled settled) {
      told.settled(settled);
    }
  }

  @Test
  void aSurvivorThatIsOverlooked() {
    finds(
        "nothing outlives its owner",
        3,
        (setup, launcher, time, sink, delivery) ->
            new Subject(
                setup,
                new Between(launcher, UnaryOperator.identity()) {
                  @Override
                  public LiveProcess launch(String id, Command command, ProcessObserver told) {
                    return super.launch(id, command, new Blind(told));
                  }
                },
                time,
                time,
                sink,
                delivery));
  }

  @Test
  void aHandleThatIsNotReleased() {
    finds(
        "what ended is let go",
        3,
        asking(
            sound ->
                new Passing(sound) {
                  @Override
                  public void release() {}
                }));
  }

  @Test
  void aRequestAfterTheRelease() {
    finds(
        "the launcher is asked only what it may be asked",
        3,
        asking(
            sound ->
                new Passing(sound) {
                  @Override
                  public void release() {
                    sound.release();
                    sound.survey(1);
                  }
                }));
  }

  @Test
  void aLimitThatIsOffByOne() {
    finds(
        "live <= limit",
        4,
        (setup, launcher, time, sink, delivery) ->
            Subject.real(
                setup.queue() == 0
                    ? setup
                    : new Setup(
                        setup.limit() + 1, setup.queue() - 1, setup.scopes(), setup.origin()),
                launcher,
                time,
                sink,
                delivery));
  }

  @Test
  void aQueueThatIsOffByOne() {
    finds(
        "queue <= bound",
        10,
        (setup, launcher, time, sink, delivery) ->
            Subject.real(
                new Setup(setup.limit(), setup.queue() + 1, setup.scopes(), setup.origin()),
                launcher,
                time,
                sink,
                delivery));
  }

  @Test
  void aLeaseThatNeverEnds() {
    finds(
        "opened = ended + live",
        3,
        (setup, launcher, time, sink, delivery) ->
            new Subject(setup, launcher, time, time, sink, delivery) {
              @Override
              Health health() {
                Health h = super.health();
                return new Health(
                    h.live(),
                    h.limit(),
                    h.queued(),
                    h.queueBound(),
                    h.opened(),
                    Math.max(0, h.ended() - 1),
                    h.outcomes(),
                    h.residentBytes(),
                    h.scopes(),
                    h.scopeBound(),
                    h.threads(),
                    h.threadBound());
              }
            });
  }

  @Test
  void aLeaseThatEndsTwice() {
    finds(
        "each lease ends exactly once",
        3,
        (setup, launcher, time, sink, delivery) ->
            Subject.real(
                setup,
                launcher,
                time,
                event -> {
                  sink.on(event);
                  if (event.what().equals("end")) {
                    sink.on(next(event));
                  }
                },
                delivery));
  }

  private static RuntimeEvent next(RuntimeEvent event) {
    return new RuntimeEvent(
        event.sequence() + 1,
        event.at(),
        event.lease(),
        event.phase(),
        event.what(),
        event.words());
  }

  @Test
  void anOutcomeThatIsLost() {
    finds(
        "each command gets one outcome",
        2,
        (setup, launcher, time, sink, delivery) ->
            new Subject(setup, launcher, time, time, sink, delivery) {
              @Override
              Job submit(ScopeNode scope, Command command, Consumer<Outcome> taken) {
                boolean lost = command.arguments().get(1).endsWith("3");
                return super.submit(scope, command, lost ? outcome -> {} : taken);
              }
            });
  }

  @Test
  void aTimerThatIsLate() {
    finds(
        "nothing ends later than timeout + grace + 2 s, on a machine that keeps up",
        3,
        (setup, launcher, time, sink, delivery) -> {
          Timers late = (due, task) -> time.at(due + 3_000_000_000L, task);
          return new Subject(setup, launcher, time, late, sink, delivery);
        });
  }

  @Test
  void aScopeThatIsNeverToldEmpty() {
    finds(
        "a closed scope is empty within the longest grace + 2 s, on a machine that keeps up",
        6,
        (setup, launcher, time, sink, delivery) ->
            new Subject(setup, launcher, time, time, sink, delivery) {
              @Override
              CompletableFuture<Void> close(ScopeNode scope) {
                return super.close(scope).thenCompose(empty -> new CompletableFuture<>());
              }
            });
  }

  @Test
  void aRunThatIsNotRepeatable() {
    int[] runs = {0};
    Sweep.Found found =
        new Sweep(
                (setup, launcher, time, sink, delivery) -> {
                  time.jumpWall(java.time.Duration.ofNanos(runs[0]++));
                  return Subject.real(setup, launcher, time, sink, delivery);
                },
                1,
                100,
                SimulateProof.STEPS)
            .run();
    assertThat(found).isNotNull();
    assertThat(found.violation().invariant()).isEqualTo("the same seed gives the same run");
  }
}

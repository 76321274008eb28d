package io.plimsoll.core.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.command.Attempts;
import io.plimsoll.command.Captured;
import io.plimsoll.command.Command;
import io.plimsoll.command.OutcomeKind;
import io.plimsoll.command.RefusedException;
import io.plimsoll.command.RefusedException.Reason;
import io.plimsoll.command.Retry;
import io.plimsoll.command.StartFailure;
import io.plimsoll.command.StopSignal;
import io.plimsoll.command.Survivors;
import io.plimsoll.core.ledger.ScopeNode;
import io.plimsoll.core.memory.MemoryPolicy;
import io.plimsoll.lease.Totals;
import io.plimsoll.lease.Totals.Spent;
import io.plimsoll.memory.Stage;
import io.plimsoll.port.LiveProcess;
import io.plimsoll.port.ProcessObserver;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Everything that happens is counted, once, and nothing else is. */
class CountersTest {

  private static final Spent NEVER = new Spent(0, Duration.ZERO);

  private final Bench bench = new Bench(1, 3);

  private Totals totals() {
    return bench.supervisor.totals();
  }

  @Test
  void aRuntimeThatDidNothingHasEveryKeyAndCountsNothing() {
    Totals totals = totals();
    assertThat(totals.accepted()).isZero();
    assertThat(totals.recordedBytes()).as("nobody records").isZero();
    assertThat(totals.unrecorded()).isZero();
    assertThat(totals.attempts()).containsOnlyKeys(OutcomeKind.values());
    assertThat(totals.attempts().values()).containsOnly(NEVER);
    assertThat(totals.waits()).isEqualTo(NEVER);
    assertThat(totals.refused()).containsOnlyKeys(Reason.values());
    assertThat(totals.refused().values()).containsOnly(0L);
    assertThat(totals.signals()).containsOnlyKeys(StopSignal.values());
    assertThat(totals.signals().values()).containsOnly(0L);
    assertThat(totals.stages()).containsOnlyKeys(Stage.values());
    assertThat(totals.stages().values()).containsOnly(0L);
  }

  @Test
  void theTimeOfAnAttemptAndItsWaitForAPlaceAreAddedUp() {
    bench.next().exitsAfter(Duration.ofSeconds(2), 0);
    bench.next().exitsAfter(Duration.ofSeconds(3), 1);
    bench.submit("first");
    bench.submit("second");
    bench.pass(10_000);
    Totals totals = totals();
    assertThat(totals.accepted()).isEqualTo(2);
    assertThat(totals.attempts().get(OutcomeKind.SUCCEEDED).count()).isEqualTo(1);
    assertThat(totals.attempts().get(OutcomeKind.SUCCEEDED).total())
        .isBetween(Duration.ofSeconds(2), Duration.ofMillis(2_500));
    assertThat(totals.attempts().get(OutcomeKind.FAILED).count()).isEqualTo(1);
    assertThat(totals.attempts().get(OutcomeKind.FAILED).total())
        .isBetween(Duration.ofSeconds(3), Duration.ofMillis(3_500));
    assertThat(totals.waits().count()).isEqualTo(2);
    assertThat(totals.waits().total())
        .isEqualTo(totals.attempts().get(OutcomeKind.SUCCEEDED).total());
    assertThat(totals.retries()).isZero();
    assertThat(totals.processes()).isEqualTo(2);
    assertThat(totals.left()).isZero();
  }

  @Test
  void furtherAttemptsAreCountedAndTheirPausesAreNoWaiting() {
    bench.next().exitsAfter(Duration.ofSeconds(1), 1);
    bench.next().exitsAfter(Duration.ofSeconds(1), 0);
    bench.submit(
        Command.of("again")
            .attempts(new Attempts(5, attempt -> {}))
            .retry(new Retry(1, Duration.ofSeconds(7))));
    bench.pass(20_000);
    Totals totals = totals();
    assertThat(totals.accepted()).isEqualTo(1);
    assertThat(totals.retries()).isEqualTo(1);
    assertThat(totals.waits()).isEqualTo(new Spent(2, Duration.ZERO));
    assertThat(totals.attempts().get(OutcomeKind.FAILED).count()).isEqualTo(1);
    assertThat(totals.attempts().get(OutcomeKind.SUCCEEDED).count()).isEqualTo(1);
    assertThat(bench.supervisor.health().outcomes())
        .as("of commands, not of attempts")
        .doesNotContainKey(OutcomeKind.FAILED);
  }

  @Test
  void whatNeverRanTookNoTimeAndWasNoAttempt() {
    bench.next().startFails(StartFailure.Kind.NOT_FOUND, "is not there");
    bench.submit("nowhere");
    bench.pass(1_000);
    assertThat(totals().attempts().values()).containsOnly(NEVER);
    assertThat(totals().waits().count()).isEqualTo(1);
  }

  @Test
  void signalsAreCountedByTheirName() {
    bench.next().ignoresTerm();
    bench.submit(Command.of("deaf").timeout(Duration.ofSeconds(1)).grace(Duration.ofSeconds(1)));
    bench.pass(10_000);
    Totals totals = totals();
    assertThat(totals.signals()).containsEntry(StopSignal.TERM, 1L);
    assertThat(totals.signals().get(StopSignal.KILL)).isPositive();
    assertThat(totals.signals()).containsEntry(StopSignal.HUP, 0L);
    assertThat(totals.attempts().get(OutcomeKind.TIMED_OUT).count()).isEqualTo(1);
  }

  @Test
  void outputsAreWeighed() {
    bench.next().exitsAfter(Duration.ofSeconds(1), 0).prints("twelve bytes");
    bench.submit("talks");
    bench.pass(5_000);
    assertThat(totals().outputBytes()).isEqualTo(12);
    assertThat(totals().droppedBytes()).isZero();
  }

  @Test
  void bothOutputsAreWeighedWithWhatWasDroppedOfThem() {
    Bench twoOutputs =
        new Bench(
            1,
            0,
            new BrokenNeighboursTest.Throwing() {
              @Override
              public LiveProcess launch(String lease, Command command, ProcessObserver observer) {
                observer.started(0, "here");
                observer.settled(
                    new ProcessObserver.Settled(
                        new Captured(1_000, new byte[30], new byte[7]),
                        new Captured(200, new byte[60], new byte[0]),
                        List.of()));
                return super.launch(lease, command, observer);
              }
            },
            null,
            Runnable::run);
    twoOutputs.submit("talks");
    twoOutputs.pass(Duration.ofMinutes(1));
    assertThat(twoOutputs.supervisor.totals().outputBytes()).isEqualTo(1_200);
    assertThat(twoOutputs.supervisor.totals().droppedBytes()).isEqualTo(963 + 140);
  }

  @Test
  void whoWasInATreeIsCountedAndWhoWasLeftOfIt() {
    bench.next().exitsAfter(Duration.ofSeconds(1), 0).leavesBehind(2, Duration.ofSeconds(1));
    bench.submit(Command.of("leaves").survivors(Survivors.KEEP));
    bench.pass(60_000);
    assertThat(totals().processes()).isEqualTo(3);
    assertThat(totals().left()).isEqualTo(2);
  }

  @Test
  void refusalsAreCountedByTheirReason() throws InterruptedException {
    ScopeNode scope = bench.supervisor.openScope(bench.supervisor.root(), "batch");
    for (int i = 0; i < 4; i++) {
      bench.submit("fills");
    }
    assertThatThrownBy(() -> bench.submit("more")).isInstanceOf(RefusedException.class);
    assertThatThrownBy(
            () ->
                bench.supervisor.submit(
                    bench.supervisor.root(), Command.of("more"), Duration.ofNanos(1)))
        .isInstanceOf(RefusedException.class);
    bench.supervisor.openScope(scope, "second");
    bench.supervisor.openScope(scope, "third");
    assertThatThrownBy(() -> bench.supervisor.openScope(scope, "fourth"))
        .isInstanceOf(RefusedException.class);
    bench.supervisor.closeScope(scope, "over");
    assertThatThrownBy(() -> bench.submit(scope, Command.of("late")))
        .isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> bench.supervisor.openScope(scope, "late", Optional.empty()))
        .isInstanceOf(RefusedException.class);
    assertThat(totals().refused())
        .containsEntry(Reason.QUEUE_FULL, 2L)
        .containsEntry(Reason.SCOPES_FULL, 1L)
        .containsEntry(Reason.CLOSED, 2L)
        .containsEntry(Reason.LOAD_LINE, 0L);
    RefusedException elsewhere = new RefusedException(Reason.CACHES_FULL, "full", Duration.ZERO);
    assertThat(bench.supervisor.refused(elsewhere)).isSameAs(elsewhere);
    assertThat(totals().refused()).containsEntry(Reason.CACHES_FULL, 1L);
    assertThat(totals().accepted()).isEqualTo(4);
  }

  @Test
  void stagesAreCountedAsTheyAreComeTo() {
    Ship full = new Ship();
    full.live = 750 * Ship.MB;
    bench.supervisor.keepBelow(MemoryPolicy.usual(), full);
    bench.supervisor.watchMemory();
    bench.pass(1_000);
    assertThat(bench.supervisor.stage()).isEqualTo(Stage.SHED);
    assertThat(totals().stages())
        .as("by each of both measures")
        .containsEntry(Stage.SHED, 2L)
        .containsEntry(Stage.NORMAL, 0L);
  }
}

package io.plimsoll.core.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.command.Attempts;
import io.plimsoll.command.Command;
import io.plimsoll.command.OutcomeKind;
import io.plimsoll.command.Retry;
import io.plimsoll.command.StopSignal;
import io.plimsoll.core.Due;
import io.plimsoll.core.ledger.Lease;
import io.plimsoll.core.ledger.Ledger;
import io.plimsoll.core.ledger.ScopeNode;
import io.plimsoll.core.subprocess.SubprocessEvent;
import io.plimsoll.core.subprocess.SubprocessState;
import io.plimsoll.core.subprocess.Verdict;
import io.plimsoll.core.subprocess.Vitals;
import io.plimsoll.growth.Gauge;
import io.plimsoll.growth.GaugeReading;
import io.plimsoll.lease.LeaseKind;
import io.plimsoll.memory.Holder;
import io.plimsoll.memory.TreeReading;
import io.plimsoll.port.LiveProcess;
import io.plimsoll.testkit.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What the load line sees of the commands. */
class JobCargoTest {

  /** Time has wrapped around since the leases were opened, 100 ns ago. */
  private static final long OPENED = Long.MAX_VALUE - 29;

  private static final long NOW = Long.MIN_VALUE + 70;

  private static final long SETTLED = Duration.ofSeconds(10).toNanos();

  private static final SubprocessState QUEUED = new SubprocessState.Queued(NOW);
  private static final SubprocessState STARTING =
      new SubprocessState.Starting(NOW, NOW + 9, Optional.empty(), false, Due.NEVER);
  private static final SubprocessState RUNNING =
      new SubprocessState.Running(Vitals.startedAt(NOW), Due.NEVER, false, Due.NEVER);
  private static final SubprocessState SETTLING =
      new SubprocessState.Settling(
          Verdict.neverRan(OutcomeKind.CANCELLED, "enough", Optional.empty(), NOW), NOW + 9, false);

  private final ScopeNode root = ScopeNode.root("session");
  private final List<Job> jobs = new ArrayList<>();
  private final Ledger ledger = new Ledger(1);
  private final JobCargo cargo =
      new JobCargo(
          new Hold(jobs), new VirtualTime(NOW, Instant.EPOCH), ledger, new AtomicInteger(3));

  /** Commands to which nothing happens. */
  private record Hold(List<Job> jobs) implements JobCargo.Hold {
    @Override
    public void apply(Job job, SubprocessEvent event) {}
  }

  /** A process that writes down the looks it was asked for. */
  private static final class Seen implements LiveProcess {
    private final List<Integer> looks = new ArrayList<>();

    @Override
    public void survey(int most) {
      looks.add(most);
    }

    @Override
    public void closeInput() {}

    @Override
    public void signal(StopSignal signal) {}

    @Override
    public void settle(long quietNanos, long capNanos) {}

    @Override
    public void release() {}
  }

  private Job waiting(String name, SubprocessState state) {
    Command command =
        Command.of(name)
            .retry(new Retry(5, Duration.ofSeconds(1)))
            .attempts(new Attempts(3, number -> {}));
    Command complete = command.limits(Bench.limits(1, 1, 1).fill(command.limits()));
    Job job = new Job(jobs.size(), root, complete, "lease of " + name, state);
    jobs.add(job);
    return job;
  }

  private Job launched(String name, SubprocessState state, long bytes) {
    Job job = waiting(name, state);
    job.process = new Seen();
    job.residentBytes = bytes;
    job.openedAt = OPENED;
    return job;
  }

  private static List<Integer> looks(Job job) {
    return ((Seen) job.process).looks;
  }

  @Test
  void whatWasNotLaunchedIsNoTree() {
    waiting("waits", QUEUED);
    launched("runs", RUNNING, 7);
    assertThat(cargo.trees()).extracting(TreeReading::lease).containsExactly("lease of runs");
  }

  @Test
  void aTreeIsAsOldAsItsLeaseAndHoldsWhatWasSeenLast() {
    launched("runs", RUNNING, 7);
    assertThat(cargo.trees()).containsExactly(new TreeReading("lease of runs", 7, 100, 5, false));
  }

  @Test
  void theAttemptsMadeHereAreTakenFromItsRetries() {
    Job job = launched("runs", RUNNING, 7);
    job.attempt = 5; // the third here, where the first had the number 3
    assertThat(cargo.trees()).extracting(TreeReading::retriesLeft).containsExactly(3);
  }

  @Test
  void whatNobodyWantsIsNotTriedAgain() {
    launched("runs", RUNNING, 7).unwanted = true;
    assertThat(cargo.trees()).extracting(TreeReading::retriesLeft).containsExactly(0);
  }

  @Test
  void aTreeIsEndingUnlessItStartsOrRuns() {
    launched("starts", STARTING, 0);
    launched("runs", RUNNING, 7);
    launched("ends", SETTLING, 7);
    assertThat(cargo.trees()).extracting(TreeReading::ending).containsExactly(false, false, true);
  }

  @Test
  void onlyWhatRunsIsLookedAt() {
    waiting("launched in a moment", RUNNING);
    Job starts = launched("starts", STARTING, 0);
    Job ends = launched("ends", SETTLING, 7);
    Job runs = launched("runs", RUNNING, 7);
    Runnable told = () -> {};
    assertThat(cargo.look(told)).isEqualTo(1);
    assertThat(looks(runs)).containsExactly(1);
    assertThat(runs.looked).isSameAs(told);
    assertThat(List.of(starts, ends)).allMatch(job -> job.looked == null);
    assertThat(looks(starts)).isEmpty();
    assertThat(looks(ends)).isEmpty();
  }

  @Test
  void whatRunsNoMoreIsNotWaitedForEither() {
    Job job = launched("runs", RUNNING, 7);
    cargo.look(() -> {});
    job.state = SETTLING;
    assertThat(cargo.look(() -> {})).isZero();
    assertThat(job.looked).isNull();
  }

  @Test
  void commandsAreCountedByTheirScopesAndTheirTreesAreWeighed() {
    waiting("waits", QUEUED);
    waiting("waits too", QUEUED);
    launched("runs", RUNNING, 7).openedAt = NOW - SETTLED;
    launched("ends", SETTLING, 5).openedAt = NOW - SETTLED - 1;
    launched("young", RUNNING, 90).openedAt = NOW - SETTLED + 1;
    String scope = root.path();
    for (int i = 0; i < 7; i++) {
      ledger.open(new Lease("lease " + i, LeaseKind.PROCESS_TREE, scope, NOW, "ended"));
      ledger.end("lease " + i);
    }
    assertThat(cargo.ofCommands())
        .containsExactlyInAnyOrder(
            new GaugeReading(Gauge.count("children", ""), 3),
            new GaugeReading(Gauge.count("commands that wait", ""), 2),
            new GaugeReading(Gauge.count("open scopes", ""), 3),
            new GaugeReading(Gauge.bytes("memory of all trees", ""), 102),
            new GaugeReading(Gauge.bytes("tree", "lease of runs, runs"), 7),
            new GaugeReading(Gauge.bytes("tree", "lease of ends, ends"), 5),
            new GaugeReading(Gauge.count("leases", scope), 3),
            new GaugeReading(Gauge.count("commands that wait", scope), 2));
    assertThat(cargo.ended()).isEqualTo(7);
  }

  @Test
  void ofALongCommandTheBeginIsNamed() {
    launched("x".repeat(81), RUNNING, 7).openedAt = NOW - SETTLED;
    launched("y".repeat(80), RUNNING, 7).openedAt = NOW - SETTLED;
    assertThat(cargo.ofCommands())
        .extracting(reading -> reading.gauge().owner())
        .contains(
            "lease of " + "x".repeat(81) + ", " + "x".repeat(80) + "...",
            "lease of " + "y".repeat(80) + ", " + "y".repeat(80));
  }

  @Test
  void whatWasNotLaunchedHoldsNothing() {
    waiting("waits", QUEUED);
    launched("runs", RUNNING, 7);
    assertThat(cargo.holders()).containsExactly(new Holder("tree", root.path(), 7, "runs"));
  }
}

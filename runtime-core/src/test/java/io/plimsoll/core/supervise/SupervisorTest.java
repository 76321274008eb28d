package io.plimsoll.core.supervise;

import static io.plimsoll.core.supervise.Bench.kind;
import static io.plimsoll.core.supervise.Bench.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.command.Attempts;
import io.plimsoll.command.ByteSize;
import io.plimsoll.command.Command;
import io.plimsoll.command.Outcome;
import io.plimsoll.command.OutcomeKind;
import io.plimsoll.command.RefusedException;
import io.plimsoll.command.Retry;
import io.plimsoll.command.StartFailure;
import io.plimsoll.command.StopSignal;
import io.plimsoll.command.Survivors;
import io.plimsoll.core.ledger.ScopeNode;
import io.plimsoll.lease.LeaseView;
import io.plimsoll.port.RuntimeEvent;
import io.plimsoll.testkit.ScriptedProcess;
import io.plimsoll.testkit.ScriptedProcess.Sent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SupervisorTest {

  private final Bench bench = new Bench(2, 3);

  @AfterEach
  void theLauncherWasAskedOnlyWhatItMayBeAsked() {
    assertThat(bench.world.breaches()).isEmpty();
  }

  @Test
  void aScopeClosedAfterItsSessionIsEmptyAtOnce() throws InterruptedException {
    Bench bench = new Bench(1, 1);
    ScopeNode late = bench.supervisor.openScope(bench.supervisor.root(), "late");
    bench.supervisor.loop().stop(1);
    assertThat(bench.supervisor.closeScope(late, "late")).isDone();
  }

  @Test
  void anOutcomeIsToldBeforeItIsHandedOut() {
    List<Outcome> told = new ArrayList<>();
    Job[] job = new Job[1];
    bench.supervisor.toldTo(
        outcome -> {
          assertThat(job[0].outcome()).isNotDone();
          told.add(outcome);
        });
    bench.next().exitsAfter(Duration.ofMillis(5), 0);
    job[0] = bench.submit("x");
    bench.pass(100);
    assertThat(told).containsExactly(outcome(job[0]));
  }

  @Test
  void tenAtOnceAgainstALimitOfTwoStartTwo() {
    List<Job> jobs = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      jobs.add(bench.submit("sleep"));
    }
    assertThatThrownBy(() -> bench.submit("sleep"))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(RefusedException.Reason.QUEUE_FULL);
              assertThat(e.retryAfter()).isPositive();
            });
    bench.turn();
    assertThat(bench.world.launches()).isEqualTo(2);
    assertThat(bench.supervisor.health())
        .hasToString(
            "live 2/2, queued 3/3, scopes 1/4, threads 0/0, opened 2, ended 0, resident 0 bytes");
    jobs.forEach(job -> bench.supervisor.cancel(job, "enough", false));
    bench.pass(10);
    assertThat(jobs).allMatch(job -> kind(job) == OutcomeKind.CANCELLED);
    assertThat(bench.world.launches()).isEqualTo(2);
    assertThat(bench.supervisor.health().ended()).isEqualTo(2);
  }

  @Test
  void aPlaceIsFreeAgainWhenTheOutcomeIsOut() throws InterruptedException {
    for (int i = 0; i < 20; i++) {
      bench.next().exitsAfter(Duration.ofMillis(5), 0);
      Job job = bench.supervisor.submit(bench.supervisor.root(), Command.of("x"), Duration.ZERO);
      bench.pass(200);
      assertThat(kind(job)).isEqualTo(OutcomeKind.SUCCEEDED);
    }
    assertThat(bench.supervisor.health().opened()).isEqualTo(20);
  }

  @Test
  void aCommandThatCannotBeAcceptedGivesItsPlaceBack() {
    Command.Limits broken =
        new Command.Limits(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            StopSignal.TERM,
            Optional.empty(),
            false,
            false);
    assertThatThrownBy(
            () ->
                new Command.Limits(
                    Optional.of(Duration.ofDays(200_000)),
                    Optional.empty(),
                    broken.memory(),
                    StopSignal.TERM,
                    Optional.empty(),
                    false,
                    false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("timeout: is");
    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(() -> bench.supervisor.submit(bench.supervisor.root(), (Command) null))
          .isInstanceOf(NullPointerException.class);
    }
    assertThat(bench.submit("x").outcome()).isNotDone();
  }

  @Test
  void aDeafCommandIsKilledAfterItsGraceAndNotBefore() {
    bench.next().ignoresTerm();
    Job job =
        bench.submit(
            Command.of("deaf").timeout(Duration.ofSeconds(1)).grace(Duration.ofSeconds(2)));
    bench.pass(Duration.ofMillis(2999));
    ScriptedProcess process = bench.world.last();
    assertThat(process.signals()).extracting(Sent::signal).containsExactly(StopSignal.TERM);
    bench.pass(200);
    assertThat(process.signals().get(1).signal()).isEqualTo(StopSignal.KILL);
    assertThat(process.signals().get(1).atNanos() - process.startedAt())
        .isEqualTo(Duration.ofSeconds(3).toNanos());
    assertThat(outcome(job).reason()).isEqualTo("ran 1 s, allowed 1 s; ended by KILL");
    assertThat(outcome(job).signal()).contains(StopSignal.KILL);
  }

  @Test
  void aTimeoutOfZeroIsNone() {
    Job job = bench.submit(Command.of("endless").timeout(Duration.ZERO));
    bench.pass(Duration.ofDays(400));
    assertThat(job.outcome()).isNotDone();
    bench.supervisor.cancel(job, "enough", false);
    bench.pass(10);
    assertThat(outcome(job).reason()).isEqualTo("cancelled: enough; ended by TERM");
  }

  @Test
  void theFirstSignalIsAsAsked() {
    Command.Limits limits = Command.Limits.DEFAULTS;
    Job job =
        bench.submit(
            Command.of("x")
                .limits(
                    new Command.Limits(
                        limits.timeout(),
                        limits.grace(),
                        limits.memory(),
                        StopSignal.KILL,
                        limits.survivors(),
                        false,
                        false)));
    bench.pass(1);
    bench.supervisor.cancel(job, "enough", false);
    bench.pass(1000);
    assertThat(kind(job)).isEqualTo(OutcomeKind.CANCELLED);
    assertThat(bench.world.last().signals())
        .extracting(Sent::signal)
        .contains(StopSignal.KILL)
        .doesNotContain(StopSignal.TERM);
  }

  @Test
  void cancelEndsACommandInEveryPhaseAndTwiceIsHarmless() {
    bench.next();
    bench.next().startsAfter(Duration.ofMillis(500));
    Job running = bench.submit("running");
    Job starting = bench.submit("starting");
    Job waiting = bench.submit("waiting");
    bench.pass(10);
    for (Job job : List.of(running, starting, waiting)) {
      bench.supervisor.cancel(job, "enough", false);
      bench.supervisor.cancel(job, "again", true);
    }
    bench.turn();
    assertThat(outcome(waiting).reason()).isEqualTo("cancelled before it started: enough");
    bench.pass(2000);
    assertThat(kind(running)).isEqualTo(OutcomeKind.CANCELLED);
    assertThat(kind(starting)).isEqualTo(OutcomeKind.CANCELLED);
    bench.supervisor.cancel(running, "too late", true);
    bench.turn();
    assertThat(bench.world.launches()).isEqualTo(2);
    assertThat(bench.world.live()).isEmpty();
  }

  @Test
  void aStartThatIsNeverAnsweredIsGivenUpAndTheSlotFree() {
    bench.next().neverAnswersStart();
    bench.next().neverAnswersStart();
    Job first = bench.submit("x");
    Job second = bench.submit("y");
    bench.next().exitsAfter(Duration.ZERO, 0);
    Job third = bench.submit("z");
    bench.pass(Duration.ofSeconds(31));
    assertThat(kind(first)).isEqualTo(OutcomeKind.NOT_STARTED);
    assertThat(outcome(second).reason()).isEqualTo("had not started after 30 s");
    assertThat(kind(third)).isEqualTo(OutcomeKind.SUCCEEDED);
  }

  @Test
  void retriesPauseEverLongerAndAreToldTheirNumber() {
    for (int i = 0; i < 3; i++) {
      bench.next().exitsAfter(Duration.ofMillis(10), 9);
    }
    Job job = bench.submit(Command.of("x").retry(new Retry(2, Duration.ofSeconds(1))));
    bench.pass(Duration.ofSeconds(20));
    assertThat(outcome(job).attempt()).isEqualTo(3);
    assertThat(kind(job)).isEqualTo(OutcomeKind.FAILED);
    List<ScriptedProcess> launched = bench.world.launched();
    assertThat(launched).hasSize(3);
    assertThat(launched).extracting(ScriptedProcess::lease).doesNotHaveDuplicates();
    long first = launched.get(1).launchedAt() - launched.get(0).launchedAt();
    long second = launched.get(2).launchedAt() - launched.get(1).launchedAt();
    assertThat(Duration.ofNanos(first)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    assertThat(Duration.ofNanos(second)).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    assertThat(launched.get(2).command().environment().resolve(Map.of()))
        .containsEntry("PLIMSOLL_ATTEMPT", "3");
    assertThat(bench.supervisor.health().opened()).isEqualTo(3);
  }

  @Test
  void attemptsCountOnFromWhereTheyAreToldToAndEachIsToldBeforeItsPause() {
    for (int i = 0; i < 3; i++) {
      bench.next().exitsAfter(Duration.ofMillis(10), 9);
    }
    List<Integer> told = new ArrayList<>();
    Job job =
        bench.submit(
            Command.of("x")
                .retry(new Retry(2, Duration.ofSeconds(1)))
                .attempts(new Attempts(5, told::add)));
    bench.pass(Duration.ofMillis(500));
    assertThat(told).containsExactly(6);
    assertThat(bench.world.launched()).hasSize(1);
    bench.pass(Duration.ofSeconds(20));
    assertThat(told).containsExactly(6, 7);
    assertThat(outcome(job).attempt()).isEqualTo(7);
    assertThat(bench.world.launched())
        .extracting(p -> p.command().environment().resolve(Map.of()).get("PLIMSOLL_ATTEMPT"))
        .containsExactly("5", "6", "7");
  }

  @Test
  void whatPausesBeforeARetryDoesNotCountAsQueued() {
    for (int i = 0; i < 5; i++) {
      bench.next().exitsAfter(Duration.ofMillis(1), 1);
    }
    for (int i = 0; i < 5; i++) {
      bench.submit(Command.of("x").retry(new Retry(1, Duration.ofMinutes(1))));
    }
    bench.pass(Duration.ofSeconds(30));
    assertThat(bench.supervisor.health().live()).isZero();
    assertThat(bench.supervisor.health().queued()).isZero();
    assertThatThrownBy(() -> bench.submit("x")).isInstanceOf(RefusedException.class);
  }

  @Test
  void aCancelInThePauseEndsTheRetries() {
    bench.next().exitsAfter(Duration.ofMillis(1), 1);
    Job job = bench.submit(Command.of("x").retry(new Retry(5, Duration.ofMinutes(1))));
    bench.pass(Duration.ofSeconds(5));
    bench.supervisor.cancel(job, "enough", false);
    bench.pass(Duration.ofHours(1));
    assertThat(kind(job)).isEqualTo(OutcomeKind.CANCELLED);
    assertThat(bench.world.launches()).isEqualTo(1);
    assertThat(bench.time.timersSet()).isZero();
  }

  @Test
  void closingAScopeEndsWhatLivesInItTheYoungestFirst() {
    ScopeNode scope = bench.supervisor.openScope(bench.supervisor.root(), "batch");
    ScopeNode inner = bench.supervisor.openScope(scope, "inner");
    Job older = bench.submit(scope, Command.of("older"));
    Job younger = bench.submit(inner, Command.of("younger"));
    bench.pass(5);
    var empty = bench.supervisor.closeScope(scope, "batch is closed");
    assertThatThrownBy(() -> bench.submit(inner, Command.of("x")))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("session/batch/inner");
    assertThatThrownBy(() -> bench.supervisor.openScope(inner, "x"))
        .isInstanceOf(RefusedException.class);
    assertThat(empty).isNotDone();
    bench.pass(1000);
    assertThat(empty).isDone();
    assertThat(bench.events.events("signal"))
        .extracting(RuntimeEvent::lease)
        .containsExactly(outcome(younger).lease(), outcome(older).lease());
    assertThat(outcome(older).reason()).isEqualTo("cancelled: batch is closed; ended by TERM");
    assertThat(bench.supervisor.health().scopes()).isEqualTo(1);
    bench.next().exitsAfter(Duration.ZERO, 0);
    Job outside = bench.submit("outside");
    bench.pass(1000);
    assertThat(kind(outside)).isEqualTo(OutcomeKind.SUCCEEDED);
  }

  @Test
  void moreScopesThanMayBeOpenAreRefused() {
    ScopeNode root = bench.supervisor.root();
    ScopeNode last = root;
    for (int i = 0; i < 3; i++) {
      last = bench.supervisor.openScope(root, "s" + i);
    }
    assertThatThrownBy(() -> bench.supervisor.openScope(root, "more"))
        .hasMessageContaining("4 scopes are open, allowed 4");
    var unused = bench.supervisor.closeScope(last, "done");
    assertThat(bench.supervisor.openScope(root, "again").path()).isEqualTo("session/again");
  }

  @Test
  void memoryIsReadMoreOftenTheNearerTheLimitAndOverItTheTreeIsKilled() {
    bench.next().growsTo(4L << 30, 200L << 20);
    Job job = bench.submit(Command.of("grows").memory(ByteSize.mebibytes(512)));
    bench.pass(Duration.ofSeconds(10));
    assertThat(kind(job)).isEqualTo(OutcomeKind.OVER_MEMORY);
    assertThat(outcome(job).peakMemory().bytes()).isBetween(512L << 20, 530L << 20);
    assertThat(outcome(job).reason()).startsWith("its tree held 5").contains("allowed 512m");
    assertThat(bench.supervisor.health().residentBytes()).isZero();
  }

  @Test
  void survivorsAreEndedUnlessTheyMayStay() {
    bench.next().exitsAfter(Duration.ofMillis(5), 0).leavesBehind(2, Duration.ofMillis(3));
    Job ends = bench.submit("leaves");
    bench.next().exitsAfter(Duration.ofMillis(5), 0).leavesBehind(2, Duration.ofMillis(3));
    Job keeps = bench.submit(Command.of("leaves").survivors(Survivors.KEEP));
    bench.pass(2000);
    assertThat(outcome(ends).reason())
        .isEqualTo("left with status 0; it left 2 scripted behind, which was ended by TERM");
    assertThat(outcome(ends).survivors()).isZero();
    assertThat(outcome(keeps).survivors()).isEqualTo(2);
    assertThat(kind(keeps)).isEqualTo(OutcomeKind.SUCCEEDED);
    assertThat(bench.world.live()).hasSize(1);
    assertThat(bench.world.last().signals()).isEmpty();
  }

  @Test
  void aFailedStartIsTheOutcomeWithItsWords() {
    bench.next().startFails(StartFailure.Kind.NOT_FOUND, "there is no program 'x'; check PATH");
    Job job = bench.submit("x");
    bench.pass(1);
    assertThat(outcome(job).reason()).isEqualTo("there is no program 'x'; check PATH");
    assertThat(outcome(job).failure().orElseThrow().kind()).isEqualTo(StartFailure.Kind.NOT_FOUND);
    assertThat(outcome(job).duration()).isZero();
  }

  @Test
  void aReadingFromAnEarlierAttemptIsNotTakenForTheNext() {
    bench.next().exitsAfter(Duration.ofMillis(1), 1).answersAfter(Duration.ofMillis(30));
    bench.next().exitsAfter(Duration.ofMillis(100), 0);
    Job job = bench.submit(Command.of("x").retry(new Retry(1, Duration.ZERO)));
    bench.pass(Duration.ofSeconds(5));
    assertThat(kind(job)).isEqualTo(OutcomeKind.SUCCEEDED);
    assertThat(outcome(job).attempt()).isEqualTo(2);
  }

  @Test
  void theLeasesShowOwnerPhaseAgeAndDeadline() {
    Job job = bench.submit(Command.of("sleep", "60").timeout(Duration.ofSeconds(10)));
    bench.pass(Duration.ofSeconds(4));
    var answer = bench.supervisor.leases();
    bench.turn();
    LeaseView view = answer.join().get(0);
    assertThat(view.owner()).isEqualTo("session");
    assertThat(view.phase()).isEqualTo("running");
    assertThat(view.age()).isEqualTo(Duration.ofSeconds(4));
    assertThat(view.deadline()).contains(Duration.ofSeconds(6));
    assertThat(view.origin()).isEqualTo("sleep 60");
    bench.supervisor.cancel(job, "done", true);
    bench.pass(100);
  }
}

package io.plimsoll.core.supervise;

import static io.plimsoll.core.supervise.Bench.kind;
import static io.plimsoll.core.supervise.Bench.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.plimsoll.command.Command;
import io.plimsoll.command.OutcomeKind;
import io.plimsoll.command.RefusedException;
import io.plimsoll.command.Retry;
import io.plimsoll.core.ledger.ScopeNode;
import io.plimsoll.core.memory.MemoryPolicy;
import io.plimsoll.growth.Gauge;
import io.plimsoll.growth.GaugeReading;
import io.plimsoll.growth.Grown;
import io.plimsoll.memory.HeapClass;
import io.plimsoll.memory.HeapProof;
import io.plimsoll.memory.HeapReading;
import io.plimsoll.memory.Holder;
import io.plimsoll.memory.LoadReport;
import io.plimsoll.memory.Measure;
import io.plimsoll.memory.MemoryReading;
import io.plimsoll.memory.Stage;
import io.plimsoll.port.AdmissionGate;
import io.plimsoll.port.EventSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A supervisor that is kept below its load line: 1,000 MB, of which it holds 20 itself. */
class LoadLineTest {

  private static final long MB = 1_000_000;

  private final Bench bench = new Bench(3, 3);
  private final Memory memory = new Memory();

  /** The memory as the test wants it, and what was done about it. */
  private static final class Memory implements LoadSurroundings, AdmissionGate {
    long heapLive = 10 * MB;
    long resident = 20 * MB;
    boolean broken;
    boolean open = true;
    int readings;
    final List<LoadReport> rehearsals = new ArrayList<>();
    Runnable asLookedAt = () -> {};
    final List<String> done = new ArrayList<>();
    final List<Consumer<Optional<HeapProof>>> asked = new ArrayList<>();
    final List<Grown> grew = new ArrayList<>();
    boolean listens = true;
    int listeners;
    int counted;
    LoadReport left;

    /** How often it was read to be judged. */
    int judged() {
      return readings - counted;
    }

    @Override
    public MemoryReading read() {
      readings++;
      if (broken) {
        throw new IllegalStateException("broken on purpose");
      }
      OptionalLong live = OptionalLong.of(heapLive);
      HeapReading heap =
          new HeapReading(
              live,
              live,
              OptionalLong.empty(),
              heapLive,
              heapLive,
              1_000 * MB,
              Optional.empty(),
              false);
      return new MemoryReading(heap, resident, resident - heapLive, 1_000 * MB, 0);
    }

    @Override
    public void confirm(String words, Consumer<Optional<HeapProof>> answer) {
      asked.add(answer);
    }

    @Override
    public void classes(Consumer<List<HeapClass>> answer) {}

    @Override
    public void prepare(Supplier<LoadReport> rehearsal) {
      rehearsals.add(rehearsal.get());
    }

    @Override
    public void shed(double fraction) {
      done.add("shed " + fraction);
    }

    @Override
    public AdmissionGate gate() {
      return this;
    }

    @Override
    public List<Holder> holders() {
      return List.of(new Holder("cache", "names", 5 * MB, "3 entries"));
    }

    @Override
    public Duration countedEvery() {
      return Duration.ofSeconds(1);
    }

    @Override
    public List<GaugeReading> gauges() {
      counted++;
      return listens
          ? List.of(new GaugeReading(Gauge.count("listeners", ""), listeners++))
          : List.of();
    }

    @Override
    public void grew(Grown grown) {
      grew.add(grown);
    }

    @Override
    public void entered(Stage stage, Measure measure, String words) {
      done.add(stage + " by " + measure);
    }

    @Override
    public void exit(LoadReport report) {
      left = report;
    }

    @Override
    public boolean admits() {
      asLookedAt.run();
      return open;
    }

    @Override
    public void open() {
      open = true;
      done.add("open");
    }

    @Override
    public void trial() {
      open = true;
      done.add("trial");
    }

    @Override
    public void shut() {
      open = false;
      done.add("shut");
    }

    @Override
    public String state() {
      return "as the test wants it";
    }

    @Override
    public void close() {}
  }

  @AfterEach
  void theLauncherWasAskedOnlyWhatItMayBeAsked() {
    assertThat(bench.world.breaches()).isEmpty();
  }

  private void keepBelow(MemoryPolicy policy) {
    bench.supervisor.keepBelow(policy, memory);
    bench.supervisor.watchMemory();
  }

  private Job holding(String name, long megabytes) {
    bench.next().holds(megabytes * MB);
    Job job = bench.submit(name);
    bench.turn();
    return job;
  }

  @Test
  void belowItNothingIsDone() {
    keepBelow(MemoryPolicy.usual());
    Job job = holding("small", 100);
    bench.pass(Duration.ofSeconds(60));
    assertThat(memory.done).isEmpty();
    assertThat(memory.judged()).as("the heap and its trees apart").isBetween(100, 160);
    assertThat(bench.supervisor.stage()).isEqualTo(Stage.NORMAL);
    assertThat(job.outcome()).isNotDone();
  }

  /** The heap fills, so that it is read sooner than trees tell of themselves. */
  @Test
  void treesAreJudgedAsSoonAsTheyWereLookedAt() {
    keepBelow(MemoryPolicy.usual());
    holding("small", 100);
    memory.heapLive = 700 * MB;
    while (memory.judged() < 2) {
      bench.pass(Duration.ofMillis(10));
    }
    assertThat(memory.judged()).as("of the heap, and then of the trees").isEqualTo(3);
  }

  @Test
  void atRefuseNewWorkIsRefusedAndWhatRunsGoesOn() {
    keepBelow(MemoryPolicy.usual());
    Job job = holding("large", 800);
    bench.pass(Duration.ofSeconds(10));
    assertThat(bench.supervisor.stage()).isEqualTo(Stage.REFUSE);
    assertThat(memory.done)
        .containsSubsequence("SHED by TREES", "REFUSE by TREES", "shut")
        .contains("shed 0.5");
    assertThatThrownBy(() -> bench.submit("more"))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(RefusedException.Reason.LOAD_LINE);
              assertThat(e.retryAfter()).isPositive();
            });
    assertThatThrownBy(
            () ->
                bench.supervisor.submit(
                    bench.supervisor.root(), Command.of("more"), Duration.ofMillis(1)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("memory.limit");
    assertThat(job.outcome()).isNotDone();
  }

  @Test
  void whatWaitsIsHeldBackButOneGoesOnWhereNoneRuns() {
    keepBelow(MemoryPolicy.usual());
    memory.resident = 820 * MB;
    memory.heapLive = 10 * MB;
    bench.next().exitsAfter(Duration.ofSeconds(20), 0);
    bench.next().exitsAfter(Duration.ofSeconds(20), 0);
    Job first = bench.submit("first");
    bench.pass(Duration.ofSeconds(10));
    assertThat(bench.supervisor.stage()).isEqualTo(Stage.REFUSE);
    memory.open = true; // as a trial does
    Job second = bench.submit("second");
    bench.pass(Duration.ofSeconds(5));
    assertThat(bench.world.launches()).isEqualTo(1);
    bench.pass(Duration.ofSeconds(10));
    assertThat(kind(first)).isEqualTo(OutcomeKind.SUCCEEDED);
    assertThat(bench.world.launches()).isEqualTo(2);
    bench.pass(Duration.ofSeconds(25));
    assertThat(kind(second)).isEqualTo(OutcomeKind.SUCCEEDED);
  }

  @Test
  void atKillTheTreeThatIsEnoughIsEndedAndItsNeighbourLives() {
    keepBelow(MemoryPolicy.usual());
    Job small = holding("small", 50);
    Job large = holding("large", 790);
    bench.pass(Duration.ofSeconds(15));
    assertThat(kind(large)).isEqualTo(OutcomeKind.SHED);
    assertThat(outcome(large).reason()).startsWith("given up: ").contains("it holds 753.4 MiB");
    assertThat(small.outcome()).isNotDone();
    assertThat(memory.left).isNull();
  }

  @Test
  void aCommandThatWasGivenUpIsTriedAgainWhereItsRetriesAllowIt() {
    keepBelow(MemoryPolicy.usual());
    bench.next().holds(840 * MB);
    bench.next().exitsAfter(Duration.ofSeconds(1), 0);
    Job job = bench.submit(Command.of("large").retry(new Retry(1, Duration.ofSeconds(1))));
    bench.pass(Duration.ofSeconds(60));
    assertThat(kind(job)).isEqualTo(OutcomeKind.SUCCEEDED);
    assertThat(outcome(job).attempt()).isEqualTo(2);
  }

  @Test
  void atExitEverythingEndsAndTheReportNamesWhoHoldsWhat() {
    keepBelow(MemoryPolicy.usual());
    Job runs = holding("runs", 30);
    Job deaf = holdingDeaf();
    Job third = holding("third", 1);
    Job waits = bench.submit("waits");
    memory.heapLive = 900 * MB;
    memory.resident = 910 * MB;
    bench.pass(Duration.ofSeconds(10));
    assertThat(memory.left).isNull();
    assertThat(memory.asked).hasSize(1);
    memory.asked.get(0).accept(Optional.of(new HeapProof(890 * MB, bench.time.nanos())));
    bench.pass(Duration.ofSeconds(4));
    assertThat(memory.left).isNotNull();
    assertThat(memory.open).isFalse();
    assertThat(memory.left.leaving()).isPresent();
    assertThat(memory.left.holders()).extracting(Holder::words).contains("runs", "3 entries");
    assertThat(kind(runs)).isEqualTo(OutcomeKind.SHED);
    assertThat(kind(third)).isEqualTo(OutcomeKind.SHED);
    assertThat(kind(waits)).isEqualTo(OutcomeKind.SHED);
    assertThat(outcome(waits).reason()).startsWith("given up before it started: ");
    assertThat(deaf.outcome()).isNotDone();
    bench.pass(Duration.ofSeconds(9));
    assertThat(kind(deaf)).isEqualTo(OutcomeKind.SHED);
    int readings = memory.readings;
    bench.pass(Duration.ofSeconds(30));
    assertThat(memory.readings).as("it looks no more").isLessThanOrEqualTo(readings + 1);
  }

  /** Its grace is longer than what everybody gets at the end. */
  private Job holdingDeaf() {
    bench.next().holds(MB).ignoresTerm();
    Job job = bench.submit(Command.of("deaf").grace(Duration.ofMinutes(10)));
    bench.turn();
    return job;
  }

  @Test
  void whereItIsOnlyWatchedNothingEnds() {
    keepBelow(MemoryPolicy.usual().watching());
    Job large = holding("large", 950);
    bench.pass(Duration.ofSeconds(30));
    assertThat(bench.supervisor.stage()).isEqualTo(Stage.EXIT);
    assertThat(memory.done).allMatch(what -> what.contains(" by "));
    assertThat(large.outcome()).isNotDone();
    bench.submit("more");
    bench.turn();
    assertThat(bench.world.launches()).isEqualTo(2);
    assertThat(memory.left).isNull();
  }

  @Test
  void aReadingThatFailsIsTriedAgain() {
    keepBelow(MemoryPolicy.usual());
    memory.broken = true;
    bench.pass(Duration.ofSeconds(5));
    assertThat(memory.readings).as("to judge, and to count").isBetween(8, 12);
    memory.broken = false;
    Job large = holding("large", 900);
    bench.pass(Duration.ofSeconds(15));
    assertThat(kind(large)).isEqualTo(OutcomeKind.SHED);
  }

  @Test
  void theReportIsThereWhenAskedFor() {
    keepBelow(MemoryPolicy.usual());
    Job job = holding("small", 100);
    bench.pass(Duration.ofSeconds(5));
    var report = bench.supervisor.loadReport();
    bench.turn();
    assertThat(report.join()).isPresent();
    assertThat(report.join().orElseThrow().text()).contains("small", "names", "no stage");
    assertThat(job.outcome()).isNotDone();
    assertThat(new Bench(1, 1).supervisor.loadReport().join()).isEmpty();
  }

  @Test
  void whoAsksALoopThatIsStoppedNeedNotWait() throws Exception {
    keepBelow(MemoryPolicy.usual());
    bench.supervisor.loop().stop(0);
    assertThat(bench.supervisor.loadReport()).isCompletedWithValue(Optional.empty());
  }

  /** Before it is needed the end is rehearsed once, and nothing comes of that. */
  @Test
  void aHeapThatIsHalfFullIsPreparedForTheEnd() {
    keepBelow(MemoryPolicy.usual());
    memory.heapLive = 399 * MB;
    bench.pass(Duration.ofSeconds(5));
    assertThat(memory.rehearsals).isEmpty();
    memory.heapLive = 400 * MB;
    bench.pass(Duration.ofSeconds(60));
    assertThat(memory.rehearsals).hasSize(1);
    assertThat(memory.rehearsals.get(0).stage()).isEqualTo(Stage.EXIT);
    assertThat(memory.rehearsals.get(0).leaving().orElseThrow()).contains("confirmed by");
    assertThat(memory.rehearsals.get(0).entered())
        .extracting(entered -> entered.words().contains("3 readings"))
        .containsExactly(true, true, false);
    assertThat(memory.done).isEmpty();
    assertThat(memory.asked).isEmpty();
    assertThat(memory.left).isNull();
    assertThat(bench.supervisor.stage()).isEqualTo(Stage.NORMAL);
  }

  @Test
  void whatGrowsIsToldAndNamedInTheReportAndTheRestIsNot() {
    keepBelow(MemoryPolicy.usual());
    Job job = holding("small", 100);
    bench.pass(Duration.ofSeconds(280));
    assertThat(memory.grew)
        .extracting(grown -> grown.gauge().toString(), Grown::state)
        .containsExactly(
            tuple("listeners", Grown.State.SUSPECT), tuple("listeners", Grown.State.CONFIRMED));
    assertThat(report()).contains("what grows, by 2", "  listeners: grows, from ");
    assertThat(memory.grew.get(1).perHour()).isBetween(3_590.0, 3_610.0);
    assertThat(job.outcome()).isNotDone();
  }

  private String report() {
    var report = bench.supervisor.loadReport();
    bench.turn();
    return report.join().orElseThrow().text();
  }

  @Test
  void beforeThereIsEnoughToSayItSaysSo() {
    keepBelow(MemoryPolicy.usual());
    bench.pass(Duration.ofSeconds(10));
    assertThat(report()).contains("what grows cannot be said yet: 10 of 128 readings");
  }

  /** The trees, the leases of each scope, and what is counted of all. */
  @Test
  void commandsAndTheirTreesAreCountedAndWeighed() {
    keepBelow(MemoryPolicy.usual());
    memory.listens = false;
    bench.next().holds(20 * MB).growsTo(450 * MB, MB);
    bench.submit("creeps");
    bench.turn();
    bench.pass(Duration.ofSeconds(400));
    assertThat(memory.grew)
        .extracting(grown -> grown.gauge().name() + grown.gauge().owner().replaceAll(".*,", ","))
        .containsOnly("tree, creeps", "memory of all trees");
    assertThat(memory.grew)
        .extracting(Grown::perHour)
        .allSatisfy(each -> assertThat(each).isBetween(3_500.0 * MB, 3_700.0 * MB));
  }

  @Test
  void readingMoreOftenNearTheLineIsNoGrowthThatIsFaster() {
    keepBelow(MemoryPolicy.usual().watching());
    memory.heapLive = 10 * MB;
    memory.resident = 870 * MB;
    bench.pass(Duration.ofSeconds(300));
    assertThat(memory.judged()).isGreaterThan(400);
    assertThat(report()).contains("by 3600 an hour");
  }

  @Test
  void withoutALoadLineThereIsNothingToWatch() {
    List<LoadLine> seen = new ArrayList<>();
    bench.supervisor.watchMemory();
    bench.supervisor.loop().post(new Happening.Memory(seen::add));
    bench.pass(Duration.ofSeconds(60));
    assertThat(bench.supervisor.stage()).isEqualTo(Stage.NORMAL);
    assertThat(seen).isEmpty();
    assertThat(bench.time.timersSet()).isZero();
  }

  @Test
  void afterTheEndTheMemoryIsReadNoMore() {
    keepBelow(MemoryPolicy.usual());
    bench.pass(Duration.ofSeconds(5));
    int readings = memory.readings;
    assertThat(readings).isPositive();
    bench.supervisor.end();
    bench.pass(Duration.ofSeconds(30));
    assertThat(memory.readings).isEqualTo(readings);
  }

  @Test
  void whoWaitsAtTheGateIsRefusedAsSoonAsTheScopeIsClosed() {
    keepBelow(MemoryPolicy.usual());
    ScopeNode scope = bench.supervisor.openScope(bench.supervisor.root(), "closed meanwhile");
    memory.open = false;
    memory.asLookedAt = () -> bench.supervisor.closeScope(scope, "over");
    assertThatThrownBy(
            () -> bench.supervisor.submit(scope, Command.of("late"), Duration.ofNanos(1)))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.reason()).isEqualTo(RefusedException.Reason.CLOSED));
  }

  /** An error in telling of an end leaves the command in the books; the load line goes on. */
  @Test
  void aTreeWhoseEndCouldNotBeToldIsWaitedForNoLonger() {
    AtomicBoolean failed = new AtomicBoolean();
    EventSink sink =
        event -> {
          if (event.what().equals("end") && !failed.getAndSet(true)) {
            throw new OutOfMemoryError("on purpose");
          }
        };
    Bench other = new Bench(3, 3, null, sink, Runnable::run);
    other.supervisor.keepBelow(MemoryPolicy.usual(), memory);
    other.supervisor.watchMemory();
    other.next().holds(840 * MB);
    other.submit("first");
    other.pass(Duration.ofSeconds(15));
    assertThat(failed).isTrue();
    memory.open = true; // as a trial does
    other.next().holds(860 * MB);
    Job second = other.submit("second");
    other.pass(Duration.ofSeconds(15));
    assertThat(kind(second)).isEqualTo(OutcomeKind.SHED);
    assertThat(memory.left).isNull();
  }
}

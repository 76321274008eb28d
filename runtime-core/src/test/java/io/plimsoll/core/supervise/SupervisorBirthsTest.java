package io.plimsoll.core.supervise;

import static io.plimsoll.core.supervise.Bench.kind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.command.Command;
import io.plimsoll.command.OutcomeKind;
import io.plimsoll.command.RefusedException;
import io.plimsoll.core.ledger.ScopeNode;
import io.plimsoll.core.memory.MemoryPolicy;
import io.plimsoll.growth.BirthPlace;
import io.plimsoll.growth.Gauge;
import io.plimsoll.growth.GaugeReading;
import io.plimsoll.growth.Grown;
import io.plimsoll.memory.HeapClass;
import io.plimsoll.memory.HeapProof;
import io.plimsoll.memory.Holder;
import io.plimsoll.memory.LoadReport;
import io.plimsoll.memory.Measure;
import io.plimsoll.memory.MemoryReading;
import io.plimsoll.memory.Stage;
import io.plimsoll.port.AdmissionGate;
import io.plimsoll.port.Births;
import io.plimsoll.testkit.BirthRecorder;
import io.plimsoll.testkit.ScriptedMemory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands and scopes are born when they are accepted, and end when they do. */
class SupervisorBirthsTest {

  private static final Gauge LISTENERS = Gauge.count("listeners", "");
  private static final BirthPlace PLACE =
      new BirthPlace("listeners", "", 7, List.of("com.example.Import.open(Import.java:17)"));

  private final Bench bench = new Bench(2, 8, 10, null, null, Runnable::run);
  private final BirthRecorder births = new BirthRecorder(1);
  private final Around around = new Around();
  private final ScopeNode root = bench.supervisor.root();

  @BeforeEach
  void watch() {
    bench.supervisor.keepBelow(MemoryPolicy.usual(), around);
  }

  private ScopeNode open(ScopeNode outer, String name) {
    return bench.supervisor.openScope(outer, name);
  }

  private long scopes(String owner) {
    return births.alive("open scopes", owner);
  }

  private long leases(String owner) {
    return births.alive("leases", owner);
  }

  @Test
  void aScopeIsBornInTheOneAroundItAndEndsWhenThatIsClosed() {
    ScopeNode outer = open(root, "outer");
    open(outer, "inner");
    ScopeNode other = open(outer, "other");
    assertThat(scopes("session")).isEqualTo(1);
    assertThat(scopes("session/outer")).isEqualTo(2);
    bench.supervisor.closeScope(other, "enough");
    bench.supervisor.closeScope(other, "enough");
    assertThat(scopes("session/outer")).isEqualTo(1);
    bench.supervisor.closeScope(outer, "enough");
    assertThat(scopes("session/outer")).isZero();
    assertThat(scopes("session")).isZero();
    assertThatThrownBy(() -> open(outer, "late")).isInstanceOf(RefusedException.class);
    assertThat(scopes("session/outer")).isZero();
  }

  @Test
  void aCommandIsBornWhenItIsAcceptedAndEndsWithItsOutcome() {
    bench.next().exitsAfter(Duration.ofSeconds(1), 0);
    Job ends = bench.submit("ends");
    Job cancelled = bench.submit("cancelled");
    ScopeNode scope = open(root, "scope");
    Job waits = bench.submit(scope, Command.of("waits"));
    assertThat(leases("session")).isEqualTo(2);
    assertThat(leases("session/scope")).isEqualTo(1);
    bench.pass(Duration.ofSeconds(5));
    assertThat(kind(ends)).isEqualTo(OutcomeKind.SUCCEEDED);
    assertThat(leases("session")).isEqualTo(1);
    bench.supervisor.cancel(cancelled, "enough", false);
    bench.pass(Duration.ofSeconds(5));
    assertThat(kind(cancelled)).isEqualTo(OutcomeKind.CANCELLED);
    assertThat(leases("session")).isZero();
    assertThat(leases("session/scope")).isEqualTo(1);
    bench.supervisor.end();
    assertThat(waits.outcome()).isDone();
    assertThat(leases("session/scope")).isZero();
  }

  @Test
  void oneThatComesTooLateEndsAtOnce() throws InterruptedException {
    bench.supervisor.loop().stop(0);
    assertThat(kind(bench.submit("late"))).isEqualTo(OutcomeKind.CANCELLED);
    assertThat(leases("session")).isZero();
  }

  @Test
  void oneThatTheLoopHasNoRoomForEndsAtOnce() {
    List<Object> asked = new ArrayList<>();
    assertThatThrownBy(
            () -> {
              while (asked.size() < 10_000) {
                asked.add(bench.supervisor.leases());
              }
            })
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> bench.submit("late")).isInstanceOf(IllegalStateException.class);
    assertThat(leases("session")).isZero();
  }

  @Test
  void moreThanFourFifthsAreNearlyFull() {
    for (int i = 2; i <= 10; i++) {
      open(root, "s" + i);
      assertThat(births.sawNearlyFull()).as("the %s. scope", i).isEqualTo(i >= 9);
    }
    for (int i = 1; i <= 10; i++) {
      bench.submit("c" + i);
      assertThat(births.sawNearlyFull()).as("the %s. command", i).isEqualTo(i >= 9);
    }
  }

  @Test
  void whatGrowsIsToldEachSecondAndCarriesItsBirthPlaces() {
    bench.supervisor.watchMemory();
    bench.pass(Duration.ofSeconds(240));
    assertThat(around.growing).hasSizeBetween(230, 250);
    assertThat(around.growing.get(0)).isEmpty();
    assertThat(around.growing.get(around.growing.size() - 1)).containsExactly(LISTENERS);
    assertThat(around.grew).hasSize(2).allMatch(grown -> grown.births().equals(List.of(PLACE)));
    var report = bench.supervisor.loadReport();
    bench.turn();
    assertThat(report.join().orElseThrow().text())
        .containsPattern("listeners: grows, .*\n    7 of 2\\d\\d born at com.example.Import.open");
  }

  private Optional<Grown> trend(Gauge gauge) {
    CompletableFuture<Optional<Grown>> answer = bench.supervisor.trend(gauge);
    bench.turn();
    assertThat(answer).isDone();
    return answer.join();
  }

  @Test
  void howAGaugeGoesIsToldToWhoeverAsks() {
    bench.supervisor.watchMemory();
    assertThat(trend(LISTENERS)).as("not judged yet").isEmpty();
    bench.pass(Duration.ofSeconds(240));
    assertThat(trend(LISTENERS).orElseThrow().state()).isEqualTo(Grown.State.CONFIRMED);
    assertThat(trend(Gauge.count("nobody", ""))).isEmpty();
    assertThat(new Bench(1, 1).supervisor.trend(LISTENERS))
        .as("without a load line")
        .isCompletedWithValue(Optional.empty());
  }

  private final class Around implements LoadSurroundings {
    final List<List<Gauge>> growing = new ArrayList<>();
    final List<Grown> grew = new ArrayList<>();
    private final ScriptedMemory memory =
        new ScriptedMemory(bench.time, 1L << 40, 1L << 30).holds(1 << 20).collected(1 << 20);
    private int listeners;

    @Override
    public Births births() {
      return births;
    }

    @Override
    public void growing(List<Gauge> gauges) {
      growing.add(gauges);
    }

    @Override
    public List<BirthPlace> births(Gauge gauge, long held) {
      return gauge.equals(LISTENERS) && held > 100 ? List.of(PLACE) : List.of();
    }

    @Override
    public Duration countedEvery() {
      return Duration.ofSeconds(1);
    }

    @Override
    public void classes(Consumer<List<HeapClass>> answer) {}

    @Override
    public List<GaugeReading> gauges() {
      return List.of(new GaugeReading(LISTENERS, listeners++));
    }

    @Override
    public void grew(Grown grown) {
      grew.add(grown);
    }

    @Override
    public MemoryReading read() {
      return memory.read();
    }

    @Override
    public void confirm(String words, Consumer<Optional<HeapProof>> answer) {}

    @Override
    public void prepare(Supplier<LoadReport> rehearsal) {}

    @Override
    public void shed(double fraction) {}

    @Override
    public AdmissionGate gate() {
      return new OpenGate();
    }

    @Override
    public List<Holder> holders() {
      return List.of();
    }

    @Override
    public void entered(Stage stage, Measure measure, String words) {}

    @Override
    public void exit(LoadReport report) {}
  }

  private record OpenGate() implements AdmissionGate {
    @Override
    public boolean admits() {
      return true;
    }

    @Override
    public void open() {}

    @Override
    public void trial() {}

    @Override
    public void shut() {}

    @Override
    public String state() {
      return "open";
    }

    @Override
    public void close() {}
  }
}

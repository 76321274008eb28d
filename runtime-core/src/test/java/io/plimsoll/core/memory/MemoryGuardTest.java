package io.plimsoll.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.Logged;
import io.plimsoll.growth.GrowthReport;
import io.plimsoll.memory.Holder;
import io.plimsoll.memory.LoadReport;
import io.plimsoll.memory.Measure;
import io.plimsoll.memory.Stage;
import io.plimsoll.memory.TreeReading;
import io.plimsoll.testkit.ScriptedMemory;
import io.plimsoll.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryGuardTest {

  private static final long MIB = 1 << 20;
  private static final GrowthReport GROWTH = new GrowthReport(9, 128, 4, 0, List.of());

  private final VirtualTime time = new VirtualTime();
  private final ScriptedMemory memory = new ScriptedMemory(time, 1000 * MIB, 500 * MIB);
  private final List<TreeReading> trees = new ArrayList<>();
  private final Told told = new Told();
  private MemoryGuard guard = new MemoryGuard(MemoryPolicy.usual(), told, time);

  /** Writes down what it is told; what it throws must not keep the next from being told. */
  private final class Told implements MemoryActions {
    final List<String> all = new ArrayList<>();
    boolean fails;
    boolean answers = true;

    private void add(String what) {
      all.add(what);
      if (fails) {
        throw new IllegalStateException("cannot");
      }
    }

    @Override
    public void announce(Stage stage, Measure measure, String words) {
      add(stage + " " + measure);
    }

    @Override
    public void withheld(String what) {
      add("withheld " + what);
    }

    @Override
    public void shed(double fraction) {
      add("shed " + fraction);
    }

    @Override
    public void relieve() {
      add("relieve");
    }

    @Override
    public void refuse(String words) {
      add("refuse");
    }

    @Override
    public void trial() {
      add("trial");
    }

    @Override
    public void admit() {
      add("admit");
    }

    @Override
    public void kill(String lease, String words, boolean atOnce) {
      add("kill " + lease);
    }

    @Override
    public void confirm(String words) {
      if (answers) {
        time.after(Duration.ZERO, () -> guard.confirmed(memory.confirm()));
      }
      add("confirm");
    }

    @Override
    public void exit(String words, boolean atOnce) {
      add("exit");
    }

    @Override
    public void readIn(Duration pause) {
      time.after(pause, () -> guard.reading(memory.read(), trees, MemoryEvent.Subject.BOTH));
    }
  }

  private void run(long seconds) {
    time.advance(Duration.ofSeconds(seconds));
  }

  private void begin() {
    guard.reading(memory.read(), trees, MemoryEvent.Subject.BOTH);
  }

  @Test
  void itGoesUpAndComesDownAgain() {
    memory.collected(410 * MIB).holds(410 * MIB);
    begin();
    run(10);
    assertThat(told.all)
        .containsExactly("confirm", "SHED HEAP", "shed 0.5", "REFUSE HEAP", "refuse");
    assertThat(guard.stage()).isEqualTo(Stage.REFUSE);
    told.all.clear();
    memory.collected(100 * MIB);
    run(70);
    assertThat(told.all).containsExactly("SHED HEAP", "trial", "NORMAL HEAP", "relieve", "admit");
    assertThat(guard.stage()).isEqualTo(Stage.NORMAL);
  }

  @Test
  void everythingEndsOnceItIsConfirmedAndNothingFollows() {
    told.answers = false;
    memory.collected(460 * MIB).holds(450 * MIB);
    begin();
    run(10);
    assertThat(told.all).last().isEqualTo("confirm");
    assertThat(guard.leaving()).isEmpty();
    guard.confirmed(memory.confirm());
    assertThat(told.all).last().isEqualTo("exit");
    assertThat(guard.leaving().orElseThrow()).contains("confirmed by a collection");
    int before = told.all.size();
    run(1_000);
    guard.gone("x");
    assertThat(told.all).hasSize(before);
  }

  @Test
  void aTreeIsEndedAndItsEndAwaited() {
    trees.add(new TreeReading("a", 860 * MIB, 1, 0, false));
    begin();
    run(20);
    assertThat(told.all).filteredOn(it -> it.startsWith("kill")).containsExactly("kill a");
    trees.clear();
    guard.gone("a");
    run(100);
    assertThat(guard.stage()).isEqualTo(Stage.NORMAL);
  }

  @Test
  void whoOnlyWatchesDoesNothingAndSaysWhatItWouldDo() {
    guard = new MemoryGuard(MemoryPolicy.usual().watching(), told, time);
    trees.add(new TreeReading("a", 950 * MIB, 1, 0, false));
    memory.collected(460 * MIB).holds(460 * MIB);
    begin();
    run(100);
    assertThat(told.all)
        .allMatch(it -> it.startsWith("withheld ") || it.matches("[A-Z]+ (HEAP|TREES)"))
        .anyMatch(it -> it.startsWith("withheld end a: "))
        .anyMatch(it -> it.startsWith("withheld end everything: "))
        .anyMatch(it -> it.startsWith("withheld take no new work: "));
    assertThat(memory.confirmations()).isZero();
    assertThat(guard.leaving()).isEmpty();
  }

  @Test
  void anActionThatFailsDoesNotKeepTheNextFromBeingDone() {
    told.fails = true;
    memory.collected(410 * MIB).holds(410 * MIB);
    try (Logged logged = new Logged(MemoryGuard.class)) {
      begin();
      run(10);
      assertThat(logged.lines()).hasSize(5);
    }
    assertThat(told.all)
        .containsExactly("confirm", "SHED HEAP", "shed 0.5", "REFUSE HEAP", "refuse");
  }

  @Test
  void theReportNamesStagesFiguresAndTheLargestHolders() {
    memory.collected(410 * MIB).holds(410 * MIB).outside(50 * MIB);
    trees.add(new TreeReading("a", 20 * MIB, 1, 0, false));
    begin();
    run(10);
    List<Holder> holders = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      holders.add(new Holder("cache", "c" + i, i * MIB, i + " entries"));
    }
    LoadReport report = guard.report(GROWTH, holders);
    assertThat(report.holders()).hasSize(LoadReport.MOST_HOLDERS);
    assertThat(report.text())
        .startsWith("memory at 2026-01-01T00:00:10Z: stage refuse\n")
        .contains("heap live 410.0 MiB, used 410.0 MiB of 500.0 MiB")
        .contains("resident 460.0 MiB, of it outside the heap 50.0 MiB; 1 trees 20.0 MiB")
        .contains("  2026-01-01T00:00:0")
        .contains(" shed by heap: heap live 410 MiB of 500 MiB (0.82), line 0.75, 3 readings\n")
        .contains("largest holders:\n  19.0 MiB cache of c19: 19 entries\n")
        .doesNotContain("c9:");
    assertThat(report.asMap())
        .containsEntry("stage", "refuse")
        .containsEntry("treeBytes", 20 * MIB)
        .containsKeys("at", "acts", "reading", "entered", "forgotten", "holders");
  }

  @Test
  void theHistoryOfStagesIsBounded() {
    begin();
    for (int i = 0; i < 100; i++) {
      memory.collected(390 * MIB).holds(390 * MIB);
      run(10);
      for (int collections = 0; collections < 16; collections++) {
        memory.collected(100 * MIB);
      }
      run(40);
      for (int collections = 0; collections < 16; collections++) {
        memory.collected(390 * MIB);
      }
      run(10);
    }
    LoadReport report = guard.report(GROWTH, List.of());
    assertThat(report.entered()).hasSize(64);
    assertThat(report.forgotten()).isPositive();
    assertThat(report.text()).contains("stages entered: (").contains("older not kept)");
  }
}

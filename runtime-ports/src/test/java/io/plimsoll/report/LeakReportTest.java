package io.plimsoll.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.growth.Gauge;
import io.plimsoll.growth.Grown;
import io.plimsoll.growth.GrowthReport;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LeakReportTest {

  private static LeakReport with(long readings, Grown... grown) {
    return Samples.of(
        new GrowthReport(readings, 128, 7, 0, List.of(grown)), Optional.empty(), List.of());
  }

  @Test
  void theVerdictIsTheSurestThatCanBeSaid() {
    Grown sure = Samples.grown(Samples.LEASES, Grown.State.CONFIRMED, 10, 400);
    Grown unsure = Samples.grown(Samples.HEAP, Grown.State.SUSPECT, 1 << 20, 2 << 20);
    Grown over = Samples.grown(Samples.HEAP, Grown.State.CLEARED, 1 << 20, 2 << 20);
    assertThat(with(300, sure, unsure).verdict()).isEqualTo(LeakReport.Verdict.GROWS);
    assertThat(with(300, unsure).verdict()).isEqualTo(LeakReport.Verdict.SEEMS_TO_GROW);
    assertThat(with(300, over).verdict()).isEqualTo(LeakReport.Verdict.NOTHING_GROWS);
    assertThat(with(127).verdict()).isEqualTo(LeakReport.Verdict.TOO_SHORT);
    assertThat(with(128).verdict()).isEqualTo(LeakReport.Verdict.NOTHING_GROWS);
  }

  @Test
  void itsFirstSentenceSaysWhatGrewOrThatNothingDid() {
    Grown sure = Samples.grown(Samples.LEASES, Grown.State.CONFIRMED, 10, 400);
    Grown unsure = Samples.grown(Samples.HEAP, Grown.State.SUSPECT, 1 << 20, 2 << 20);
    assertThat(with(300, sure).headline())
        .isEqualTo("It leaks: leases of session/import, from 10 to 400 in 10 min");
    assertThat(with(300, unsure, unsure, unsure).headline())
        .isEqualTo("Perhaps it leaks: heap, from 1 MiB to 2 MiB in 10 min, and 2 more");
    assertThat(with(300).headline())
        .isEqualTo("Nothing grew: 300 readings of 7 counts and weights in 10 min");
    assertThat(with(17).headline()).isEqualTo("Too short to tell what grows: 17 of 128 readings");
  }

  @Test
  void whoStoppedAtTheLoadLineSaysThatFirstUnlessItIsKnownWhatGrew() {
    Grown sure = Samples.grown(Samples.LEASES, Grown.State.CONFIRMED, 10, 400);
    GrowthReport short0 = new GrowthReport(17, 128, 7, 0, List.of());
    GrowthReport known = new GrowthReport(300, 128, 7, 0, List.of(sure));
    assertThat(Samples.of(short0, Optional.of("the heap is full"), List.of()).headline())
        .isEqualTo("Stopped at the load line: the heap is full");
    LeakReport both = Samples.of(known, Optional.of("the heap is full"), List.of());
    assertThat(both.headline()).startsWith("It leaks: leases");
    assertThat(both.text()).contains("\nstopped at the load line: the heap is full\n");
  }

  @Test
  void whatGrowsHasItsCauseAndWhatToChange() {
    Finding leases = Samples.leaking().findings().get(0);
    assertThat(leases.cause()).contains("scope");
    assertThat(leases.advice()).contains("try block");
    assertThat(leases.crossing()).isEmpty();
    assertThat(leases.birthPlaces()).hasSize(1);
    assertThat(leases.pace())
        .isEqualTo("2340 an hour (2106 to 2574), 0.39 each operation (0.35 to 0.43)");
  }

  @Test
  void everyThingThatIsCountedHasAdviceOfItsOwn() {
    String other = Advice.of(Gauge.count("widgets", "")).advice();
    for (String name :
        List.of(
            "leases",
            "open scopes",
            "children",
            "commands that wait",
            "tree",
            "threads",
            "open descriptors",
            "lent connections",
            "borrowers that wait",
            "heap",
            "memory outside the heap")) {
      assertThat(Advice.of(Gauge.count(name, "")).advice()).as(name).isNotEqualTo(other);
    }
  }

  @Test
  void aHeapThatGrowsWithACountIsLikelyFilledByIt() {
    Finding heap = Samples.leaking().findings().get(1);
    assertThat(heap.cause()).contains("grows together with leases of session/import");
    Grown alone = Samples.grown(Samples.HEAP, Grown.State.CONFIRMED, 1 << 20, 2 << 20);
    assertThat(with(300, alone).findings().get(0).cause()).contains("a map or a list");
  }

  @Test
  void theTimeToTheLoadLineIsAnEstimateWithItsInterval() {
    // 24 MiB of room in the heap, at 120 MiB an hour (108 to 132).
    Crossing at = Samples.leaking().findings().get(1).crossing().orElseThrow();
    assertThat(at.line()).isEqualTo("load line of the heap");
    assertThat(at.bytes()).isEqualTo(56L << 20);
    assertThat(at.about()).isEqualTo(Duration.ofMinutes(12));
    assertThat(at.soonest()).isBetween(Duration.ofSeconds(654), Duration.ofSeconds(655));
    assertThat(at.latest().orElseThrow())
        .isBetween(Duration.ofSeconds(799), Duration.ofSeconds(800));
    assertThat(at.words()).isEqualTo("in 12 min (10.9 min to 13.3 min)");
  }

  @Test
  void aLineThatMayNeverBeReachedOrIsReachedSaysSo() {
    assertThat(Crossing.of("line", 100, 50, 10, -1, 20).words())
        .isEqualTo("in 5 h (2.5 h to never)");
    assertThat(Crossing.of("line", 100, -5, 10, 5, 20).words()).isEqualTo("reached");
    assertThat(Crossing.of("line", 1L << 60, 1L << 60, 1, 1, 1).words())
        .isEqualTo("in more than a century (more than a century to more than a century)");
    assertThat(Crossing.of("line", 100, 480, 10, 5, 20).words())
        .isEqualTo("in 2 days (24 h to 4 days)");
  }

  @Test
  void asTextItHoldsAllThatIsKnown() {
    assertThat(Samples.leaking().text())
        .isEqualTo(
            """
            It leaks: leases of session/import, from 10 to 400 in 10 min, and 1 more.
            session 0123456789abcdef, 2026-11-24T01:00:00Z to 2026-11-24T01:10:00Z: 10 min, 1000 operations, stage normal

            1) leases of session/import
               grows: from 10 to 400 in 10 min
               pace: 2340 an hour (2106 to 2574), 0.39 each operation (0.35 to 0.43)
               cause: commands are started in this scope faster than they end, or the scope is never closed
               change: close the scope: open it in a try block, so that it is closed whatever happens; give its commands a timeout where they have none
               born 390 times at:
                 app.Import.next(Import.java:40)

            2) heap
               seems to grow: from 10 MiB to 30 MiB in 10 min
               pace: 120 MiB an hour (108 MiB to 132 MiB), 20.5 KiB each operation (18.4 KiB to 22.5 KiB)
               load line of the heap of 56 MiB: in 12 min (10.9 min to 13.3 min)
               cause: it grows together with leases of session/import, which is likely what fills it
               change: give it a bound: keep its entries in a cache (Plimsoll.cache), or have its size watched (Plimsoll.watch); 'jcmd PID GC.class_histogram' names the classes
            2 more counts and weights were not watched

            load line of the heap: 56 MiB of 64 MiB; sheds at 48 MiB, refuses at 51 MiB
              held 12 MiB at first, 32 MiB at most, 32 MiB at last

            load line of runtime and trees: 3.5 GiB of 4 GiB; sheds at 3 GiB, refuses at 3277 MiB, ends trees at 3482 MiB
              held 52 MiB at first, 93 MiB at most, 93 MiB at last

            stages entered: (1 older not kept)
              2026-11-24T01:08:20Z shed by heap live: three readings

            where else things that are still held came to life:
              2 connection of memory
                app.Db.get(Db.java:7)

            largest holders:
              20 MiB tree of session/import: sleep 60

            bounds in force:
              commands that run  2 of 2                  the next one waits
              caches together    1 MiB of 64 MiB         the least useful entry goes
            """);
  }

  @Test
  void nothingGrewIsSaidAsClearly() {
    assertThat(Samples.quiet().text())
        .startsWith("Nothing grew: 600 readings of 12 counts and weights in 10 min.\n")
        .doesNotContain("change:");
  }

  @Test
  void itIsReadBackFromItsPlainValuesAsItWas() {
    for (LeakReport one :
        List.of(
            Samples.quiet(),
            Samples.leaking(),
            Samples.of(
                new GrowthReport(3, 128, 7, 0, List.of()), Optional.of("full"), List.of()))) {
      assertThat(LeakReport.of(one.asMap())).isEqualTo(one);
    }
  }

  @Test
  void valuesThatAreNoReportAreRefusedWithTheirPlace() {
    Map<String, Object> map = new HashMap<>(Samples.quiet().asMap());
    map.put("started", "yesterday");
    assertThatThrownBy(() -> LeakReport.of(map))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("report.started: is 'yesterday'; must be a time such as 2026-11-24T01:02:03Z");
    map.put("version", 2);
    assertThatThrownBy(() -> LeakReport.of(map)).hasMessageContaining("another version");
    assertThatThrownBy(() -> LeakReport.of(Map.of()))
        .hasMessage("report.format: is 'null'; must be a text");
    map.putAll(Samples.quiet().asMap());
    map.put("bounds", List.of(Map.of("name", "x")));
    assertThatThrownBy(() -> LeakReport.of(map)).hasMessageContaining("report.bounds[].unit");
    map.put("bounds", List.of(1));
    assertThatThrownBy(() -> LeakReport.of(map)).hasMessageContaining("a list of objects");
  }
}

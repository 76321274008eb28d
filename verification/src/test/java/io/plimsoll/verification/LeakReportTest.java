package io.plimsoll.verification;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.Plimsoll;
import io.plimsoll.Settings;
import io.plimsoll.command.Command;
import io.plimsoll.growth.Gauge;
import io.plimsoll.growth.Series;
import io.plimsoll.report.BoundInForce;
import io.plimsoll.report.LeakReport;
import io.plimsoll.report.ReportPage;
import io.plimsoll.resource.CachePolicy;
import io.plimsoll.resource.Weigher;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an embedder learns of a session while it runs. */
@Timeout(120)
class LeakReportTest {

  @Test
  void aRunningSessionTellsWhatItHoldsBesideItsBounds() throws Exception {
    try (Plimsoll plimsoll = Plimsoll.start(Settings.of(Map.of("process.concurrency", "3")))) {
      plimsoll.cache("names", CachePolicy.entries(20), Weigher.<String, String>usual());
      plimsoll.run(Command.of("true"));
      await(
          () ->
              plimsoll.leakReport().orElseThrow().series(LeakReport.ALL).stream()
                  .anyMatch(series -> series.points().size() > 1));
      LeakReport report = plimsoll.leakReport().orElseThrow();
      assertThat(report.session()).isEqualTo(plimsoll.session());
      assertThat(report.operations()).isEqualTo(1);
      assertThat(report.verdict()).isEqualTo(LeakReport.Verdict.TOO_SHORT);
      assertThat(report.length()).isBetween(Duration.ofMillis(900), Duration.ofMinutes(2));
      assertThat(report.bounds())
          .extracting(BoundInForce::name)
          .contains("live heap", "runtime and trees", "caches", "entries of cache names");
      assertThat(report.bounds())
          .filteredOn(one -> one.name().equals("commands that run"))
          .containsExactly(
              new BoundInForce("commands that run", Gauge.Unit.COUNT, 0, 3, "the next one waits"));
      assertThat(report.marks().orElseThrow().exit())
          .isEqualTo(Math.round(0.875 * report.marks().orElseThrow().limit()));
      List<Series.Point> points = report.series(LeakReport.ALL).orElseThrow().points();
      assertThat(points.get(0).value()).isPositive();
      assertThat(points.get(points.size() - 1).millis())
          .isLessThanOrEqualTo(report.length().toMillis());
      assertThat(LeakReport.of(report.asMap())).isEqualTo(report);
      assertThat(ReportPage.html(report))
          .contains("The runtime and its trees against their load line");
    }
  }

  @Test
  void whereNobodyLooksThereIsNone() {
    try (Plimsoll plimsoll = Plimsoll.start(Settings.of(Map.of("memory.mode", "off")))) {
      assertThat(plimsoll.leakReport()).isEmpty();
    }
  }
}

package io.plimsoll.report;

import io.plimsoll.command.Text;
import io.plimsoll.growth.GrowthReport;
import java.util.List;

/** The one sentence by which a report begins. */
final class Headline {

  /** A name may hold a whole command line, and this is to be read at a glance. */
  private static final int LONGEST = 120;

  private Headline() {}

  static String of(LeakReport report) {
    LeakReport.Verdict verdict = report.verdict();
    if (report.leaving().isPresent() && verdict != LeakReport.Verdict.GROWS) {
      return "Stopped at the load line: " + report.leaving().get();
    }
    return growth(report, verdict);
  }

  /** What is said of the growth alone. */
  static String growth(LeakReport report, LeakReport.Verdict verdict) {
    GrowthReport growth = report.growth();
    return switch (verdict) {
      case GROWS -> "It leaks: " + first(report.findings());
      case SEEMS_TO_GROW -> "Perhaps it leaks: " + first(report.findings());
      case NOTHING_GROWS ->
          "Nothing grew: "
              + growth.readings()
              + " readings of "
              + growth.gauges()
              + " counts and weights in "
              + Spans.words(report.length());
      case TOO_SHORT ->
          "Too short to tell what grows: "
              + growth.readings()
              + " of "
              + growth.fewest()
              + " readings";
    };
  }

  private static String first(List<Finding> findings) {
    Finding first = findings.get(0);
    String more = findings.size() == 1 ? "" : ", and %d more".formatted(findings.size() - 1);
    return "%s, %s%s"
        .formatted(Text.visible(first.grown().gauge().toString(), LONGEST), first.rise(), more);
  }
}

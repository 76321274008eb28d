package io.plimsoll.report;

import io.plimsoll.command.Text;
import io.plimsoll.growth.BirthPlace;
import io.plimsoll.growth.Gauge;
import io.plimsoll.growth.Grown;
import io.plimsoll.memory.Holder;
import java.util.List;
import java.util.Locale;

/** A report as lines of text: the verdict first, then what is behind it. */
final class ReportText {

  private final LeakReport report;
  private final StringBuilder text = new StringBuilder();

  private ReportText(LeakReport report) {
    this.report = report;
  }

  static String of(LeakReport report) {
    return new ReportText(report).write();
  }

  private String write() {
    line("%s.", report.headline());
    line(
        "session %s, %s to %s: %s, %d operations, stage %s",
        report.session(),
        report.started(),
        report.ended(),
        Spans.words(report.length()),
        report.operations(),
        ToMap.word(report.stage()));
    report.leaving().ifPresent(why -> line("stopped at the load line: %s", why));
    findings();
    marks("the heap", report.heapMarks(), LeakReport.HEAP_LIVE);
    marks("runtime and trees", report.marks(), LeakReport.ALL);
    stages();
    birthPlaces();
    holders();
    bounds();
    return text.toString();
  }

  private void findings() {
    List<Finding> findings = report.findings();
    if (findings.isEmpty() && report.leaving().isPresent()) {
      line("");
      line("%s.", Headline.growth(report, report.verdict()));
    }
    for (int i = 0; i < findings.size(); i++) {
      Finding one = findings.get(i);
      line("");
      line("%d) %s", i + 1, one.grown().gauge());
      line(
          "   %s: %s",
          one.grown().state() == Grown.State.CONFIRMED ? "grows" : "seems to grow", one.rise());
      line("   pace: %s", one.pace());
      one.crossing()
          .ifPresent(
              at ->
                  line(
                      "   %s of %s: %s",
                      at.line(), Gauge.Unit.BYTES.amount((double) at.bytes()), at.words()));
      line("   cause: %s", one.cause());
      line("   change: %s", one.advice());
      one.birthPlaces().forEach(this::place);
    }
    if (report.growth().unwatched() > 0) {
      line("%d more counts and weights were not watched", report.growth().unwatched());
    }
  }

  private void place(BirthPlace place) {
    line("   born %d times at:", place.count());
    place.frames().forEach(frame -> line("     %s", frame));
  }

  private void marks(String what, java.util.Optional<LoadMarks> marks, Gauge held) {
    marks.ifPresent(
        line -> {
          line("");
          line(
              "load line of %s: %s of %s; sheds at %s, refuses at %s%s",
              what,
              bytes(line.exit()),
              bytes(line.limit()),
              bytes(line.shed()),
              bytes(line.refuse()),
              held.equals(LeakReport.ALL) ? ", ends trees at " + bytes(line.kill()) : "");
          report
              .series(held)
              .filter(series -> !series.points().isEmpty())
              .ifPresent(
                  series -> {
                    Extent extent = Extent.of(series);
                    line(
                        "  held %s at first, %s at most, %s at last",
                        bytes(extent.first()), bytes(extent.most()), bytes(extent.last()));
                  });
        });
  }

  private void stages() {
    line("");
    if (report.stages().isEmpty()) {
      line("no stage of the load line was entered");
      return;
    }
    line(
        "stages entered:%s",
        report.forgotten() == 0 ? "" : " (%d older not kept)".formatted(report.forgotten()));
    for (StageTime one : report.stages()) {
      line(
          "  %s %s by %s: %s",
          one.at(), ToMap.word(one.stage()), one.measure().words(), one.words());
    }
  }

  private void birthPlaces() {
    List<BirthPlace> others = otherPlaces(report);
    if (!others.isEmpty()) {
      line("");
      line("where else things that are still held came to life:");
    }
    for (BirthPlace place : others) {
      line("  %d %s", place.count(), named(place));
      place.frames().forEach(frame -> line("    %s", frame));
    }
  }

  /** Those that stand beside no finding. */
  static List<BirthPlace> otherPlaces(LeakReport report) {
    List<BirthPlace> told =
        report.findings().stream().flatMap(one -> one.birthPlaces().stream()).toList();
    return report.birthPlaces().stream().filter(place -> !told.contains(place)).toList();
  }

  /** What was born, for people. */
  static String named(BirthPlace place) {
    return place.owner().isEmpty() ? place.what() : place.what() + " of " + place.owner();
  }

  private void holders() {
    if (report.holders().isEmpty()) {
      return;
    }
    line("");
    line("largest holders:");
    for (Holder one : report.holders()) {
      line("  %s %s of %s: %s", bytes(one.bytes()), one.kind(), one.owner(), one.words());
    }
  }

  private void bounds() {
    if (report.bounds().isEmpty()) {
      return;
    }
    line("");
    line("bounds in force:");
    int width = report.bounds().stream().mapToInt(one -> one.name().length()).max().orElse(1);
    for (BoundInForce one : report.bounds()) {
      String figures =
          one.unit().amount((double) one.now()) + " of " + one.unit().amount((double) one.bound());
      line("  %-" + width + "s  %-22s  %s", one.name(), figures, one.atBound());
    }
  }

  private static String bytes(long value) {
    return Gauge.Unit.BYTES.amount((double) value);
  }

  private void line(String form, Object... parts) {
    // Words of programs, such as command lines, stay on their line and steer no terminal.
    text.append(Text.visible(String.format(Locale.ROOT, form, parts))).append('\n');
  }
}

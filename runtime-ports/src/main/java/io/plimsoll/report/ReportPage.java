package io.plimsoll.report;

import io.plimsoll.growth.BirthPlace;
import io.plimsoll.growth.Gauge;
import io.plimsoll.growth.Grown;
import io.plimsoll.growth.GrowthReport;
import io.plimsoll.memory.Holder;
import io.plimsoll.memory.Measure;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A report as one page of HTML that needs nothing else: no script, no font, no picture, and no
 * network. Made in some milliseconds, and some 30 KB long.
 *
 * @since 0.1.0
 */
public final class ReportPage {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final LeakReport report;
  private final Html page = new Html();
  private int figures;

  private ReportPage(LeakReport report) {
    this.report = report;
  }

  /** The page of a report, in UTF-8. */
  public static String html(LeakReport report) {
    return new ReportPage(report).write();
  }

  private String write() {
    page.add("<!DOCTYPE html>");
    page.add("<html lang=\"en\">");
    page.add("<head>");
    page.add("<meta charset=\"utf-8\">");
    page.add("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">");
    // The page could fetch and run nothing even if something of it were not escaped.
    page.add(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">");
    page.add("<meta name=\"color-scheme\" content=\"light dark\">");
    page.add("<title>%s: leak report of session %s</title>", verdict(), report.session());
    page.add("<style>");
    page.add(Style.SHEET);
    page.add("</style>");
    page.add("</head>");
    page.add("<body>");
    head();
    page.add("<main>");
    grown();
    memory();
    stages();
    bounds();
    holders();
    birthPlaces();
    judged();
    page.add("</main>");
    page.add(
        "<footer><p>Written by Plimsoll at %s. The same as text: <code>plimsoll report %s</code></p></footer>",
        time(report.ended()), report.session());
    page.add("</body>");
    page.add("</html>");
    return page.toString();
  }

  private String verdict() {
    return switch (report.verdict()) {
      case GROWS -> "Leaks";
      case SEEMS_TO_GROW -> "Perhaps leaks";
      case NOTHING_GROWS -> "Nothing grew";
      case TOO_SHORT -> "Too short to tell";
    };
  }

  private void head() {
    page.add("<header>");
    // The mark of Samuel Plimsoll: a circle with a line through it.
    page.add(
        "<p class=\"kicker\"><svg aria-hidden=\"true\" viewBox=\"0 0 32 32\"><circle cx=\"16\" cy=\"16\" r=\"9\"/><path d=\"M2 16H30\"/></svg>Plimsoll leak report</p>");
    page.add("<p class=\"verdict %s\">%s</p>", ToMap.word(report.verdict()), verdict());
    page.add("<h1>%s.</h1>", report.headline());
    lead();
    GrowthReport growth = report.growth();
    page.add("<dl class=\"facts\">");
    fact("session", report.session());
    fact("from", time(report.started()));
    fact("to", time(report.ended()));
    fact("length", Spans.words(report.length()));
    fact("commands ended", Long.toString(report.operations()));
    fact("readings", growth.readings() + " of " + growth.gauges() + " counts and weights");
    fact("stage of the load line", ToMap.word(report.stage()));
    page.add("</dl>");
    page.add("</header>");
  }

  private void lead() {
    List<Finding> findings = report.findings();
    report
        .leaving()
        .filter(why -> report.verdict() == LeakReport.Verdict.GROWS)
        .ifPresent(
            why -> page.add("<p class=\"lead\">It was stopped at the load line: %s.</p>", why));
    if (findings.isEmpty()) {
      report
          .leaving()
          .ifPresent(
              why ->
                  page.add("<p class=\"lead\">%s.</p>", Headline.growth(report, report.verdict())));
      return;
    }
    Finding first = findings.get(0);
    page.add("<p class=\"lead\">Cause: %s.</p>", first.cause());
    if (report.leaving().isEmpty()) {
      findings.stream()
          .filter(one -> one.crossing().isPresent())
          .min(Comparator.comparing(one -> one.crossing().orElseThrow().about()))
          .ifPresent(this::soon);
    }
  }

  private void soon(Finding one) {
    Crossing at = one.crossing().orElseThrow();
    if (!at.about().isZero()) {
      page.add(
          "<p class=\"lead\">If %s goes on like this, it comes to the %s %s.</p>",
          one.grown().gauge(), at.line(), at.words());
    }
  }

  private static String time(Instant at) {
    return TIME.format(at) + " UTC";
  }

  private void fact(String name, String value) {
    page.add("<div><dt>%s</dt><dd>%s</dd></div>", name, value);
  }

  private void grown() {
    begin("grown", "What grew");
    List<Finding> findings = report.findings();
    if (findings.isEmpty()) {
      page.add("<p>%s.</p>", Headline.growth(report, report.verdict()));
    }
    for (Finding one : findings) {
      finding(one);
    }
    if (report.growth().unwatched() > 0) {
      page.add(
          "<p>%d more counts and weights were not watched: there were too many.</p>",
          report.growth().unwatched());
    }
    page.add("</section>");
  }

  private void finding(Finding one) {
    Grown grown = one.grown();
    page.add("<article>");
    page.add("<h3>%s</h3>", grown.gauge());
    page.add("<dl class=\"why\">");
    why(
        grown.state() == Grown.State.CONFIRMED ? "it grows" : "it seems to grow, not confirmed yet",
        one.rise());
    why("pace, with its interval of 95 %", one.pace());
    one.crossing()
        .ifPresent(at -> why(at.line() + ", " + bytes(at.bytes()), at.words() + " by the trend"));
    why("cause", one.cause());
    why("what to change", one.advice());
    page.add("</dl>");
    Plot plot =
        plot("Its course in this session", grown.gauge().toString(), grown.gauge().unit())
            .line(report.series(grown.gauge()))
            .trend(grown)
            .stages(stages(Optional.empty()));
    if (!plot.isEmpty()) {
      plot.addTo(page);
    }
    one.birthPlaces()
        .forEach(
            place -> {
              page.add("<p>%d of what is still held came to life at</p>", place.count());
              frames(place);
            });
    page.add("</article>");
  }

  private void why(String name, String words) {
    page.add("<dt>%s</dt><dd>%s</dd>", name, words);
  }

  private Plot plot(String caption, String title, Gauge.Unit unit) {
    figures++;
    return new Plot("f" + figures, caption, title, unit, report.started(), report.length());
  }

  private Plot memory(String caption) {
    return plot(caption, caption, Gauge.Unit.BYTES);
  }

  /** When stages were entered by one measure, or by any. */
  private List<StageTime> stages(Optional<Measure> measure) {
    return report.stages().stream()
        .filter(one -> measure.isEmpty() || one.measure() == measure.get())
        .toList();
  }

  private void memory() {
    Plot heap =
        memory("The live heap against its load line")
            .line(report.series(LeakReport.HEAP_LIVE))
            .marks(report.heapMarks(), false)
            .stages(stages(Optional.of(Measure.HEAP)));
    Plot all =
        memory("The runtime and its trees against their load line")
            .line(report.series(LeakReport.ALL))
            .line(report.series(LeakReport.TREES))
            .line(report.series(LeakReport.BESIDES))
            .marks(report.marks(), true)
            .stages(stages(Optional.of(Measure.TREES)));
    begin("memory", "Memory and the load line");
    if (heap.isEmpty() && all.isEmpty()) {
      page.add("<p>The memory was not read in this session.</p>");
    } else {
      page.add(
          "<p>Of each stretch of the session the most is drawn: that is what comes to the line.</p>");
    }
    if (!heap.isEmpty()) {
      heap.addTo(page);
    }
    if (!all.isEmpty()) {
      all.addTo(page);
    }
    page.add("</section>");
  }

  private void stages() {
    begin("stages", "Stages of the load line");
    if (report.stages().isEmpty()) {
      page.add("<p>None was entered.</p></section>");
      return;
    }
    if (report.forgotten() > 0) {
      page.add("<p>%d older ones are not kept.</p>", report.forgotten());
    }
    page.add(
        "<table><thead><tr><th scope=\"col\" class=\"n\">after</th><th scope=\"col\">stage</th><th scope=\"col\">by</th><th scope=\"col\">why</th></tr></thead><tbody>");
    for (StageTime one : report.stages()) {
      page.add(
          "<tr><th scope=\"row\" class=\"n\">%s</th><td class=\"k\">%s</td><td>%s</td><td>%s</td></tr>",
          after(one.at()), ToMap.word(one.stage()), one.measure().words(), one.words());
    }
    page.add("</tbody></table></section>");
  }

  private String after(Instant at) {
    return at.isBefore(report.started())
        ? "0"
        : Spans.words(Duration.between(report.started(), at));
  }

  private void bounds() {
    begin("bounds", "Bounds in force");
    page.add(
        "<table><thead><tr><th scope=\"col\">what</th><th scope=\"col\" class=\"n\">now</th><th scope=\"col\" class=\"n\">bound</th><th scope=\"col\">at the bound</th></tr></thead><tbody>");
    for (BoundInForce one : report.bounds()) {
      page.add(
          "<tr><th scope=\"row\">%s</th><td class=\"%s\">%s</td><td class=\"n\">%s</td><td>%s</td></tr>",
          one.name(),
          one.now() >= one.bound() && one.bound() > 0 ? "n full" : "n",
          one.unit().amount((double) one.now()),
          one.unit().amount((double) one.bound()),
          one.atBound());
    }
    page.add("</tbody></table></section>");
  }

  private void holders() {
    if (report.holders().isEmpty()) {
      return;
    }
    begin("holders", "Largest holders");
    page.add(
        "<table><thead><tr><th scope=\"col\">of</th><th scope=\"col\">kind</th><th scope=\"col\" class=\"n\">holds</th><th scope=\"col\">what</th></tr></thead><tbody>");
    for (Holder one : report.holders()) {
      page.add(
          "<tr><th scope=\"row\">%s</th><td class=\"k\">%s</td><td class=\"n\">%s</td><td>%s</td></tr>",
          one.owner(), one.kind(), bytes(one.bytes()), one.words());
    }
    page.add("</tbody></table></section>");
  }

  private void birthPlaces() {
    List<BirthPlace> others = ReportText.otherPlaces(report);
    if (others.isEmpty()) {
      return;
    }
    begin("births", "Where else things that are still held came to life");
    for (BirthPlace place : others) {
      page.add("<h3>%d %s</h3>", place.count(), ReportText.named(place));
      frames(place);
    }
    page.add("</section>");
  }

  private void frames(BirthPlace place) {
    page.add("<ol class=\"frames\">");
    place.frames().forEach(frame -> page.add("<li><code>%s</code></li>", frame));
    page.add("</ol>");
  }

  private void judged() {
    begin("judged", "How this was judged");
    page.add(
        "<p>What grew is drawn by the least of each stretch: what is held for a while is no growth. Again and again, once a second unless growth.every is set, everything that the session holds was counted or weighed, and of each count and weight the least of up to 64 stretches was kept, which together span the session. A series grows when its ranks rise beyond chance (Mann and Kendall), when the median of the slopes between all of its points (Theil and Sen) is more than its noise and a tenth of what it holds, and when it goes on rising to the end; five judgements in a row make it suspect, ten confirm it. Intervals hold with a confidence of 95 %. Before "
            + String.format(Locale.ROOT, "%d", report.growth().fewest())
            + " readings nothing is said.</p>");
    page.add("</section>");
  }

  private void begin(String id, String title) {
    page.add("<section aria-labelledby=\"%s\">", id);
    page.add("<h2 id=\"%s\">%s</h2>", id, title);
  }

  private static String bytes(long value) {
    return Gauge.Unit.BYTES.amount((double) value);
  }
}

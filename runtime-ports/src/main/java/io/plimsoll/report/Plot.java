package io.plimsoll.report;

import io.plimsoll.growth.Gauge;
import io.plimsoll.growth.Grown;
import io.plimsoll.growth.Series;
import io.plimsoll.memory.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Lines over the time of a session, as a figure of a page. What is drawn is stretched to the width
 * that there is; what is written stands beside it in HTML, so that it keeps its size.
 */
final class Plot {

  /** The size of the drawing in its own units. */
  private static final int WIDTH = 1_000;

  private static final int HEIGHT = 300;

  private final String id;
  private final String caption;
  private final String title;
  private final Gauge.Unit unit;
  private final Instant started;
  private final double length;
  private final List<Series> lines = new ArrayList<>();
  private final List<StageTime> stages = new ArrayList<>();
  private Optional<LoadMarks> marks = Optional.empty();
  private boolean endsTrees;
  private Optional<Fit> fit = Optional.empty();
  private double bottom;
  private double top;

  /**
   * An empty one.
   *
   * @param id its name in the page
   * @param caption what stands above it
   * @param title what it shows, for who does not see where it stands
   */
  Plot(String id, String caption, String title, Gauge.Unit unit, Instant started, Duration length) {
    this.id = id;
    this.caption = caption;
    this.title = title;
    this.unit = unit;
    this.started = started;
    this.length = Math.max(1.0, (double) length.toMillis());
  }

  /** Draws a series, where it has points. */
  Plot line(Optional<Series> series) {
    series.filter(one -> !one.points().isEmpty()).ifPresent(lines::add);
    return this;
  }

  /** Draws a load line. */
  Plot marks(Optional<LoadMarks> marks, boolean endsTrees) {
    this.marks = marks;
    this.endsTrees = endsTrees;
    return this;
  }

  /** Shades the stages of one measure. */
  Plot stages(List<StageTime> stages) {
    this.stages.addAll(stages);
    return this;
  }

  /** Draws the trend of the first series. */
  Plot trend(Grown grown) {
    if (!lines.isEmpty()) {
      fit = Optional.of(Fit.of(grown, lines.get(0)));
    }
    return this;
  }

  /** Whether there is nothing to show. */
  boolean isEmpty() {
    return lines.isEmpty();
  }

  /** Adds it to a page. */
  void addTo(Html page) {
    range();
    Ticks vertical = Ticks.amounts(unit, bottom, top);
    Ticks horizontal = Ticks.times((long) length);
    page.add("<figure>");
    page.add("<figcaption>%s</figcaption>", caption);
    legend(page);
    page.add("<div class=\"plot\">");
    page.add("<div class=\"y\" aria-hidden=\"true\">");
    for (Ticks.Tick tick : vertical.all()) {
      page.add("<span style=\"bottom:%.2f%%\">%s</span>", percent(tick.value()), tick.label());
    }
    page.add("</div>");
    page.add("<div class=\"area\">");
    page.add(
        "<svg role=\"img\" aria-labelledby=\"%s-t %s-d\" viewBox=\"0 0 %d %d\" preserveAspectRatio=\"none\">",
        id, id, WIDTH, HEIGHT);
    page.add("<title id=\"%s-t\">%s</title>", id, title);
    page.add("<desc id=\"%s-d\">%s</desc>", id, description());
    shades(page);
    for (Ticks.Tick tick : vertical.all()) {
      page.add("<path class=\"grid\" d=\"M0 %.1fH%d\"/>", y(tick.value()), WIDTH);
    }
    marks.ifPresent(line -> draw(page, line));
    fit.ifPresent(one -> draw(page, one));
    for (int i = 0; i < lines.size(); i++) {
      page.add("<path class=\"s s%d\" d=\"%s\"/>", i + 1, path(lines.get(i)));
    }
    page.add("</svg>");
    page.add("</div>");
    page.add("<div class=\"x\" aria-hidden=\"true\">");
    for (Ticks.Tick tick : horizontal.all()) {
      double at = 100 * tick.value() / length;
      page.add(
          "<span class=\"%s\" style=\"left:%.2f%%\">%s</span>",
          at > 94 ? "last" : at < 3 ? "first" : "inner", at, tick.label());
    }
    page.add("</div>");
    page.add("</div>");
    figures(page);
    page.add("</figure>");
  }

  private void range() {
    double least = Double.MAX_VALUE;
    double most = 1;
    for (Series line : lines) {
      Extent extent = Extent.of(line);
      least = Math.min(least, (double) extent.least());
      most = Math.max(most, (double) extent.most());
    }
    if (marks.isPresent()) {
      bottom = 0;
      top = Math.max(1.05 * most, (double) marks.get().limit());
      return;
    }
    most = Math.max(most, fit.map(one -> one.at(length)).orElse(0.0));
    boolean near = least > 0.6 * most; // what grows on a high level would look flat from 0 on
    bottom = near ? Math.max(0, least - 0.2 * (most - least)) : 0;
    top = most + 0.1 * (most - bottom);
  }

  private double percent(double value) {
    return 100 * (value - bottom) / (top - bottom);
  }

  private double y(double value) {
    return HEIGHT * (1 - (value - bottom) / (top - bottom));
  }

  private double x(double millis) {
    return WIDTH * Math.min(1, Math.max(0, millis / length));
  }

  private String path(Series series) {
    StringBuilder path = new StringBuilder();
    for (Series.Point point : series.points()) {
      path.append(path.length() == 0 ? 'M' : 'L')
          .append(
              String.format(
                  Locale.ROOT, "%.1f %.1f", x((double) point.millis()), y((double) point.value())));
    }
    return path.toString();
  }

  private void draw(Html page, LoadMarks line) {
    for (long at : below(line)) {
      page.add("<path class=\"step\" d=\"M0 %.1fH%d\"/>", y((double) at), WIDTH);
    }
    page.add("<path class=\"loadline\" d=\"M0 %.1fH%d\"/>", y((double) line.exit()), WIDTH);
  }

  private List<Long> below(LoadMarks line) {
    return endsTrees
        ? List.of(line.shed(), line.refuse(), line.kill())
        : List.of(line.shed(), line.refuse());
  }

  private void draw(Html page, Fit one) {
    page.add(
        "<path class=\"cone\" d=\"M0 %.1fL%.1f %.1fL%d %.1fV%.1fL%.1f %.1fL0 %.1fZ\"/>",
        y(one.leastAt(0)),
        x(one.middle()),
        y(one.level()),
        WIDTH,
        y(one.leastAt(length)),
        y(one.mostAt(length)),
        x(one.middle()),
        y(one.level()),
        y(one.mostAt(0)));
    page.add(
        "<path class=\"trend\" d=\"M0 %.1fL%d %.1f\"/>", y(one.at(0)), WIDTH, y(one.at(length)));
  }

  private void shades(Html page) {
    for (int i = 0; i < stages.size(); i++) {
      StageTime one = stages.get(i);
      double from = x(since(one.at()));
      double to = i + 1 < stages.size() ? x(since(stages.get(i + 1).at())) : WIDTH;
      if (one.stage() != Stage.NORMAL) {
        page.add(
            "<rect class=\"%s\" x=\"%.1f\" y=\"0\" width=\"%.1f\" height=\"%d\"/>",
            ToMap.word(one.stage()), from, Math.max(2, to - from), HEIGHT);
      }
    }
  }

  private double since(Instant at) {
    return Duration.between(started, at).toMillis();
  }

  private void legend(Html page) {
    page.add("<ul class=\"legend\">");
    for (int i = 0; i < lines.size(); i++) {
      key(page, "s s" + (i + 1), lines.get(i).gauge().toString());
    }
    fit.ifPresent(one -> key(page, "trend", "trend, with its interval of 95 %"));
    marks.ifPresent(
        line -> {
          key(page, "loadline", "load line, " + amount(line.exit()));
          key(
              page,
              "step",
              "sheds, refuses%s from %s on"
                  .formatted(endsTrees ? ", ends trees" : "", amount(line.shed())));
        });
    Set<Stage> shaded = EnumSet.noneOf(Stage.class);
    stages.forEach(one -> shaded.add(one.stage()));
    shaded.remove(Stage.NORMAL);
    for (Stage stage : shaded) {
      page.add(
          "<li><svg class=\"key\" aria-hidden=\"true\" viewBox=\"0 0 24 12\"><rect class=\"%s\" width=\"24\" height=\"12\"/></svg>stage %s</li>",
          ToMap.word(stage), ToMap.word(stage));
    }
    page.add("</ul>");
  }

  private static void key(Html page, String style, String words) {
    page.add(
        "<li><svg class=\"key\" aria-hidden=\"true\" viewBox=\"0 0 24 12\"><path class=\"%s\" d=\"M0 6H24\"/></svg>%s</li>",
        style, words);
  }

  private void figures(Html page) {
    page.add("<details><summary>The same in figures</summary>");
    page.add("<table><caption>%s</caption>", title);
    page.add(
        "<thead><tr><th scope=\"col\">what</th><th scope=\"col\" class=\"n\">at first</th><th scope=\"col\" class=\"n\">least</th><th scope=\"col\" class=\"n\">most</th><th scope=\"col\" class=\"n\">at last</th></tr></thead><tbody>");
    for (Series line : lines) {
      Extent extent = Extent.of(line);
      page.add(
          "<tr><th scope=\"row\">%s</th><td class=\"n\">%s</td><td class=\"n\">%s</td><td class=\"n\">%s</td><td class=\"n\">%s</td></tr>",
          line.gauge(),
          amount(extent.first()),
          amount(extent.least()),
          amount(extent.most()),
          amount(extent.last()));
    }
    page.add("</tbody></table></details>");
  }

  /** What is seen, in words. */
  private String description() {
    StringBuilder words = new StringBuilder();
    words.append("Over ").append(Spans.words(Duration.ofMillis((long) length))).append(": ");
    for (Series line : lines) {
      Extent extent = Extent.of(line);
      words.append(
          "%s was %s at first, between %s and %s, and %s at last. "
              .formatted(
                  line.gauge(),
                  amount(extent.first()),
                  amount(extent.least()),
                  amount(extent.most()),
                  amount(extent.last())));
    }
    marks.ifPresent(line -> words.append("The load line is at %s.".formatted(amount(line.exit()))));
    fit.ifPresent(
        one ->
            words.append(
                "The trend goes from %s to %s."
                    .formatted(unit.amount(one.at(0)), unit.amount(one.at(length)))));
    return words.toString();
  }

  private String amount(long value) {
    return unit.amount((double) value);
  }
}

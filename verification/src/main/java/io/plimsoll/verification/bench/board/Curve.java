package io.plimsoll.verification.bench.board;

import io.plimsoll.verification.bench.Contestant;
import io.plimsoll.verification.bench.Fit;
import io.plimsoll.verification.bench.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What work costs by its size, as a figure of a page: the points, and the line through them. */
final class Curve {

  private static final int WIDTH = 1_000;
  private static final int HEIGHT = 300;
  private static final int STEPS = 60;

  private final Outcome outcome;
  private final Map<String, Map<Integer, Double>> points;
  private final Axis across;
  private final Axis up;

  private Curve(Outcome outcome, Map<String, Map<Integer, Double>> points) {
    this.outcome = outcome;
    this.points = points;
    List<Map<Integer, Double>> all = List.copyOf(points.values());
    this.across =
        Axis.inFactors(
            all.stream()
                .flatMap(each -> each.keySet().stream())
                .map(Integer::doubleValue)
                .toList());
    this.up = Axis.inFactors(all.stream().flatMap(each -> each.values().stream()).toList());
  }

  /** The figure; empty where the contest is not about sizes. */
  static Optional<Curve> of(Outcome outcome) {
    Map<String, Map<Integer, Double>> points = new LinkedHashMap<>();
    for (Contestant each : outcome.contest().contestants()) {
      Map<Integer, Double> own = Fit.points(outcome, each.name());
      if (own.size() > 1) {
        points.put(each.name(), own);
      }
    }
    return points.isEmpty() ? Optional.empty() : Optional.of(new Curve(outcome, points));
  }

  void addTo(Html page) {
    page.add("<figure>");
    page.add(
        "<figcaption>%s of all by size, with the straight line through the medians; equal steps are equal factors</figcaption>",
        outcome.contest().unit());
    page.add("<div class=\"plot\">");
    page.add("<div class=\"y\" aria-hidden=\"true\">");
    for (double tick : up.ticks()) {
      page.add("<span style=\"bottom:%.2f%%\">%s</span>", 100 * up.place(tick), Axis.label(tick));
    }
    page.add("</div>");
    page.add("<div class=\"area\">");
    page.add(
        "<svg role=\"img\" aria-label=\"%s\" viewBox=\"0 0 %d %d\" preserveAspectRatio=\"none\">",
        words(), WIDTH, HEIGHT);
    for (double tick : up.ticks()) {
      page.add("<path class=\"grid\" d=\"M0 %.1fH%d\"/>", y(tick), WIDTH);
    }
    points.forEach((name, own) -> draw(page, name.equals(outcome.ours()) ? "us" : "peer", own));
    page.add("</svg></div>");
    page.add("<div class=\"x\" aria-hidden=\"true\">");
    across.addTo(page);
    page.add("</div></div>");
    page.add("</figure>");
  }

  private void draw(Html page, String kind, Map<Integer, Double> own) {
    Fit fit = Fit.of(own);
    StringBuilder line = new StringBuilder();
    double least = own.keySet().stream().mapToInt(Integer::intValue).min().orElseThrow();
    double most = own.keySet().stream().mapToInt(Integer::intValue).max().orElseThrow();
    for (int i = 0; i <= STEPS; i++) {
      double size = least * Math.pow(most / least, (double) i / STEPS);
      line.append(line.length() == 0 ? 'M' : 'L')
          .append(String.format(Locale.ROOT, "%.1f %.1f", x(size), y(fit.at(size))));
    }
    page.add("<path class=\"line %s\" d=\"%s\"/>", kind, line);
    own.forEach(
        (size, value) ->
            page.add("<path class=\"point %s\" d=\"M%.1f %.1fh0.01\"/>", kind, x(size), y(value)));
  }

  private String words() {
    StringBuilder words = new StringBuilder();
    points.forEach(
        (name, own) -> {
          words.append(name).append(':');
          own.forEach(
              (size, value) -> words.append(" %s at %d,".formatted(Amount.of(value), size)));
          words.append(' ');
        });
    return words.toString().strip().replaceAll(",$", "");
  }

  private double x(double size) {
    return WIDTH * across.place(size);
  }

  private double y(double value) {
    return HEIGHT * (1 - up.place(value));
  }
}

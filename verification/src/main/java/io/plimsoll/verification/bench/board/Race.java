package io.plimsoll.verification.bench.board;

import io.plimsoll.verification.bench.Contest;
import io.plimsoll.verification.bench.Contestant;
import io.plimsoll.verification.bench.Outcome;
import io.plimsoll.verification.bench.Sample;
import io.plimsoll.verification.bench.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One contest as a figure of a page: a line for each contestant, with a dot for each round, the
 * median and its interval, all along one axis. What is drawn is stretched to the width that there
 * is; what is written stands beside it in HTML, so that it keeps its size.
 */
final class Race {

  private static final int WIDTH = 1_000;
  private static final int HEIGHT = 40;
  private static final int MIDDLE = HEIGHT / 2;

  private final Outcome outcome;
  private final List<Verdict> verdicts;
  private final Axis axis;

  private Race(Outcome outcome, List<Verdict> verdicts, Axis axis) {
    this.outcome = outcome;
    this.verdicts = verdicts;
    this.axis = axis;
  }

  /** The figure; empty where nobody came through. */
  static Optional<Race> of(Outcome outcome, List<Verdict> verdicts) {
    List<Double> all = new ArrayList<>();
    outcome.samples().values().forEach(each -> each.forEach(sample -> all.add(sample.value())));
    if (all.isEmpty()) {
      return Optional.empty();
    }
    verdicts.forEach(verdict -> bound(outcome, verdict).ifPresent(all::add));
    return Optional.of(new Race(outcome, verdicts, Axis.of(all)));
  }

  /** Where the value of ours would be just good enough. */
  private static Optional<Double> bound(Outcome outcome, Verdict verdict) {
    Optional<Double> value = outcome.values(outcome.ours()).map(Spread::median);
    if (!verdict.goal().figure().isInProportion() || value.isEmpty() || verdict.seen().isEmpty()) {
      return Optional.empty();
    }
    double at = value.get() * verdict.bound() / verdict.seen().get();
    return Double.isFinite(at) ? Optional.of(at) : Optional.empty();
  }

  void addTo(Html page) {
    Contest contest = outcome.contest();
    page.add("<figure>");
    page.add(
        "<figcaption>%s, %s is better%s</figcaption>",
        contest.unit(),
        contest.moreIsBetter() ? "more" : "less",
        axis.inFactors() ? "; equal steps are equal factors" : "");
    page.add("<div class=\"race\">");
    for (Contestant each : contest.contestants()) {
      outcome.values(each.name()).ifPresent(values -> row(page, each.name(), values));
    }
    page.add("<div class=\"x\" aria-hidden=\"true\">");
    axis.addTo(page);
    page.add("</div>");
    page.add("</div>");
    page.add("</figure>");
  }

  private void row(Html page, String name, Spread values) {
    boolean ours = name.equals(outcome.ours());
    page.add("<div class=\"who%s\">%s</div>", ours ? " ours" : "", name);
    page.add("<div class=\"lane\">");
    page.add(
        "<svg role=\"img\" aria-label=\"%s: %s, in most rounds between %s and %s\" viewBox=\"0 0 %d %d\" preserveAspectRatio=\"none\">",
        name,
        Amount.of(values.median()),
        Amount.of(values.low()),
        Amount.of(values.high()),
        WIDTH,
        HEIGHT);
    for (double tick : axis.ticks()) {
      page.add("<path class=\"grid\" d=\"M%.1f 0V%d\"/>", x(tick), HEIGHT);
    }
    String kind = ours ? "us" : "peer";
    page.add(
        "<path class=\"span %s\" d=\"M%.1f %dH%.1f\"/>",
        kind, x(values.low()), MIDDLE, x(values.high()));
    for (Sample sample : outcome.samples().getOrDefault(name, List.of())) {
      page.add("<path class=\"dot %s\" d=\"M%.1f %dh0.01\"/>", kind, x(sample.value()), MIDDLE);
    }
    page.add("<path class=\"median %s\" d=\"M%.1f 7V33\"/>", kind, x(values.median()));
    if (ours) {
      for (Verdict verdict : verdicts) {
        bound(outcome, verdict)
            .ifPresent(
                at ->
                    page.add(
                        "<path class=\"bound %s\" d=\"M%.1f 0V%d\"><title>%s</title></path>",
                        verdict.isMissed() ? "bad" : "good",
                        x(at),
                        HEIGHT,
                        verdict.goal().words()));
      }
    }
    page.add("</svg></div>");
    page.add("<div class=\"much\"><b>%s</b>%s</div>", Amount.of(values.median()), ratio(name));
  }

  private String ratio(String name) {
    return name.equals(outcome.ours())
        ? ""
        : outcome
            .ratio(name)
            .map(ratio -> " ours is " + Amount.of(ratio.median()) + " x it")
            .orElse("");
  }

  private double x(double value) {
    return WIDTH * axis.place(value);
  }
}

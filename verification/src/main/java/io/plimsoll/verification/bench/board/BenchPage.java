package io.plimsoll.verification.bench.board;

import io.plimsoll.verification.bench.Contestant;
import io.plimsoll.verification.bench.Outcome;
import io.plimsoll.verification.bench.Spread;
import java.util.List;
import java.util.Optional;

/**
 * What contests showed, as one page of HTML that needs nothing else: no script, no font, no
 * picture, and no network.
 */
final class BenchPage {

  private final Occasion occasion;
  private final List<Showing> showings;
  private final Html page = new Html();

  private BenchPage(Occasion occasion, List<Showing> showings) {
    this.occasion = occasion;
    this.showings = showings;
  }

  /** The page, in UTF-8. */
  static String html(Occasion occasion, List<Showing> showings) {
    return new BenchPage(occasion, showings).write();
  }

  private String write() {
    page.add("<!DOCTYPE html>");
    page.add("<html lang=\"en\">");
    page.add("<head>");
    page.add("<meta charset=\"utf-8\">");
    page.add("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">");
    page.add(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">");
    page.add("<meta name=\"color-scheme\" content=\"light dark\">");
    page.add("<title>%s: Plimsoll bench</title>", verdict());
    page.add("<style>");
    page.add(BenchStyle.SHEET);
    page.add("</style>");
    page.add("</head>");
    page.add("<body>");
    head();
    page.add("<main>");
    showings.forEach(this::bench);
    reading();
    page.add("</main>");
    page.add("<footer><p>Written by <code>%s</code></p></footer>", occasion.command());
    page.add("</body>");
    page.add("</html>");
    return page.toString();
  }

  private List<Verdict> verdicts() {
    return showings.stream().flatMap(one -> one.verdicts().stream()).toList();
  }

  private long missed() {
    return verdicts().stream().filter(Verdict::isMissed).count();
  }

  private long failures() {
    return showings.stream()
        .flatMap(one -> one.outcomes().stream())
        .filter(outcome -> outcome.failed().containsKey(outcome.ours()))
        .count();
  }

  private String verdict() {
    if (failures() > 0) {
      return "Ours failed";
    }
    return missed() == 0
        ? "No goal missed"
        : missed() == 1 ? "1 goal missed" : missed() + " goals missed";
  }

  private void head() {
    page.add("<header>");
    page.add(
        "<p class=\"kicker\"><svg aria-hidden=\"true\" viewBox=\"0 0 32 32\"><circle cx=\"16\" cy=\"16\" r=\"9\"/><path d=\"M2 16H30\"/></svg>Plimsoll bench</p>");
    page.add(
        "<p class=\"verdict %s\">%s</p>", missed() + failures() == 0 ? "good" : "bad", verdict());
    page.add("<h1>%s</h1>", headline());
    if (showings.stream().anyMatch(one -> one.slack() != 1)) {
      page.add(
          "<p class=\"lead\">A short run, of fewer than five rounds: goals were judged by bounds that are twice as wide.</p>");
    }
    page.add("<dl class=\"facts\">");
    fact("date", occasion.date());
    occasion.facts().forEach(this::fact);
    page.add(
        "<div class=\"wide\"><dt>command</dt><dd><code>%s</code></dd></div>", occasion.command());
    page.add("</dl>");
    page.add("</header>");
  }

  private String headline() {
    List<Verdict> all = verdicts();
    long reached = all.stream().filter(one -> one.reached().orElse(false)).count();
    long unjudged = all.stream().filter(one -> one.reached().isEmpty()).count();
    int contests = showings.stream().mapToInt(one -> one.outcomes().size()).sum();
    return "%d %s, %d of %d goals reached%s."
        .formatted(
            contests,
            contests == 1 ? "contest" : "contests",
            reached,
            all.size(),
            unjudged == 0 ? "" : ", " + unjudged + " not judged");
  }

  private void fact(String name, String value) {
    page.add("<div><dt>%s</dt><dd>%s</dd></div>", name, value);
  }

  private void bench(Showing showing) {
    page.add("<section aria-labelledby=\"%s\">", showing.name());
    page.add(
        "<h2 id=\"%s\"><code>%s</code> %s</h2>", showing.name(), showing.name(), showing.words());
    if (showing.lacks().isPresent()) {
      page.add("<p>Not held here: there is no %s.</p>", showing.lacks().get());
    } else {
      page.add("<p class=\"how\">%s; in each round all contestants in turn.</p>", showing.how());
    }
    showing.outcomes().forEach(outcome -> contest(showing, outcome));
    page.add("</section>");
  }

  private void contest(Showing showing, Outcome outcome) {
    List<Verdict> verdicts = showing.verdicts(outcome);
    page.add("<article>");
    page.add("<h3>%s</h3>", outcome.contest().title());
    if (!verdicts.isEmpty()) {
      page.add("<ul class=\"goals\">");
      for (Verdict verdict : verdicts) {
        String kind = verdict.reached().map(yes -> yes ? "good" : "bad").orElse("soft");
        page.add(
            "<li><span class=\"pill %s\">%s</span> <span>%s</span></li>",
            kind, verdict.word(), seen(verdict));
      }
      page.add("</ul>");
    }
    Race.of(outcome, verdicts).ifPresent(race -> race.addTo(page));
    Curve.of(outcome).ifPresent(curve -> curve.addTo(page));
    figures(outcome);
    if (!outcome.failed().isEmpty()) {
      page.add("<ul class=\"failed\">");
      outcome
          .failed()
          .forEach((name, why) -> page.add("<li><b>%s</b> is not counted: %s</li>", name, why));
      page.add("</ul>");
    }
    page.add("</article>");
  }

  private static String seen(Verdict verdict) {
    String seen = verdict.seen().map(value -> "; seen: " + Amount.of(value)).orElse("");
    String wide = verdict.slack() == 1 ? "" : ", judged by " + Amount.of(verdict.bound());
    return verdict.goal().words() + seen + wide;
  }

  private void figures(Outcome outcome) {
    page.add("<details><summary>The same in figures</summary>");
    page.add(
        "<table><caption>%s, in %s</caption>", outcome.contest().title(), outcome.contest().unit());
    page.add(
        "<thead><tr><th scope=\"col\">who</th><th scope=\"col\" class=\"n\">median</th><th scope=\"col\" class=\"n\">interval</th><th scope=\"col\" class=\"n\">ours / it</th><th scope=\"col\">besides, medians</th></tr></thead><tbody>");
    for (Contestant each : outcome.contest().contestants()) {
      outcome.values(each.name()).ifPresent(values -> line(outcome, each.name(), values));
    }
    page.add("</tbody></table></details>");
  }

  private void line(Outcome outcome, String name, Spread values) {
    Optional<Spread> ratio = name.equals(outcome.ours()) ? Optional.empty() : outcome.ratio(name);
    page.add(
        "<tr><th scope=\"row\">%s</th><td class=\"n\">%s</td><td class=\"n\">%s to %s</td><td class=\"n\">%s</td><td>%s</td></tr>",
        name,
        Amount.of(values.median()),
        Amount.of(values.low()),
        Amount.of(values.high()),
        ratio
            .map(
                one ->
                    "%s, %s to %s"
                        .formatted(
                            Amount.of(one.median()), Amount.of(one.low()), Amount.of(one.high())))
            .orElse(""),
        String.join("; ", Board.figures(outcome, name)));
  }

  private void reading() {
    page.add("<section aria-labelledby=\"reading\">");
    page.add("<h2 id=\"reading\">How to read it</h2>");
    page.add(
        "<ul class=\"legend\"><li><svg class=\"key\" aria-hidden=\"true\" viewBox=\"0 0 24 12\"><path class=\"dot us\" d=\"M12 6h0.01\"/></svg>one round</li><li><svg class=\"key\" aria-hidden=\"true\" viewBox=\"0 0 24 12\"><path class=\"median us\" d=\"M12 0V12\"/></svg>median</li><li><svg class=\"key\" aria-hidden=\"true\" viewBox=\"0 0 24 12\"><path class=\"span us\" d=\"M4 6H20\"/></svg>its interval</li><li><svg class=\"key\" aria-hidden=\"true\" viewBox=\"0 0 24 12\"><path class=\"bound good\" d=\"M12 0V12\"/></svg>a goal of ours</li></ul>");
    page.add(
        "<p>In each round all contestants do the same work, one after the other, in an order of its own: what disturbs the machine for a while disturbs all of them. Ratios are therefore taken round by round. An interval is the narrowest pair of rounds between which the true median lies in nine cases of ten, whatever the figures are distributed like; with four rounds or fewer it is the least and the greatest. Who failed, or did other work than was asked for, is not counted.</p>");
    page.add("</section>");
  }
}

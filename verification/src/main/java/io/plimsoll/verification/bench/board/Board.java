package io.plimsoll.verification.bench.board;

import io.plimsoll.verification.bench.Contest;
import io.plimsoll.verification.bench.Contestant;
import io.plimsoll.verification.bench.Outcome;
import io.plimsoll.verification.bench.Spread;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tells what contests showed, as lines. */
final class Board {

  private final PrintStream out;

  Board(PrintStream out) {
    this.out = out;
  }

  void begin(Showing showing) {
    out.printf("%n%s: %s%n", showing.name(), showing.words());
    if (showing.lacks().isPresent()) {
      out.println("  not held here: there is no " + showing.lacks().get());
      return;
    }
    out.printf("  %s: median [interval]; what stands beside are medians too%n", showing.how());
  }

  void tell(Showing showing, Outcome outcome) {
    Contest contest = outcome.contest();
    out.printf(
        "%n  %s: %s, %s is better%n",
        contest.title(), contest.unit(), contest.moreIsBetter() ? "more" : "less");
    int width =
        contest.contestants().stream().mapToInt(each -> each.name().length()).max().orElse(0);
    for (Contestant each : contest.contestants()) {
      outcome
          .values(each.name())
          .ifPresent(
              values ->
                  out.printf(
                      "    %-" + width + "s  %s%s%s%n",
                      each.name(),
                      spread(values),
                      ratio(outcome, each.name()),
                      beside(outcome, each.name())));
    }
    outcome
        .failed()
        .forEach((name, why) -> out.printf("    %-" + width + "s  not counted: %s%n", name, why));
    showing.verdicts(outcome).forEach(verdict -> out.println("    goal: " + verdict.words()));
  }

  private static String spread(Spread values) {
    return "%s [%s, %s]"
        .formatted(Amount.of(values.median()), Amount.of(values.low()), Amount.of(values.high()));
  }

  private static String ratio(Outcome outcome, String name) {
    if (name.equals(outcome.ours())) {
      return "";
    }
    return outcome.ratio(name).map(ratio -> "; ours / it " + spread(ratio)).orElse("");
  }

  private static String beside(Outcome outcome, String name) {
    String words = String.join("; ", figures(outcome, name));
    return words.isEmpty() ? "" : "; " + words;
  }

  /** The figures beside the values of a contestant, each with its name. */
  static List<String> figures(Outcome outcome, String name) {
    List<String> words = new ArrayList<>();
    for (String figure : names(outcome, name)) {
      Optional<Spread> spread = outcome.beside(name, figure);
      spread.ifPresent(values -> words.add(figure + " " + Amount.of(values.median())));
    }
    return words;
  }

  private static Iterable<String> names(Outcome outcome, String name) {
    Set<String> names = new LinkedHashSet<>();
    outcome
        .samples()
        .getOrDefault(name, List.of())
        .forEach(sample -> names.addAll(sample.beside().keySet()));
    return names;
  }
}

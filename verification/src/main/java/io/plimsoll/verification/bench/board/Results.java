package io.plimsoll.verification.bench.board;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.plimsoll.verification.bench.Contestant;
import io.plimsoll.verification.bench.Outcome;
import io.plimsoll.verification.bench.Spread;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What contests showed, as JSON with every sample. */
final class Results {

  private Results() {}

  static String json(Occasion occasion, List<Showing> showings, List<String> broken)
      throws IOException {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("proof", "bench");
    all.put("held", broken.isEmpty());
    all.put("at", occasion.at().toString());
    all.put("command", occasion.command());
    all.putAll(occasion.facts());
    all.put("benches", showings.stream().map(Results::bench).toList());
    all.put("broken", broken);
    return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n";
  }

  private static Map<String, Object> bench(Showing showing) {
    Map<String, Object> bench = new LinkedHashMap<>();
    bench.put("name", showing.name());
    bench.put("words", showing.words());
    showing.lacks().ifPresent(why -> bench.put("lacks", why));
    bench.put("warmups", showing.warmups());
    bench.put("rounds", showing.rounds());
    bench.put("slack", showing.slack());
    bench.put("contests", showing.outcomes().stream().map(each -> contest(showing, each)).toList());
    return bench;
  }

  private static Map<String, Object> contest(Showing showing, Outcome outcome) {
    Map<String, Object> contest = new LinkedHashMap<>();
    contest.put("title", outcome.contest().title());
    contest.put("unit", outcome.contest().unit());
    contest.put("moreIsBetter", outcome.contest().moreIsBetter());
    contest.put(
        "contestants",
        outcome.contest().contestants().stream().map(each -> contestant(outcome, each)).toList());
    contest.put("goals", showing.verdicts(outcome).stream().map(Results::goal).toList());
    return contest;
  }

  private static Map<String, Object> contestant(Outcome outcome, Contestant each) {
    String name = each.name();
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("name", name);
    if (outcome.failed().containsKey(name)) {
      one.put("notCounted", outcome.failed().get(name));
      return one;
    }
    outcome.values(name).ifPresent(values -> one.put("values", spread(values)));
    if (!name.equals(outcome.ours())) {
      outcome.ratio(name).ifPresent(ratio -> one.put("oursOverIt", spread(ratio)));
    }
    one.put("samples", outcome.samples().getOrDefault(name, List.of()));
    return one;
  }

  private static Map<String, Object> spread(Spread spread) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("median", spread.median());
    figures.put("low", spread.low());
    figures.put("high", spread.high());
    figures.put("confidence", spread.confidence());
    return figures;
  }

  private static Map<String, Object> goal(Verdict verdict) {
    Map<String, Object> goal = new LinkedHashMap<>();
    goal.put("words", verdict.goal().words());
    verdict.seen().ifPresent(seen -> goal.put("seen", seen));
    goal.put("bound", verdict.bound());
    goal.put("outcome", verdict.word());
    return goal;
  }
}

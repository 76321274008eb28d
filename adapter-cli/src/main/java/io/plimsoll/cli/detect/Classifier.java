package io.plimsoll.cli.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All rules, the more telling first: the first that knows a program decides. Pure. */
final class Classifier {

  // A fixed list: as many as there are kinds, and few more.
  private static final List<Rule> RULES = rules();

  private Classifier() {}

  /** The verdict on a program. */
  static Verdict judge(Program program, Surroundings here, FileFacts files) {
    for (Rule rule : RULES) {
      Optional<Verdict> verdict = rule.judge(program, here, files);
      if (verdict.isPresent()) {
        return verdict.get();
      }
    }
    return Verdict.of(Kind.UNKNOWN, "in a folder that no rule knows");
  }

  private static List<Rule> rules() {
    List<Rule> rules =
        new ArrayList<>(
            List.of(
                PythonRules::pipx,
                PythonRules::uv,
                PythonRules::venv,
                PythonRules::conda,
                NodeRules::project,
                NodeRules::global));
    rules.addAll(VersionManager.ALL);
    rules.addAll(
        List.of(
            PlaceRules::snap,
            PlaceRules::homebrew,
            PlaceRules::nix,
            PlaceRules::cargo,
            PlaceRules::go,
            PlaceRules::place));
    return List.copyOf(rules);
  }
}

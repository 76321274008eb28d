package io.plimsoll.verification.mutation;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.plimsoll.verification.mutation.Judgement.Score;
import io.plimsoll.verification.proof.Options;
import io.plimsoll.verification.proof.Proof;
import io.plimsoll.verification.proof.UsageException;
import io.plimsoll.verification.workload.Project;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Changes the core's decisions one at a time, and counts the changes that its tests notice. */
public final class MutateProof implements Proof {

  private static final String ACCEPTED = "runtime-core/src/test/mutants/accepted.txt";
  private static final String ROW = "  %-12s %8s %8s %10s %9s %12s %8s%n";

  /** The proof. */
  public MutateProof() {}

  @Override
  public String name() {
    return "mutate";
  }

  @Override
  public String words() {
    return """
        mutate [--quick] [--json FILE]
          Changes the code of runtime-core in one place at a time and runs the tests that reach it.
          Of these mutants %.0f %% must be killed, and each that survives must have its reason in
          %s
          --quick      only how a command is killed, by the tests of its package
          --json FILE  the figures as JSON"""
        .formatted(Judgement.LEAST, ACCEPTED);
  }

  @Override
  public boolean holds(List<String> arguments, PrintStream out) {
    Options options = new Options(arguments, Set.of("--quick"), Set.of("--json", "--seed"));
    Part part = options.has("--quick") ? Part.QUICK : Part.ALL;
    out.println("mutate: " + part.words() + "; PIT's mutators STRONGER");
    try {
      Path root = Project.root();
      Map<String, String> accepted =
          new LinkedHashMap<>(Accepted.read(root.resolve(ACCEPTED)).reasons());
      accepted.keySet().removeIf(key -> !part.holds(key));
      long begun = System.nanoTime();
      Path report = new MutationRun(root).run(part);
      double seconds = (System.nanoTime() - begun) / 1e9;
      Judgement judgement = new Judgement(PitReport.read(report), accepted);
      print(judgement, seconds, out);
      if (options.text("--json").isPresent()) {
        Files.writeString(Path.of(options.text("--json").get()), json(judgement, seconds));
      }
      return judgement.broken().isEmpty();
    } catch (IOException e) {
      throw new UsageException("cannot be tried here: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UsageException("was interrupted", e);
    }
  }

  static void print(Judgement judgement, double seconds, PrintStream out) {
    out.printf(
        ROW, "package", "mutants", "killed", "timed out", "survived", "not reached", "noticed");
    judgement.packages().forEach((name, score) -> row(name, score, out));
    row("all", judgement.score(), out);
    out.printf("  survivors with a reason in %s: %d%n", ACCEPTED, judgement.excused().size());
    for (Mutant mutant : judgement.unexplained()) {
      out.println("  SURVIVES: " + mutant.key() + " (line " + mutant.line() + ")");
    }
    for (String key : judgement.stale()) {
      out.println("  NO SURVIVOR ANY MORE, take its reason out: " + key);
    }
    Score score = judgement.score();
    String figures =
        String.format(
            Locale.ROOT,
            "%d of %d mutants noticed (%.1f %%), %d survive, %.0f s",
            score.noticed(),
            score.mutants(),
            score.percent(),
            score.mutants() - score.noticed(),
            seconds);
    out.println(
        judgement.broken().isEmpty()
            ? "mutate: held, " + figures
            : "mutate: BROKEN, " + String.join(", ", judgement.broken()) + "; " + figures);
  }

  private static void row(String name, Score score, PrintStream out) {
    out.printf(
        Locale.ROOT,
        ROW,
        name.replace("io.plimsoll.", ""),
        score.mutants(),
        score.killed(),
        score.timedOut(),
        score.survived(),
        score.notReached(),
        String.format(Locale.ROOT, "%.1f %%", score.percent()));
  }

  private static String json(Judgement judgement, double seconds) throws IOException {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("proof", "mutate");
    all.put("held", judgement.broken().isEmpty());
    all.put("all", figures(judgement.score()));
    judgement.packages().forEach((name, score) -> all.put(name, figures(score)));
    all.put("unexplained", judgement.unexplained().stream().map(Mutant::key).toList());
    all.put("excused", judgement.excused().stream().map(Mutant::key).toList());
    all.put("stale", judgement.stale());
    all.put("seconds", seconds);
    return new ObjectMapper().writeValueAsString(all) + "\n";
  }

  private static Map<String, Object> figures(Score score) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("mutants", score.mutants());
    figures.put("killed", score.killed());
    figures.put("timedOut", score.timedOut());
    figures.put("survived", score.survived());
    figures.put("notReached", score.notReached());
    figures.put("percent", score.percent());
    return figures;
  }
}

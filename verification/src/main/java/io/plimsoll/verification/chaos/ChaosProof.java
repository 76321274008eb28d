package io.plimsoll.verification.chaos;

import io.plimsoll.verification.proof.Options;
import io.plimsoll.verification.proof.Proof;
import io.plimsoll.verification.workload.RealProgram;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;

/** Tries that nothing of a command outlives its lease, whatever the command does. */
public final class ChaosProof implements Proof {

  private static final int SECONDS = 300;
  private static final int QUICK_SECONDS = 12;
  private static final int CONCURRENCY = 12;

  /** The proof. */
  public ChaosProof() {}

  @Override
  public String name() {
    return "chaos";
  }

  @Override
  public String words() {
    return """
        chaos [--seconds N] [--concurrency N] [--containment LEVEL] [--seed N] [--quick] [--json FILE]
          Runs real trees that misbehave in all ways that are known, at each level of containment that
          works here; counts what is left after each lease by a mark of its own, and compares each
          outcome with what was done. Then a runtime that sleeps past every deadline, one that may
          start nothing, and one that is killed over 150 children.
          --seconds N       the time for all levels together (%d)   --quick  %d seconds
          --concurrency N   how many at once (%d)   --containment LEVEL  this level only
          --seed N          what everything random comes from (1)   --json FILE  the figures as JSON"""
        .formatted(SECONDS, QUICK_SECONDS, CONCURRENCY);
  }

  @Override
  public boolean holds(List<String> arguments, PrintStream out) {
    Options options =
        new Options(
            arguments,
            Set.of("--quick"),
            Set.of("--seconds", "--concurrency", "--containment", "--json", "--seed"));
    boolean quick = options.has("--quick");
    ChaosPlan plan =
        new ChaosPlan(
            options.number("--seed", 1, 0, Integer.MAX_VALUE),
            1_000 * options.number("--seconds", quick ? QUICK_SECONDS : SECONDS, 1, 86_400),
            (int) options.number("--concurrency", CONCURRENCY, 1, 64),
            options.text("--containment").orElse(""),
            quick ? 100 : 1_000);
    out.println("chaos: commands at their worst, seed " + plan.seed());
    return RealProgram.holds(
        name(),
        options.text("--json"),
        out,
        (root, folder, findings) -> {
          findings.figure("seed", plan.seed());
          new Chaos(plan, root, folder, out, findings).run();
          if (!findings.broken().isEmpty()) {
            out.println("  repeat with --seed " + plan.seed());
          }
        });
  }
}

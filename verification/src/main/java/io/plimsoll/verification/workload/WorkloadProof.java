package io.plimsoll.verification.workload;

import io.plimsoll.verification.proof.Options;
import io.plimsoll.verification.proof.Proof;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;

/** Tries the real program on 1,550 real operations, beside {@code xargs}. */
public final class WorkloadProof implements Proof {

  private static final int OPERATIONS = 1_550;
  private static final int QUICK_OPERATIONS = 120;

  /** The proof. */
  public WorkloadProof() {}

  @Override
  public String name() {
    return "workload";
  }

  @Override
  public String words() {
    return """
        workload [--operations N] [--rounds N] [--quick] [--json FILE]
          Runs real operations, each a Python process on a real file, by hand, through xargs -P2 and
          through plimsoll batch; compares each verdict, and measures speed and memory.
          --operations N  how many (%d)   --rounds N  xargs and batch in turn, so often (1)
          --quick         %d operations   --json FILE  the figures as JSON"""
        .formatted(OPERATIONS, QUICK_OPERATIONS);
  }

  @Override
  public boolean holds(List<String> arguments, PrintStream out) {
    Options options =
        new Options(
            arguments, Set.of("--quick"), Set.of("--operations", "--rounds", "--json", "--seed"));
    int usual = options.has("--quick") ? QUICK_OPERATIONS : OPERATIONS;
    int count = (int) options.number("--operations", usual, 3, 100_000);
    int rounds = (int) options.number("--rounds", 1, 1, 100);
    return RealProgram.holds(
        name(),
        options.text("--json"),
        out,
        (root, folder, findings) -> new Workload(root, folder, out).run(count, rounds, findings));
  }
}

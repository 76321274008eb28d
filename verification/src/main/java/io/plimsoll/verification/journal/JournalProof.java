package io.plimsoll.verification.journal;

import io.plimsoll.verification.proof.Options;
import io.plimsoll.verification.proof.Proof;
import io.plimsoll.verification.workload.RealProgram;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;

/** Tries what the journal of a batch costs, in time, heap and disk. */
public final class JournalProof implements Proof {

  private static final int OPERATIONS = 1_550;
  private static final int QUICK_OPERATIONS = 40;
  private static final int JOBS = 100_000;
  private static final int QUICK_JOBS = 10_000;
  private static final int PAIRS = 5;

  /** The proof. */
  public JournalProof() {}

  @Override
  public String name() {
    return "journal";
  }

  @Override
  public String words() {
    return """
        journal [--operations N] [--pairs N] [--jobs N] [--quick] [--json FILE]
          Runs real operations through plimsoll batch without and with a journal, in turn, and
          compares the times; then many trivial jobs with a journal, and measures heap and disk; then
          has all their outcomes told again.
          --operations N  how many (%d)   --pairs N  runs without and with, so often (%d)
          --jobs N  trivial jobs (%d)     --json FILE  the figures as JSON
          --quick   %d operations, %d jobs; the times are judged with a wide bound only"""
        .formatted(OPERATIONS, PAIRS, JOBS, QUICK_OPERATIONS, QUICK_JOBS);
  }

  @Override
  public boolean holds(List<String> arguments, PrintStream out) {
    Options options =
        new Options(
            arguments,
            Set.of("--quick"),
            Set.of("--operations", "--pairs", "--jobs", "--json", "--seed"));
    boolean quick = options.has("--quick");
    int operations =
        (int) options.number("--operations", quick ? QUICK_OPERATIONS : OPERATIONS, 3, 100_000);
    int pairs = (int) options.number("--pairs", PAIRS, 1, 100);
    int jobs = (int) options.number("--jobs", quick ? QUICK_JOBS : JOBS, 100, 1_000_000);
    out.println("journal: the same batch without and with a journal, then a long one");
    return RealProgram.holds(
        name(),
        options.text("--json"),
        out,
        (root, folder, findings) -> {
          new Cost(root, folder, findings).compare(operations, pairs, quick);
          new Growth(root, folder, findings).measure(jobs);
        });
  }
}

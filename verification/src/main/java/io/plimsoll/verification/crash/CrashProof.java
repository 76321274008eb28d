package io.plimsoll.verification.crash;

import io.plimsoll.verification.proof.Options;
import io.plimsoll.verification.proof.Proof;
import io.plimsoll.verification.workload.Findings;
import io.plimsoll.verification.workload.RealProgram;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Tries that a batch loses nothing and leaves nothing behind when its runtime is killed. */
public final class CrashProof implements Proof {

  private static final int ROUNDS = 200;
  private static final int QUICK_ROUNDS = 10;
  private static final int LONGEST_MILLIS = 1_500;
  private static final int MOST_COMPLAINTS = 20;

  /** The proof. */
  public CrashProof() {}

  @Override
  public String name() {
    return "crash";
  }

  @Override
  public String words() {
    return """
        crash [--rounds N] [--seed N] [--quick] [--json FILE]
          Kills plimsoll batch --journal at a random moment, up to three times, in a part of the rounds
          its sentinel first, and resumes it to its end; compares what the killed runtimes had told, what
          the last one tells, and what the jobs wrote down themselves; counts processes that are left.
          --rounds N  how many (%d)   --quick  %d rounds
          --seed N    what everything random comes from (1)   --json FILE  the figures as JSON"""
        .formatted(ROUNDS, QUICK_ROUNDS);
  }

  @Override
  public boolean holds(List<String> arguments, PrintStream out) {
    Options options =
        new Options(arguments, Set.of("--quick"), Set.of("--rounds", "--json", "--seed"));
    long seed = options.number("--seed", 1, 0, Integer.MAX_VALUE);
    int usual = options.has("--quick") ? QUICK_ROUNDS : ROUNDS;
    int rounds = (int) options.number("--rounds", usual, 1, 100_000);
    out.println("crash: batches that are killed, seed " + seed);
    return RealProgram.holds(
        name(),
        options.text("--json"),
        out,
        (root, folder, findings) -> {
          run(root.resolve("bin/plimsoll"), folder, seed, rounds, findings);
          if (!findings.broken().isEmpty()) {
            out.println("  repeat with --seed " + seed);
          }
        });
  }

  private static void run(Path plimsoll, Path folder, long seed, int rounds, Findings findings)
      throws IOException, InterruptedException {
    List<String> complaints = new ArrayList<>();
    int[] sums = new int[5];
    int planned = 0;
    long slowest = 0;
    for (int i = 0; i < rounds && complaints.size() < MOST_COMPLAINTS; i++) {
      RoundPlan plan = RoundPlan.of(seed, i, LONGEST_MILLIS);
      Path own = Files.createDirectory(folder.resolve("round" + i));
      CrashRound round = new CrashRound(plimsoll, own, plan);
      round.run();
      Audit audit = round.audit();
      String where = "round " + i + ": ";
      audit.complaints().forEach(words -> complaints.add(where + words));
      planned += (int) plan.kills().stream().filter(RoundPlan.Kill::sentinelToo).count();
      sums[0] += round.kills();
      sums[1] += round.sentinels();
      sums[2] += audit.lost();
      sums[3] += audit.duplicated();
      sums[4] += audit.ranAgain();
      slowest = Math.max(slowest, round.slowestMillis());
    }
    findings.figure("seed", seed);
    findings.figure("rounds", rounds);
    findings.figure("runtimes killed", sums[0]);
    findings.figure("sentinels killed, of so many planned", sums[1] + " of " + planned);
    findings.require(
        planned == 0 || sums[1] > 0 || rounds < QUICK_ROUNDS, "no planned kill found a sentinel");
    findings.figure("outcomes lost", sums[2]);
    findings.figure("outcomes told twice", sums[3]);
    findings.figure("jobs that were run again", sums[4]);
    findings.figure("slowest cleanup after a kill, ms", slowest);
    complaints.stream().limit(MOST_COMPLAINTS).forEach(words -> findings.require(false, words));
    findings.sum(
        "%d rounds, %d kills, 0 outcomes lost, 0 told twice, 0 processes left, seed %d"
            .formatted(rounds, sums[0], seed));
  }
}

package io.plimsoll.verification.replay;

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

/** Tries that recorded sessions are decided again as they were, and that recording costs little. */
public final class ReplayProof implements Proof {

  private static final int SESSIONS = 50;
  private static final int QUICK_SESSIONS = 6;
  private static final int PAIRS = 80;
  private static final int QUICK_PAIRS = 32;
  private static final int MOST_COMPLAINTS = 20;

  /** The proof. */
  public ReplayProof() {}

  @Override
  public String name() {
    return "replay";
  }

  @Override
  public String words() {
    return """
        replay [--sessions N] [--pairs N] [--seed N] [--quick] [--json FILE]
          Records batches of random commands: some fail, hang, ignore signals, leave daemons, need too
          much memory or are cancelled; every third runtime is killed at a random moment. Replays each
          recording on the JVM of this proof and on one of version 25, if there is one. Then runs the
          same commands with and without the recorder, in turn, and compares the rates.
          --sessions N  how many (%d)   --pairs N  blocks with and without, so often (%d)
          --seed N      what everything random comes from (1)   --json FILE  the figures as JSON
          --quick       %d sessions and %d pairs; the rates are judged with a wide bound only"""
        .formatted(SESSIONS, PAIRS, QUICK_SESSIONS, QUICK_PAIRS);
  }

  @Override
  public boolean holds(List<String> arguments, PrintStream out) {
    Options options =
        new Options(
            arguments, Set.of("--quick"), Set.of("--sessions", "--pairs", "--json", "--seed"));
    boolean quick = options.has("--quick");
    long seed = options.number("--seed", 1, 0, Integer.MAX_VALUE);
    int sessions = (int) options.number("--sessions", quick ? QUICK_SESSIONS : SESSIONS, 1, 10_000);
    int pairs = (int) options.number("--pairs", quick ? QUICK_PAIRS : PAIRS, 1, 1_000);
    out.println("replay: sessions that are recorded, some of them cut off, seed " + seed);
    return RealProgram.holds(
        name(),
        options.text("--json"),
        out,
        (root, folder, findings) -> {
          replay(root, folder, seed, sessions, findings);
          new RecorderCost(folder, findings).measure(pairs, quick);
          if (!findings.broken().isEmpty()) {
            out.println("  repeat with --seed " + seed);
          }
        });
  }

  private static void replay(Path root, Path folder, long seed, int sessions, Findings findings)
      throws IOException, InterruptedException {
    List<Jvm> jvms = Jvm.all();
    List<String> complaints = new ArrayList<>();
    Sum[] sums = new Sum[jvms.size()];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = new Sum();
    }
    int killed = 0;
    for (int i = 0; i < sessions && complaints.size() < MOST_COMPLAINTS; i++) {
      Path own = Files.createDirectory(folder.resolve("session" + i));
      RecordedBatch batch = new RecordedBatch(root.resolve("bin/plimsoll"), own, seed, i);
      batch.run();
      killed += batch.wasKilled() ? 1 : 0;
      String where = "session " + i + ": ";
      batch.complaints().forEach(words -> complaints.add(where + words));
      for (int j = 0; j < sums.length; j++) {
        sums[j].add(batch.replay(jvms.get(j)), where + "on " + jvms.get(j) + ": ", complaints);
      }
    }
    findings.figure("seed", seed);
    findings.figure("sessions", sessions);
    findings.figure("runtimes killed", killed);
    long decisions = 0;
    for (int j = 0; j < sums.length; j++) {
      Sum sum = sums[j];
      findings.figure("decisions compared on " + jvms.get(j), sum.decisions);
      findings.figure("  of commands", sum.commands);
      findings.figure("  that differ", sum.differing);
      findings.figure("  recordings with a torn last record", sum.torn);
      findings.require(sum.decisions > 0, "nothing was compared on " + jvms.get(j));
      decisions += sum.decisions;
    }
    complaints.stream().limit(MOST_COMPLAINTS).forEach(words -> findings.require(false, words));
    findings.sum(
        "%d sessions, %d killed, %d decisions compared on %s, 0 differ, seed %d"
            .formatted(sessions, killed, decisions, jvms, seed));
  }

  /** What came of all sessions on one JVM. */
  private static final class Sum {

    private long decisions;
    private long commands;
    private long differing;
    private long torn;

    void add(RecordedBatch.Answer answer, String where, List<String> complaints) {
      decisions += answer.decisions();
      commands += answer.commands();
      differing += answer.differing();
      torn += answer.torn() ? 1 : 0;
      answer.complaints().forEach(words -> complaints.add(where + words));
    }
  }
}

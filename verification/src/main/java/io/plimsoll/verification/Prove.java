package io.plimsoll.verification;

import io.plimsoll.verification.bench.board.BenchProof;
import io.plimsoll.verification.chaos.ChaosProof;
import io.plimsoll.verification.crash.CrashProof;
import io.plimsoll.verification.embed.EmbedProof;
import io.plimsoll.verification.journal.JournalProof;
import io.plimsoll.verification.leaks.LeaksProof;
import io.plimsoll.verification.loadline.LoadlineProof;
import io.plimsoll.verification.mutation.MutateProof;
import io.plimsoll.verification.pool.PoolProof;
import io.plimsoll.verification.proof.Proof;
import io.plimsoll.verification.proof.UsageException;
import io.plimsoll.verification.replay.ReplayProof;
import io.plimsoll.verification.servers.ServersProof;
import io.plimsoll.verification.session.SessionProof;
import io.plimsoll.verification.simulation.SimulateProof;
import io.plimsoll.verification.workload.BoundsProof;
import io.plimsoll.verification.workload.WorkloadProof;
import java.io.PrintStream;
import java.util.List;

/** Runs a proof by its name: {@code prove NAME [options]}. */
public final class Prove {

  /** The promise did not hold. */
  static final int BROKEN = 1;

  /** The proof could not be run as it was asked for. */
  static final int USAGE = 125;

  private static final List<Proof> PROOFS =
      List.of(
          new SimulateProof(),
          new WorkloadProof(),
          new BoundsProof(),
          new PoolProof(),
          new ServersProof(),
          new LoadlineProof(),
          new BenchProof(),
          new SessionProof(),
          new LeaksProof(),
          new EmbedProof(),
          new ChaosProof(),
          new CrashProof(),
          new JournalProof(),
          new ReplayProof(),
          new MutateProof());

  private Prove() {}

  /**
   * Runs a proof and leaves with 0 where it held, 1 where it did not, 125 where it could not be
   * run.
   *
   * @param args the name and the options
   */
  public static void main(String[] args) {
    System.exit(run(List.of(args), System.out, System.err));
  }

  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    if (arguments.isEmpty()) {
      err.println("prove: no proof is named; name one of these");
      err.print(usage());
      return USAGE;
    }
    String name = arguments.get(0);
    if (name.equals("--help") || name.equals("-h")) {
      out.print(usage());
      return 0;
    }
    for (Proof proof : PROOFS) {
      if (proof.name().equals(name)) {
        return run(proof, arguments.subList(1, arguments.size()), out, err);
      }
    }
    err.println("prove: '" + name + "' is not a proof; name one of these");
    err.print(usage());
    return USAGE;
  }

  private static int run(Proof proof, List<String> options, PrintStream out, PrintStream err) {
    if (options.contains("--help") || options.contains("-h")) {
      out.println(proof.words());
      return 0;
    }
    try {
      return proof.holds(options, out) ? 0 : BROKEN;
    } catch (UsageException e) {
      err.println(proof.name() + ": " + e.getMessage());
      return USAGE;
    }
  }

  private static String usage() {
    StringBuilder usage =
        new StringBuilder("usage: prove NAME [--quick] [--json FILE] [options]\n");
    PROOFS.forEach(proof -> usage.append('\n').append(proof.words()).append('\n'));
    return usage.toString();
  }
}

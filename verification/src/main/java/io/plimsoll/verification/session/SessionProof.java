package io.plimsoll.verification.session;

import io.plimsoll.verification.proof.Options;
import io.plimsoll.verification.proof.Proof;
import io.plimsoll.verification.workload.RealProgram;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;

/** Tries detection, cache, pool and children together, over a session of 1,550 operations. */
public final class SessionProof implements Proof {

  private static final int OPERATIONS = 1_550;
  private static final int QUICK_OPERATIONS = 150;

  /** The proof. */
  public SessionProof() {}

  @Override
  public String name() {
    return "session";
  }

  @Override
  public String words() {
    return """
        session [--operations N] [--quick] [--seed N] [--json FILE]
          One session of %d operations, each a detect, a cache put, a pooled TCP round trip to a
          server that closes connections at random, and a Python child; counts what failed and what
          closed connections were handed out or kept, and measures the heap.
          --operations N  how many   --quick  %d   --seed N  the random numbers of the server
          --json FILE  the figures as JSON"""
        .formatted(OPERATIONS, QUICK_OPERATIONS);
  }

  @Override
  public boolean holds(List<String> arguments, PrintStream out) {
    Options options =
        new Options(arguments, Set.of("--quick"), Set.of("--operations", "--seed", "--json"));
    int usual = options.has("--quick") ? QUICK_OPERATIONS : OPERATIONS;
    int operations = (int) options.number("--operations", usual, 3, 1_000_000);
    long seed = options.number("--seed", 1, Long.MIN_VALUE, Long.MAX_VALUE);
    out.println("session: " + operations + " operations, seed " + seed);
    return RealProgram.holds(
        name(),
        options.text("--json"),
        out,
        (root, folder, findings) -> new Session(findings).run(operations, seed, folder));
  }
}

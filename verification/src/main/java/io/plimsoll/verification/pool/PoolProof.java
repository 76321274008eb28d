package io.plimsoll.verification.pool;

import io.plimsoll.verification.proof.Options;
import io.plimsoll.verification.proof.Proof;
import io.plimsoll.verification.workload.RealProgram;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Tries that no closed connection is lent or kept, whatever server and borrowers do. */
public final class PoolProof implements Proof {

  private static final int SECONDS = 60;
  private static final int QUICK_SECONDS = 15;
  private static final int MOST_SECONDS = 86_400;

  /** The proof. */
  public PoolProof() {}

  @Override
  public String name() {
    return "pool";
  }

  @Override
  public String words() {
    return """
        pool [--quick] [--seconds N] [--seed N] [--json FILE]
          Borrows with 8 threads over 4 connections from a server that closes, half-closes, resets,
          stalls, talks unasked, greets nobody and restarts at random, and compares each loan with
          the server's record; then closes the pool, and drops another, and counts what is left.
          --quick  15 s   --seconds N  how long (60)   --seed N  the random numbers
          --json FILE  the figures as JSON""";
  }

  @Override
  public boolean holds(List<String> arguments, PrintStream out) {
    Options options =
        new Options(arguments, Set.of("--quick"), Set.of("--seconds", "--seed", "--json"));
    long seconds =
        options.number(
            "--seconds", options.has("--quick") ? QUICK_SECONDS : SECONDS, 1, MOST_SECONDS);
    long seed = options.number("--seed", 1, Long.MIN_VALUE, Long.MAX_VALUE);
    out.println(
        "pool: %d s, 8 threads over 4 connections to a rude server, seed %d"
            .formatted(seconds, seed));
    return RealProgram.holds(
        name(),
        options.text("--json"),
        out,
        (root, folder, findings) -> {
          PoolTrial trial = new PoolTrial(findings, seed);
          trial.closed(Duration.ofSeconds(seconds));
          trial.dropped();
          findings.require(findings.broken().isEmpty(), "try again with --seed " + seed);
        });
  }
}

package io.plimsoll.verification.workload;

import io.plimsoll.verification.proof.Options;
import io.plimsoll.verification.proof.Proof;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;

/**
 * Tries the bounds of the real program with many children, failures, pipe holders, output and
 * memory.
 */
public final class BoundsProof implements Proof {

  /** The proof. */
  public BoundsProof() {}

  @Override
  public String name() {
    return "bounds";
  }

  @Override
  public String words() {
    return """
        bounds [--quick] [--json FILE]
          Drives plimsoll batch to its bounds: 500 live children, 10,000 failed starts, 1,000 commands
          that leave somebody holding their output, 10 GiB of output, a tree that grows past its
          memory limit, ten jobs against two places; measures threads, descriptors and memory.
          --quick  a tenth of each   --json FILE  the figures as JSON""";
  }

  @Override
  public boolean holds(List<String> arguments, PrintStream out) {
    Options options = new Options(arguments, Set.of("--quick"), Set.of("--json", "--seed"));
    int part = options.has("--quick") ? 10 : 1;
    out.println("bounds: the real program with too much of everything");
    return RealProgram.holds(
        name(),
        options.text("--json"),
        out,
        (root, folder, findings) -> {
          Bounds bounds = new Bounds(root.resolve("bin/plimsoll"), folder, findings);
          bounds.concurrency();
          bounds.liveChildren(500 / part);
          bounds.failedStarts(10_000 / part);
          bounds.pipeHolders(1_000 / part);
          bounds.output(10 / part);
          bounds.memory();
        });
  }
}

package io.plimsoll.verification.loadline;

import io.plimsoll.verification.proof.Options;
import io.plimsoll.verification.proof.Proof;
import io.plimsoll.verification.workload.RealProgram;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;

/** Tries the load line on heaps and on trees that grow, and on heaps that are well. */
public final class LoadlineProof implements Proof {

  private static final int SECONDS = 60;
  private static final int QUICK_SECONDS = 5;
  private static final List<Integer> RATES = List.of(10, 100, 500);
  private static final List<Integer> QUICK_HEAPS = List.of(30);
  private static final List<Integer> QUICK_TREES = List.of(100);

  /** The proof. */
  public LoadlineProof() {}

  @Override
  public String name() {
    return "loadline";
  }

  @Override
  public String words() {
    return """
        loadline [--seconds N] [--quick] [--json FILE]
          On G1, Serial and ZGC with 512 MiB: a program that embeds the runtime churns half of its heap
          for %d s, which must enter no stage, and grows by %s MB/s, which must enter
          each stage in order and leave with 75 before the heap is full. Then trees that grow as fast
          under plimsoll run and batch with a limit of 512 MiB. And a heap as the launcher gives it:
          after a burst to 1 GiB and 30 s without work little of it is resident.
          --seconds N  churns for so long   --quick  %d s, one rate   --json FILE  the figures as JSON"""
        .formatted(SECONDS, RATES, QUICK_SECONDS);
  }

  @Override
  public boolean holds(List<String> arguments, PrintStream out) {
    Options options =
        new Options(arguments, Set.of("--quick"), Set.of("--json", "--seed", "--seconds"));
    boolean quick = options.has("--quick");
    int seconds = (int) options.number("--seconds", quick ? QUICK_SECONDS : SECONDS, 1, 3_600);
    out.println("loadline: heaps and trees up to their limit of 512 MiB");
    return RealProgram.holds(
        name(),
        options.text("--json"),
        out,
        (root, folder, findings) -> {
          HeapTrial heaps = new HeapTrial(folder, findings);
          TreeTrial trees = new TreeTrial(root.resolve("bin/plimsoll"), folder, findings);
          for (String collector : HeapTrial.COLLECTORS) {
            heaps.healthy(collector, seconds);
            for (int rate : quick ? QUICK_HEAPS : RATES) {
              heaps.growing(collector, rate);
            }
          }
          heaps.givesBack(root.resolve("bin/plimsoll"));
          for (int rate : quick ? QUICK_TREES : RATES) {
            trees.one(rate);
            trees.several(rate);
          }
        });
  }
}

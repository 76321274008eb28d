package io.plimsoll.verification.leaks;

import io.plimsoll.verification.proof.Options;
import io.plimsoll.verification.proof.Proof;
import io.plimsoll.verification.workload.Findings;
import io.plimsoll.verification.workload.RealProgram;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Plants every leak in the real program, and each healthy twin, and counts who is accused. */
public final class LeaksProof implements Proof {

  private static final int READINGS = 1_000;
  private static final int QUICK_READINGS = 300;
  private static final List<String> QUICK = List.of("listeners", "handles");

  /** The proof. */
  public LeaksProof() {}

  @Override
  public String name() {
    return "leaks";
  }

  @Override
  public String words() {
    return """
        leaks [--only NAME] [--readings N] [--quick] [--json FILE]
          Runs plimsoll soak with each of %d planted leaks, and with the healthy twin of each; counts
          which leaks were found and by their right name, after how many readings, and which twins
          were accused.
          --only NAME   one leak and its twin   --readings N  of each twin (%d)
          --quick       two leaks, and all twins in one session of %d readings
          --json FILE   the figures as JSON"""
        .formatted(Planted.ALL.size(), READINGS, QUICK_READINGS);
  }

  @Override
  public boolean holds(List<String> arguments, PrintStream out) {
    Options options =
        new Options(
            arguments, Set.of("--quick"), Set.of("--only", "--readings", "--json", "--seed"));
    boolean quick = options.has("--quick");
    int readings =
        (int) options.number("--readings", quick ? QUICK_READINGS : READINGS, 128, 100_000);
    List<Planted> chosen =
        Planted.ALL.stream()
            .filter(one -> !quick || QUICK.contains(one.name()))
            .filter(one -> options.text("--only").map(one.name()::equals).orElse(true))
            .toList();
    out.println("leaks: planted in the real program, and healthy twins");
    return RealProgram.holds(
        name(),
        options.text("--json"),
        out,
        (root, folder, findings) ->
            new LeakTrial(root.resolve("bin/plimsoll"), folder)
                .run(chosen, readings, quick, findings));
  }

  /** All of them, and the confusion table. */
  private record LeakTrial(Path plimsoll, Path folder) {

    void run(List<Planted> chosen, int readings, boolean together, Findings findings)
        throws IOException, InterruptedException {
      findings.require(!chosen.isEmpty(), "no leak of this name");
      int named = 0;
      int unnamed = 0;
      for (Planted one : chosen) {
        Verdict verdict = SoakRun.leak(plimsoll, folder, one);
        findings.figure(one.name() + ": accused first, after so many readings", verdict.words());
        boolean right = verdict.names(one);
        named += right ? 1 : 0;
        unnamed += !right && verdict.accuses() ? 1 : 0;
        findings.require(right, one.name() + ": " + verdict.words());
      }
      List<List<Planted>> twins =
          together ? List.of(Planted.ALL) : chosen.stream().map(List::of).toList();
      int accused = 0;
      for (List<Planted> group : twins) {
        Verdict verdict = SoakRun.healthy(plimsoll, folder, group, readings);
        String names =
            group.size() > 1
                ? "all"
                : group.stream().map(Planted::name).collect(Collectors.joining());
        findings.figure("healthy " + names + ": readings, accused", verdict.silence());
        accused += verdict.everAccused() > 0 ? 1 : 0;
        findings.require(
            verdict.everAccused() == 0 && verdict.readings() >= readings,
            "healthy %s: %s".formatted(names, verdict.silence()));
      }
      findings.figure(
          "leaks: named, others accused, silent",
          "%d, %d, %d".formatted(named, unnamed, chosen.size() - named - unnamed));
      findings.figure(
          "healthy: accused, silent", "%d, %d".formatted(accused, twins.size() - accused));
      findings.sum(
          "%d of %d leaks named, %d of %d healthy accused"
              .formatted(named, chosen.size(), accused, twins.size()));
    }
  }
}

package io.plimsoll.verification.simulation;

import io.plimsoll.command.OutcomeKind;
import io.plimsoll.verification.proof.Options;
import io.plimsoll.verification.proof.Proof;
import io.plimsoll.verification.proof.UsageException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/** Tries the supervisor with scripted processes on virtual time, one plan for each seed. */
public final class SimulateProof implements Proof {

  private static final long SEEDS = 2_000;
  private static final long QUICK_SEEDS = 4_000;
  static final int STEPS = 60;

  /** What a plan may break is logged by the core, as it should be; here it is expected. */
  private static final Logger CORE_LOG = Logger.getLogger("io.plimsoll.core");

  private final Subject.Maker maker;

  /** The proof about the real supervisor. */
  public SimulateProof() {
    this(Subject::real);
  }

  SimulateProof(Subject.Maker maker) {
    this.maker = maker;
  }

  @Override
  public String name() {
    return "simulate";
  }

  @Override
  public String words() {
    return """
        simulate [--seeds N] [--seed S] [--steps N] [--quick] [--json FILE]
          Drives the real supervisor with scripted processes on virtual time, one random plan for
          each seed, and checks after every step that its bounds and promises hold.
          --seeds N  how many plans (%d; with --seed, 1)   --seed S   the first seed (1)
          --steps N  steps of each plan (%d)                --quick    %d plans
          --json FILE  the figures as JSON"""
        .formatted(SEEDS, STEPS, QUICK_SEEDS);
  }

  @Override
  public boolean holds(List<String> arguments, PrintStream out) {
    Options options =
        new Options(arguments, Set.of("--quick"), Set.of("--seeds", "--seed", "--steps", "--json"));
    long usual = options.has("--seed") ? 1 : options.has("--quick") ? QUICK_SEEDS : SEEDS;
    long seeds = options.number("--seeds", usual, 1, 100_000_000);
    long first = options.number("--seed", 1, Long.MIN_VALUE, Long.MAX_VALUE);
    int steps = (int) options.number("--steps", STEPS, 1, 100_000);
    CORE_LOG.setLevel(Level.OFF);
    out.printf(
        Locale.ROOT,
        "simulate: %,d plans of %d steps from seed %d on: commands with timeouts, graces, memory%n"
            + "  limits and retries; children that are deaf, grow, fork, hold pipes, never start or%n"
            + "  never die; bursts, cancels, scopes, late answers, clocks that jump%n",
        seeds,
        steps,
        first);
    long begun = System.nanoTime();
    Sweep sweep = new Sweep(maker, first, seeds, steps);
    Sweep.Found found = sweep.run();
    double seconds = (System.nanoTime() - begun) / 1e9;
    Figures figures = sweep.figures();
    printFigures(figures, found == null ? 0 : 1, seconds, out);
    if (found != null) {
      printBroken(found, steps, out);
    }
    options.text("--json").ifPresent(file -> write(Path.of(file), figures, found, seconds));
    out.printf(
        Locale.ROOT,
        found == null
            ? "simulate: held, %,d seeds, %,d steps, %d violations, %.1f s%n"
            : "simulate: BROKEN, %,d seeds, %,d steps, %d violations, %.1f s%n",
        figures.seeds,
        figures.steps,
        found == null ? 0 : 1,
        seconds);
    return found == null;
  }

  private static void printFigures(Figures f, int violations, double seconds, PrintStream out) {
    out.printf(
        Locale.ROOT,
        "  seeds %,d (%,d of them run twice and compared), steps %,d, turns of the loop %,d%n"
            + "  commands %,d, refused at the door %,d, launches %,d, signals %,d, of them KILL %,d%n",
        f.seeds,
        f.repeated,
        f.steps,
        f.turns,
        f.commands,
        f.refused,
        f.launches,
        f.signals,
        f.kills);
    out.println("  outcomes: " + outcomes(f.outcomes, "%s %,d", ", "));
    out.printf(Locale.ROOT, "  violations %d, seconds %.1f%n", violations, seconds);
  }

  private static String outcomes(Map<OutcomeKind, Long> outcomes, String form, String between) {
    return outcomes.entrySet().stream()
        .map(e -> String.format(Locale.ROOT, form, e.getKey().word(), e.getValue()))
        .collect(Collectors.joining(between));
  }

  private void printBroken(Sweep.Found found, int steps, PrintStream out) {
    out.println();
    out.println("BROKEN with seed " + found.plan().seed() + ": " + found.violation().getMessage());
    Plan shortest = new Shrinker(maker, found.violation().invariant()).shrink(found.plan());
    out.printf(
        "The shortest plan found has %d of %d steps; %s:%n",
        shortest.actions().size(), found.plan().actions().size(), shortest.setup().words());
    World.Result result = World.run(shortest, maker, line -> out.println("  " + line));
    if (result.violation() != null) {
      out.println("  -> " + result.violation().getMessage());
    }
    out.printf(
        "To repeat it: bin/prove simulate --seed %d --steps %d%n", found.plan().seed(), steps);
  }

  private static void write(
      Path file, Figures f, Sweep.@org.jspecify.annotations.Nullable Found found, double seconds) {
    String json =
        """
        {"proof":"simulate","held":%b,"seeds":%d,"repeated":%d,"steps":%d,"turns":%d,"commands":%d,"refused":%d,"launches":%d,"signals":%d,"kills":%d,"outcomes":{%s},"violations":%d,"brokenSeed":%s,"seconds":%.3f}
        """
            .formatted(
                found == null,
                f.seeds,
                f.repeated,
                f.steps,
                f.turns,
                f.commands,
                f.refused,
                f.launches,
                f.signals,
                f.kills,
                outcomes(f.outcomes, "\"%s\":%d", ","),
                found == null ? 0 : 1,
                found == null ? "null" : String.valueOf(found.plan().seed()),
                seconds);
    try {
      Files.writeString(file, json);
    } catch (IOException e) {
      throw new UsageException(
          "--json: cannot write %s (%s); name a file in a folder that is there".formatted(file, e));
    }
  }
}

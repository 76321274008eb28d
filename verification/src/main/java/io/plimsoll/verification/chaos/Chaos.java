package io.plimsoll.verification.chaos;

import io.plimsoll.Settings;
import io.plimsoll.verification.workload.Findings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The levels in turn, and then what goes wrong around a runtime. */
final class Chaos {

  private static final long WARM_MILLIS = 1_500;

  private final ChaosPlan plan;
  private final Path root;
  private final Path folder;
  private final PrintStream out;
  private final Findings findings;

  Chaos(ChaosPlan plan, Path root, Path folder, PrintStream out, Findings findings) {
    this.plan = plan;
    this.root = root;
    this.folder = folder;
    this.out = out;
    this.findings = findings;
  }

  void run() throws IOException, InterruptedException {
    Toolbox tools = Toolbox.in(Files.createDirectory(folder.resolve("deeds")));
    try {
      levels(tools);
    } finally {
      Marked.end(tools.mark());
    }
    new Leaps(plan.seed()).run(plan.leaps(), findings);
    Path plimsoll = root.resolve("bin/plimsoll");
    new Stall(plimsoll, Files.createDirectory(folder.resolve("stall"))).run(findings);
    new Starved(root, Files.createDirectory(folder.resolve("starved"))).run(out, findings);
    new Orphaned(plimsoll, Files.createDirectory(folder.resolve("orphaned"))).run(findings);
  }

  private void levels(Toolbox tools) throws IOException, InterruptedException {
    Map<String, Settings> levels = Levels.of(plan.containment(), plan.concurrency(), folder, out);
    warmUp(tools, levels);
    AtomicInteger next = new AtomicInteger();
    int leases = 0;
    for (Map.Entry<String, Settings> level : levels.entrySet()) {
      out.println("containment " + level.getKey());
      leases +=
          new LevelRun(level.getKey(), tools, next, plan.seed(), plan.concurrency())
              .run(level.getValue(), plan.millis() / levels.size(), findings);
    }
    findings.sum(
        "%d leases of %d kinds at %d levels, 0 survivors, seed %d"
            .formatted(leases, Mischief.values().length, levels.size(), plan.seed()));
  }

  /** What the JVM loads and starts once belongs to no level. Its own plan: nothing is judged. */
  private void warmUp(Toolbox tools, Map<String, Settings> levels)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    AtomicInteger next = new AtomicInteger(Integer.MAX_VALUE / 2);
    for (Map.Entry<String, Settings> level : levels.entrySet()) {
      new LevelRun(level.getKey(), tools, next, plan.seed(), plan.concurrency())
          .run(level.getValue(), WARM_MILLIS / levels.size(), new Findings(Quiet.STREAM));
    }
    out.printf("warmed up in %d ms%n", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
  }
}

package io.plimsoll.verification.embed;

import io.plimsoll.Plimsoll;
import io.plimsoll.verification.proof.Options;
import io.plimsoll.verification.proof.Proof;
import io.plimsoll.verification.workload.Findings;
import io.plimsoll.verification.workload.RealProgram;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.LongStream;

/** Starts and closes runtimes in one program, and counts what is left of them. */
public final class EmbedProof implements Proof {

  private static final int CYCLES = 1_000;
  private static final int QUICK_CYCLES = 100;
  private static final int WARM = 20;
  private static final int AT_ONCE = 20;
  private static final int LOADERS = 10;
  private static final int QUICK_LOADERS = 2;

  /** What a thousand cycles may leave on the heap, for tables of the JDK and its libraries. */
  private static final long ALLOWED_BYTES = 1 << 20;

  /** The proof. */
  public EmbedProof() {}

  @Override
  public String name() {
    return "embed";
  }

  @Override
  public String words() {
    return """
        embed [--cycles N] [--quick] [--json FILE]
          Starts a runtime in this program, uses each of its parts and closes it, %d times: threads,
          descriptors, management beans, heap and classes that are left; the time and the memory of
          one; and whether the loader of a runtime that had one of its own is collected.
          --cycles N  how many   --quick  %d   --json FILE  the figures as JSON"""
        .formatted(CYCLES, QUICK_CYCLES);
  }

  @Override
  public boolean holds(List<String> arguments, PrintStream out) {
    Options options =
        new Options(arguments, Set.of("--quick"), Set.of("--cycles", "--json", "--seed"));
    boolean quick = options.has("--quick");
    int cycles = (int) options.number("--cycles", quick ? QUICK_CYCLES : CYCLES, 1, 100_000);
    out.println("embed: " + cycles + " runtimes, one after the other, in one program");
    return RealProgram.holds(
        name(),
        options.text("--json"),
        out,
        (root, folder, findings) -> {
          try (EchoServer server = new EchoServer()) {
            Life life = new Life(folder, server.address());
            cycles(life, cycles, findings);
            atOnce(life, findings);
          }
          loaders(folder, quick ? QUICK_LOADERS : LOADERS, findings);
          findings.sum(cycles + " runtimes left nothing");
        });
  }

  private static void cycles(Life life, int cycles, Findings findings)
      throws IOException, InterruptedException {
    for (int i = 0; i < WARM; i++) {
      life.once();
    }
    Held before = Held.now();
    List<Life.Times> times = new ArrayList<>();
    for (int i = 0; i < cycles; i++) {
      times.add(life.once());
    }
    Held after = Held.now();
    zero(findings, "threads", after.threads() - before.threads());
    zero(findings, "descriptors", after.descriptors() - before.descriptors());
    zero(findings, "management beans", after.beans() - before.beans());
    long grown = after.heapBytes() - before.heapBytes();
    findings.figure("left of all: bytes of the heap", grown);
    findings.require(
        grown <= ALLOWED_BYTES, grown + " bytes of the heap are left, allowed " + ALLOWED_BYTES);
    findings.figure("left of all: classes", after.classes() - before.classes());
    findings.figure("one starts in, median", millis(times.stream().mapToLong(Life.Times::start)));
    findings.figure("one closes in, median", millis(times.stream().mapToLong(Life.Times::close)));
  }

  private static void zero(Findings findings, String what, int left) {
    findings.figure("left of all: " + what, Math.max(0, left));
    findings.require(left <= 0, left + " " + what + " are left");
  }

  private static String millis(LongStream nanos) {
    long[] sorted = nanos.sorted().toArray();
    return String.format(Locale.ROOT, "%.2f ms", sorted[sorted.length / 2] / 1e6);
  }

  /** Several at once do not meet, and show what one of them takes. */
  private static void atOnce(Life life, Findings findings) {
    Held before = Held.now();
    List<Plimsoll> open = new ArrayList<>();
    try {
      for (int i = 0; i < AT_ONCE; i++) {
        open.add(life.start());
      }
      Held with = Held.now();
      findings.figure(
          "one that is open takes: bytes of the heap",
          (with.heapBytes() - before.heapBytes()) / AT_ONCE);
      findings.figure(
          "one that is open takes: threads",
          (double) (with.threads() - before.threads()) / AT_ONCE);
      findings.figure(
          "one that is open takes: descriptors",
          (double) (with.descriptors() - before.descriptors()) / AT_ONCE);
      long sessions = open.stream().map(Plimsoll::session).distinct().count();
      findings.figure("open at once, of different sessions", sessions);
      findings.require(sessions == AT_ONCE, "only " + sessions + " sessions differ");
    } finally {
      open.forEach(Plimsoll::close);
    }
  }

  private static void loaders(Path folder, int many, Findings findings)
      throws IOException, InterruptedException {
    int gone = 0;
    for (int i = 0; i < many; i++) {
      gone += Isolated.isGone(Isolated.once(folder)) ? 1 : 0;
    }
    findings.figure("class loaders of runtimes that were closed", many);
    findings.figure("of these collected", gone);
    findings.require(gone == many, (many - gone) + " class loaders are held");
  }
}

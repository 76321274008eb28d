package io.plimsoll.verification.replay;

import static java.time.Duration.ofSeconds;

import io.plimsoll.Plimsoll;
import io.plimsoll.Running;
import io.plimsoll.Settings;
import io.plimsoll.command.Command;
import io.plimsoll.command.Outcome;
import io.plimsoll.command.OutcomeKind;
import io.plimsoll.verification.workload.Findings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Compares the rates of the same commands with and without the recorder, in one run. */
final class RecorderCost {

  /**
   * A seventh of a second or more: in shorter blocks one pause of the machine outweighs the
   * recorder.
   */
  private static final int BLOCK = 200;

  /**
   * Pairs that two runtimes run before others take their place: of two that are set up alike one is
   * up to a tenth faster for as long as both live, whichever it is.
   */
  private static final int SITTING = 2;

  private static final double ALLOWED = 0.98;
  private static final double ALLOWED_QUICK = 0.85;

  private final Path folder;
  private final Findings findings;

  RecorderCost(Path folder, Findings findings) {
    this.folder = folder;
    this.findings = findings;
  }

  void measure(int pairs, boolean quick) throws IOException, InterruptedException {
    List<Double> with = new ArrayList<>();
    List<Double> without = new ArrayList<>();
    for (int done = 0; done < pairs; done += SITTING) {
      sit(done / SITTING, Math.min(SITTING, pairs - done), with, without);
    }
    double ratio = median(with) / median(without);
    findings.figure("operations a second without, median of " + pairs, rounded(median(without)));
    findings.figure("operations a second with, median of " + pairs, rounded(median(with)));
    findings.figure("ratio of the medians", rounded(ratio));
    double allowed = quick ? ALLOWED_QUICK : ALLOWED;
    findings.require(
        ratio >= allowed,
        "operations a second with the recorder: %s of those without, allowed %s"
            .formatted(rounded(ratio), allowed));
    DecisionCost.measure(findings);
  }

  /** Some pairs with two runtimes of their own. Which is made first takes turns, too. */
  private void sit(int number, int pairs, List<Double> with, List<Double> without)
      throws IOException, InterruptedException {
    boolean recordedFirst = number % 2 == 0;
    try (Plimsoll first = start(number + "-first", recordedFirst);
        Plimsoll second = start(number + "-second", !recordedFirst)) {
      Plimsoll recorded = recordedFirst ? first : second;
      Plimsoll plain = recordedFirst ? second : first;
      rate(recorded); // what warms up is no part of it
      rate(plain);
      for (int pair = 0; pair < pairs; pair++) {
        // Who goes first takes turns: what slows the machine down meets both.
        if (pair % 2 == 0) {
          without.add(rate(plain));
        }
        with.add(rate(recorded));
        if (pair % 2 == 1) {
          without.add(rate(plain));
        }
      }
    }
  }

  private Plimsoll start(String name, boolean enabled) {
    return Plimsoll.start(
        Settings.of(
            Map.of(
                "state.folder", folder.resolve(name).toString(),
                "process.concurrency", "2",
                "recorder.enabled", Boolean.toString(enabled))));
  }

  private static double rate(Plimsoll plimsoll) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    List<Running> all = new ArrayList<>();
    for (int i = 0; i < BLOCK; i++) {
      all.add(plimsoll.submit(Command.of("/bin/true").timeout(ofSeconds(30))));
    }
    for (Running each : all) {
      Outcome outcome = each.await();
      if (outcome.kind() != OutcomeKind.SUCCEEDED) {
        throw new IOException("/bin/true: " + outcome.reason());
      }
    }
    return BLOCK * (double) TimeUnit.SECONDS.toNanos(1) / (System.nanoTime() - begin);
  }

  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  static String rounded(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}

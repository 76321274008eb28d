package io.plimsoll.cli;

import io.plimsoll.Plimsoll;
import io.plimsoll.Settings;
import io.plimsoll.cli.journal.Redaction;
import io.plimsoll.cli.report.ReportStore;
import io.plimsoll.memory.LoadReport;
import io.plimsoll.report.LeakReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Keeps why runtimes grew, or left at the load line: the last few, in the state folder. */
final class Reports {

  /** What was shorter has nothing to say unless it left: no stage is left again so soon. */
  static final Duration WORTH_ASKING = Duration.ofSeconds(30);

  private Reports() {}

  /** Why a runtime left, in words. */
  static String why(LoadReport report) {
    return report.leaving().orElse("the memory is full");
  }

  /**
   * Keeps the report of a session at its end, before its runtime is closed, and says where if that
   * matters to its user.
   *
   * @param always whether it is kept and told of also where it has little to say
   * @return why the runtime left at the load line, if it did
   */
  static Optional<LoadReport> kept(
      Plimsoll plimsoll, Settings settings, Host host, boolean always) {
    Optional<LoadReport> left = plimsoll.leftAtLoadLine();
    try {
      Optional<LeakReport> report = plimsoll.leakReport();
      Optional<Path> state = Plimsoll.stateFolder(settings);
      if (report.isPresent() && state.isPresent() && (always || tells(report.get()))) {
        Path file =
            new ReportStore(state.get())
                .keep(report.get(), tells(report.get()), new Redaction(host.environment()));
        if (left.isPresent()) {
          host.say("report: " + file);
        } else if (always && report.get().verdict() == LeakReport.Verdict.GROWS) {
          host.say(report.get().headline() + "; report: " + file);
        }
      }
    } catch (IOException | RuntimeException e) { // the work is done, and its outcome stands
      if (left.isPresent()) {
        host.say("the report cannot be written: " + e.getMessage());
        host.say(left.get().text().strip());
      }
    }
    return left;
  }

  /** Whether there is anything in it that a person would want to know. */
  private static boolean tells(LeakReport report) {
    return report.leaving().isPresent()
        || !report.stages().isEmpty()
        || !report.findings().isEmpty();
  }
}

package io.plimsoll.cli;

import io.plimsoll.Plimsoll;
import io.plimsoll.RuntimeSettings;
import io.plimsoll.SettingEntry;
import io.plimsoll.Settings;
import io.plimsoll.command.Text;
import io.plimsoll.port.Reaper.Found;
import io.plimsoll.port.Reaper.Report;
import io.plimsoll.port.Reaper.Session;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code plimsoll reap}: ends what earlier sessions left behind. */
@Command(
    name = "reap",
    header = "End what earlier sessions left behind.",
    sortOptions = false,
    customSynopsis = "plimsoll reap [--grace DURATION] [--dry-run] [--json] [--config FILE]",
    description =
        "Ends what lives on of sessions whose runtime was killed, and removes their notes. "
            + "Who lives of a running session, or may live on by --survivors keep, is left "
            + "alone. Each runtime that starts does the same beside its work.",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  plimsoll reap",
      "  plimsoll reap --dry-run",
      "  plimsoll reap --grace 1s --json | jq -r '.[] | select(.fate==\"ended\") | .pid'",
      "",
      "Exit status: 0 when nothing is left, also when something was ended; 1 when",
      "something could not be ended or read; 125 for an error of plimsoll's own."
    })
final class ReapCommand implements Callable<Integer> {

  private static final int MOST_NAME = 64;

  private final Host host;

  @Option(
      names = {"-k", "--grace"},
      paramLabel = "DURATION",
      description = "How long they may take to leave before KILL. Default: process.grace, 5s.")
  @Nullable String grace;

  @Option(names = "--dry-run", description = "Only says what would be ended.")
  boolean dryRun;

  @Option(names = "--json", description = "As one JSON list.")
  boolean json;

  @Mixin private UsualOptions usual = new UsualOptions();

  ReapCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    List<SettingEntry> entries = new ArrayList<>();
    ChildOptions.add(entries, RuntimeSettings.GRACE, grace, "--grace");
    Settings settings = ChildOptions.sources(host).read(usual.configFile(host), entries, List.of());
    Report report = Plimsoll.reap(settings, settings.get(RuntimeSettings.GRACE), dryRun);
    Printout out = new Printout(host);
    if (json) {
      out.print(asJson(report));
    } else {
      table(report, out);
    }
    out.arrived();
    report.problems().forEach(host::say);
    return report.clean() ? Status.OK : Status.FAILED;
  }

  private void table(Report report, PrintStream out) {
    for (Session session : report.sessions()) {
      for (Found found : session.processes()) {
        out.printf(
            "%-5s  pid %d  %s  %s%n",
            word(found),
            found.pid(),
            Text.visible(found.program(), MOST_NAME),
            found.lease().isEmpty() ? "of session " + session.id() : "lease " + found.lease());
      }
      out.printf("session %s of process %d: %s%n", session.id(), session.owner(), state(session));
    }
    if (report.sessions().isEmpty() && report.problems().isEmpty()) {
      out.println("nothing was left behind");
    }
  }

  private String state(Session session) {
    return dryRun ? "its runtime is gone" : session.remains() ? "remains" : "cleared up";
  }

  private String asJson(Report report) {
    JsonText text = new JsonText().startList();
    for (Session session : report.sessions()) {
      for (Found found : session.processes()) {
        text.startObject()
            .field("about", "process")
            .field("session", session.id())
            .field("lease", found.lease())
            .field("pid", found.pid())
            .field("program", found.program())
            .field("fate", word(found))
            .endObject();
      }
      text.startObject()
          .field("about", "session")
          .field("session", session.id())
          .field("owner", session.owner())
          .field("fate", dryRun ? "found" : session.remains() ? "left" : "ended")
          .endObject();
    }
    report
        .problems()
        .forEach(
            problem ->
                text.startObject().field("about", "problem").field("words", problem).endObject());
    return text.endList().toString();
  }

  private static String word(Found found) {
    return found.fate().name().toLowerCase(Locale.ROOT);
  }
}

package io.plimsoll.cli;

import io.plimsoll.Plimsoll;
import io.plimsoll.Settings;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code plimsoll doctor}: what this machine offers, and what is in force. */
@Command(
    name = "doctor",
    header = "Say what this machine offers and what is in force.",
    sortOptions = false,
    customSynopsis = "plimsoll doctor [--json] [--config FILE]",
    description =
        "Says what this machine offers and what is in force: the JVM, limits, how "
            + "descendants are held together, which other levels of containment work, and what "
            + "each cannot catch. Each line is ok, a note, or a problem.",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  plimsoll doctor",
      "  plimsoll doctor --json | jq -r '.[] | select(.verdict==\"problem\") | .words'",
      "",
      "Exit status: 0, or 1 when a promise cannot be kept here; 125 for an error of",
      "plimsoll's own."
    })
final class DoctorCommand implements Callable<Integer> {

  private final Host host;

  @Option(names = "--json", description = "As one JSON list.")
  boolean json;

  @Mixin private UsualOptions usual = new UsualOptions();

  DoctorCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    Settings settings =
        ChildOptions.sources(host).read(usual.configFile(host), List.of(), List.of());
    List<Finding> findings;
    try (Plimsoll plimsoll = host.starter().start(settings, event -> {})) {
      findings = Examination.of(Machine.here(), settings, plimsoll.facts());
    }
    Printout out = new Printout(host);
    if (json) {
      JsonText text = new JsonText().startList();
      findings.forEach(
          f ->
              text.startObject()
                  .field("about", f.about())
                  .field("verdict", f.verdict().word())
                  .field("words", f.words())
                  .endObject());
      out.print(text.endList());
    } else {
      int widest = findings.stream().mapToInt(f -> f.about().length()).max().orElse(1);
      findings.forEach(
          f ->
              out.printf(
                  "%-7s  %-" + widest + "s  %s%n", f.verdict().word(), f.about(), f.words()));
    }
    out.arrived();
    return findings.stream().anyMatch(f -> f.verdict() == Finding.Verdict.PROBLEM)
        ? Status.FAILED
        : Status.OK;
  }
}

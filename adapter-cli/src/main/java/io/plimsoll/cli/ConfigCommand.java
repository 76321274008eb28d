package io.plimsoll.cli;

import io.plimsoll.Plimsoll;
import io.plimsoll.PortBinding;
import io.plimsoll.Setting;
import io.plimsoll.Settings;
import io.plimsoll.command.Text;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code plimsoll config}: the settings in force. */
@Command(
    name = "config",
    header = "Show the settings in force, each with its source.",
    sortOptions = false,
    customSynopsis = "plimsoll config [--json] [--explain] [--config FILE | --check FILE]",
    description =
        "Shows every setting with its value and its source: default, file:line, "
            + "environment. All problems of all sources are told at once.",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nA settings file, TOML:%n",
    footer = {
      "  [process]",
      "  timeout = \"10m\"",
      "  memory = \"512m\"",
      "  [batch]",
      "  retries = 2",
      "",
      "The same by environment: PLIMSOLL_PROCESS_TIMEOUT=10m. Options win over the",
      "environment, the environment over the file. The file is that of --config, else",
      "./plimsoll.toml, else plimsoll/plimsoll.toml in $XDG_CONFIG_HOME (~/.config).",
      "",
      "Examples:",
      "  plimsoll config",
      "  plimsoll config --json | jq '.[] | select(.source != \"default\")'",
      "  plimsoll config --explain",
      "  plimsoll config --check plimsoll.toml && plimsoll batch jobs.ndjson",
      "",
      "Exit status: 0, or 125 when a source has a problem."
    })
final class ConfigCommand implements Callable<Integer> {

  private final Host host;

  @Option(names = "--json", description = "As one JSON list.")
  boolean json;

  @Option(
      names = "--explain",
      description =
          "Instead of the settings: each port, the adapter that fills it, and why that one.")
  boolean explain;

  @Option(names = "--config", paramLabel = "FILE", description = "The settings file.")
  @Nullable String config;

  @Option(
      names = "--check",
      paramLabel = "FILE",
      description = "Only says whether the settings hold with this file.")
  @Nullable String check;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this text.")
  boolean help;

  ConfigCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    Settings settings =
        ChildOptions.sources(host)
            .read(
                ChildOptions.configFile(check == null ? config : check, host),
                List.of(),
                List.of());
    Printout out = new Printout(host);
    if (check != null) {
      List<String> missing = missing(Plimsoll.bindings(settings));
      if (!missing.isEmpty()) {
        throw new Trouble(missing);
      }
      out.println(check + ": holds");
    } else if (explain) {
      explain(Plimsoll.bindings(settings), out);
    } else if (json) {
      out.print(asJson(settings));
    } else {
      table(settings, out);
    }
    out.arrived();
    return Status.OK;
  }

  /** What the settings choose and is not there. */
  private static List<String> missing(List<PortBinding> bindings) {
    return bindings.stream()
        .filter(each -> !each.installed() && !each.adapter().isEmpty())
        .map(each -> each.source() + ": " + each.words())
        .distinct() // one adapter fills several ports
        .toList();
  }

  private void explain(List<PortBinding> bindings, PrintStream out) {
    if (json) {
      JsonText text = new JsonText().startList();
      for (PortBinding each : bindings) {
        text.startObject()
            .field("port", each.port())
            .field("adapter", each.adapter())
            .field("setting", each.setting())
            .field("source", each.source())
            .field("installed", each.installed())
            .field("words", each.words())
            .field("origin", each.origin())
            .endObject();
      }
      out.print(text.endList());
      return;
    }
    for (PortBinding each : bindings) {
      out.printf(
          "%-31s  %-12s  %s%n",
          each.port(),
          each.installed() ? each.adapter() : "(none)",
          "%s, %s; %s".formatted(each.setting(), why(each), what(each)));
    }
  }

  private static String why(PortBinding binding) {
    return binding.source().equals(Settings.DEFAULT) ? "by default" : "by " + binding.source();
  }

  private static String what(PortBinding binding) {
    return binding.installed()
        ? binding.words() + ", from " + Text.visible(binding.origin())
        : binding.words();
  }

  private static void table(Settings settings, PrintStream out) {
    int widest = 0;
    int widestValue = 0;
    for (Setting<?> setting : settings.schema()) {
      widest = Math.max(widest, setting.key().length());
      widestValue = Math.max(widestValue, shown(settings, setting).length());
    }
    for (Setting<?> setting : settings.schema()) {
      out.printf(
          "%-" + widest + "s  %-" + widestValue + "s  %s%n",
          setting.key(),
          shown(settings, setting),
          settings.source(setting));
    }
  }

  private static String shown(Settings settings, Setting<?> setting) {
    String text = settings.text(setting);
    return text.isEmpty() ? "(none)" : Text.visible(text, 60);
  }

  private static String asJson(Settings settings) {
    JsonText json = new JsonText();
    json.startList();
    for (Setting<?> setting : settings.schema()) {
      json.startObject()
          .field("key", setting.key())
          .field("value", settings.text(setting))
          .field("source", settings.source(setting))
          .field("default", setting.defaultText())
          .field("variable", setting.variable())
          .field("about", setting.about())
          .endObject();
    }
    return json.endList().toString();
  }
}

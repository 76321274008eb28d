package io.plimsoll.cli;

import io.plimsoll.Plimsoll;
import io.plimsoll.Settings;
import io.plimsoll.Suggestion;
import io.plimsoll.cli.report.ReportJson;
import io.plimsoll.cli.report.ReportStore;
import io.plimsoll.command.Durations;
import io.plimsoll.command.Text;
import io.plimsoll.report.LeakReport;
import io.plimsoll.report.ReportPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plimsoll report}: why a session grew, or that it did not. */
@Command(
    name = "report",
    header = "Tell why a session grew, or that it did not.",
    sortOptions = false,
    customSynopsis = "plimsoll report [--format text|json|html] [--output FILE] [SESSION]",
    description =
        "Tells what grew in a session, how fast, when it comes to the load line, what does "
            + "that, and what to change. Each batch leaves a report at its end, and a run that "
            + "grew or left at the load line.",
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  plimsoll report",
      "  plimsoll report --output leak.html",
      "  plimsoll report --list",
      "  plimsoll report 3f9a --format json | jq '.findings[] | {name, owner, advice}'",
      "  plimsoll report from-another-machine.json --output leak.html",
      "",
      "Exit status: 0 when a report was told, whatever it says; 125 where there is none",
      "or for another error of plimsoll's own."
    })
final class ReportCommand implements Callable<Integer> {

  private static final List<String> FORMATS = List.of("text", "json", "html");
  private static final int NAMED = 3;

  private final Host host;

  @Option(
      names = "--format",
      paramLabel = "text|json|html",
      description = "How it is told. Default: by the name of --output, else text.")
  @Nullable String format;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Writes it to a file that only its owner may read.")
  @Nullable String output;

  @Option(names = "--list", description = "Lists the sessions that left one, the newest first.")
  boolean list;

  @Mixin private UsualOptions usual = new UsualOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "SESSION",
      description =
          "The id of a session or its beginning, or a report as JSON, whose name has a slash or "
              + "ends in .json. Default: the newest.")
  @Nullable String session;

  ReportCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws IOException {
    List<String> problems = new ArrayList<>();
    String wanted = wanted(problems);
    if (list && (session != null || output != null || format != null)) {
      problems.add("option --list: lists all of them; takes no SESSION, --output or --format");
    }
    Settings settings =
        ChildOptions.sources(host).read(usual.configFile(host), List.of(), problems);
    if (list) {
      print(table(store(settings)));
      return Status.OK;
    }
    LeakReport report = isFile(session) ? ofFile(session) : ofSession(store(settings));
    String text =
        switch (wanted) {
          case "json" -> ReportJson.text(report);
          case "html" -> ReportPage.html(report);
          default -> report.text();
        };
    if (output == null) {
      print(text);
    } else {
      write(host.resolve(output), text);
    }
    return Status.OK;
  }

  private String wanted(List<String> problems) {
    if (format != null && !FORMATS.contains(format)) {
      problems.add(
          "option --format: is '%s'; must be text, json or html%s"
              .formatted(Text.visible(format, 64), Suggestion.didYouMean(format, FORMATS)));
    }
    if (format != null || output == null) {
      return format == null ? "text" : format;
    }
    String name = output.toLowerCase(Locale.ROOT);
    return name.endsWith(".html") || name.endsWith(".htm")
        ? "html"
        : name.endsWith(".json") ? "json" : "text";
  }

  private static ReportStore store(Settings settings) {
    Optional<Path> state = Plimsoll.stateFolder(settings);
    return new ReportStore(
        state.orElseThrow(
            () -> new Trouble("state.folder: there is none; reports need one; set state.folder")));
  }

  private static boolean isFile(@Nullable String session) {
    return session != null && (session.contains("/") || session.endsWith(".json"));
  }

  private LeakReport ofFile(@Nullable String name) {
    String shown = Text.visible(String.valueOf(name), 200);
    try {
      return ReportJson.read(host.resolve(String.valueOf(name)));
    } catch (NoSuchFileException e) {
      throw new Trouble(shown + ": there is no such file");
    } catch (IOException e) {
      throw new Trouble(shown + ": cannot be read as a report: " + e.getMessage());
    }
  }

  private LeakReport ofSession(ReportStore store) throws IOException {
    List<ReportStore.Entry> all = store.list();
    if (all.isEmpty()) {
      throw new Trouble(
          "no session has left a report in %s; a batch leaves one at its end, a run when it grew or left at the load line"
              .formatted(store.folder()));
    }
    String asked = session == null ? all.get(0).session() : session;
    List<ReportStore.Entry> fitting =
        asked.isEmpty()
            ? List.of()
            : all.stream().filter(one -> one.session().startsWith(asked)).toList();
    if (fitting.size() != 1) {
      throw new Trouble(unclear(asked, all, fitting));
    }
    try {
      return ReportJson.read(fitting.get(0).file());
    } catch (IOException e) {
      throw new Trouble(
          "%s: cannot be read as a report: %s; remove it"
              .formatted(fitting.get(0).file(), e.getMessage()));
    }
  }

  private static String unclear(
      String asked, List<ReportStore.Entry> all, List<ReportStore.Entry> fitting) {
    List<String> ids =
        (fitting.isEmpty() ? all : fitting).stream().map(ReportStore.Entry::session).toList();
    String some =
        String.join(", ", ids.subList(0, Math.min(NAMED, ids.size())))
            + (ids.size() > NAMED ? ", ..." : "");
    String shown = Text.visible(asked, 64);
    return fitting.isEmpty()
        ? "session '%s': has left no report%s; the newest are %s; try plimsoll report --list"
            .formatted(shown, Suggestion.didYouMean(asked, ids), some)
        : "session '%s': fits %d of them: %s; give more of its id"
            .formatted(shown, fitting.size(), some);
  }

  private String table(ReportStore store) throws IOException {
    StringBuilder table = new StringBuilder();
    for (ReportStore.Entry one : store.list()) {
      table.append(one.session()).append("  ").append(line(one)).append('\n');
    }
    return table.length() == 0 ? "no session has left a report\n" : table.toString();
  }

  private static String line(ReportStore.Entry entry) {
    try {
      LeakReport report = ReportJson.read(entry.file());
      return "%s  %-8s  %s"
          .formatted(
              report.ended().truncatedTo(ChronoUnit.SECONDS),
              Durations.words(Duration.ofSeconds(report.length().toSeconds())),
              Text.visible(report.headline()));
    } catch (IOException e) {
      return "cannot be read: " + Text.visible(String.valueOf(e.getMessage()), 200);
    }
  }

  private void print(String text) {
    Printout out = new Printout(host);
    out.print(text);
    out.arrived();
  }

  private void write(Path file, String text) {
    Optional<String> misplaced = Trouble.misplaced("--output", String.valueOf(output), file);
    if (misplaced.isPresent()) {
      throw new Trouble(misplaced.get());
    }
    try {
      if (!Files.exists(file)) {
        Files.createFile(
            file,
            java.nio.file.attribute.PosixFilePermissions.asFileAttribute(
                java.nio.file.attribute.PosixFilePermissions.fromString("rw-------")));
      }
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new Trouble("option --output: " + file + " cannot be written: " + e);
    }
  }
}

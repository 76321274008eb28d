package io.plimsoll.cli;

import io.plimsoll.Plimsoll;
import io.plimsoll.RuntimeSettings;
import io.plimsoll.Setting;
import io.plimsoll.SettingEntry;
import io.plimsoll.Settings;
import io.plimsoll.cli.detect.Surroundings;
import io.plimsoll.cli.soak.Leak;
import io.plimsoll.cli.soak.Soak;
import io.plimsoll.cli.soak.SoakPlan;
import io.plimsoll.cli.soak.SoakResult;
import io.plimsoll.command.Durations;
import io.plimsoll.command.StopSignal;
import io.plimsoll.command.Text;
import io.plimsoll.memory.LoadReport;
import io.plimsoll.report.ReportPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code plimsoll soak}: a long session, to see whether anything of it grows. */
@Command(
    name = "soak",
    header = "Do much in one session, and see whether anything of it grows.",
    sortOptions = false,
    customSynopsis = "plimsoll soak [OPTIONS]",
    description =
        "Runs operations in one session: each detects a tool, puts a result into a cache, asks a "
            + "server on this machine that closes connections at random, and runs a command. "
            + "Counts and weighs what the session holds, says every five seconds how it stands, "
            + "and at the end whether anything grew, and what. With --plant something leaks on "
            + "purpose, or a healthy twin of it does the same work.",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  plimsoll soak",
      "  plimsoll soak --operations 20000 --kind true",
      "  plimsoll soak --duration 1h --kind mixed --page soak.html",
      "  plimsoll soak --kind true --duration 30s --plant handles",
      "",
      "What can be planted, or its twin by healthy- and the name:",
      "  map scopes handles dropped threads descriptors listeners child children queue",
      "  journal buffers",
      "",
      "Exit status: 0 when all operations succeeded and nothing grew, 1 when one",
      "failed or something grew, 75 when it ended at the load line, 125 for an error",
      "of plimsoll's own, 130 and 143 when it was interrupted."
    })
final class SoakCommand implements Callable<Integer> {

  private static final int OPERATIONS = 1_550;
  private static final int MOST_OPERATIONS = 100_000_000;
  private static final Duration LONGEST = Durations.LONGEST;

  /** Everything is counted more often than in other sessions, since this one may be short. */
  private static final String EVERY = "50ms";

  /** Of the random numbers of its server. */
  private static final long SEED = 1;

  private final Host host;

  @Option(
      names = "--operations",
      paramLabel = "N",
      description = "How many operations at most. Default: 1550; without end with --duration.")
  @Nullable String operations;

  @Option(
      names = "--duration",
      paramLabel = "DURATION",
      description = "How long at most: 30s, 10m, 2h. Default: as long as it takes.")
  @Nullable String duration;

  @Option(
      names = "--kind",
      paramLabel = "python|true|mixed",
      description =
          "Which command an operation runs: a Python process, the shortest there is, or one in "
              + "eight Python. Default: python.")
  String kind = "python";

  @Option(
      names = "--plant",
      paramLabel = "LEAK",
      description = "What leaks on purpose. May be given many times. Default: nothing.")
  List<String> plant = new ArrayList<>();

  @Option(names = "--json", description = "The result as one JSON object.")
  boolean json;

  @Option(
      names = "--page",
      paramLabel = "FILE",
      description = "Writes the leak report as an HTML page, too.")
  @Nullable String page;

  @Option(
      names = {"-j", "--concurrency"},
      paramLabel = "N",
      description = "How many operations at once. Default: process.concurrency, the processors.")
  @Nullable String concurrency;

  @Mixin private UsualOptions usual = new UsualOptions();

  SoakCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    List<String> problems = new ArrayList<>();
    List<Leak.Choice> plants = new ArrayList<>();
    plant.forEach(name -> Leak.named(Text.visible(name, 64), problems).ifPresent(plants::add));
    SoakPlan.Kind chosen = kind(problems);
    int most = operations(problems);
    Duration longest = duration(problems);
    List<SettingEntry> entries = entries();
    int atOnce = read(entries, problems).get(RuntimeSettings.CONCURRENCY);
    Settings settings = settings(entries, atOnce, plants);
    Path folder = Files.createTempDirectory("plimsoll-soak");
    try {
      return run(
          new SoakPlan(
              most,
              longest,
              chosen,
              atOnce,
              plants,
              settings.get(RuntimeSettings.GROWTH_EVERY),
              folder,
              SEED),
          settings);
    } finally {
      delete(folder);
    }
  }

  private int run(SoakPlan plan, Settings settings) throws InterruptedException, IOException {
    SoakResult result;
    int leases;
    Optional<LoadReport> left;
    Interruption interruption = new Interruption();
    try (Plimsoll plimsoll = host.starter().start(settings, event -> {})) {
      Surroundings here = new Surroundings(host.environment(), host.directory().toAbsolutePath());
      Soak soak = new Soak(plan, plimsoll, here);
      interruption.watch(host.signals(), reason -> soak.stop(), reason -> ending(plimsoll));
      try (SoakProgress progress = new SoakProgress(host, soak, plimsoll)) {
        progress.begin();
        result = soak.run();
      }
      leases = plimsoll.leases().size();
      left = Reports.kept(plimsoll, settings, host, true);
    }
    SoakView view = new SoakView(result, leases, SoakProgress.peakResident());
    Printout out = new Printout(host);
    out.print(json ? view.json() : view.text());
    out.arrived();
    if (page != null) {
      Files.writeString(host.resolve(page), ReportPage.html(result.report()));
    }
    return status(result, leases, left.isPresent(), interruption.signal());
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(folder);
  }

  /** Asked twice: what is under way is ended too. */
  private static void ending(Plimsoll plimsoll) {
    plimsoll.close();
  }

  private static int status(
      SoakResult result, int leases, boolean left, Optional<StopSignal> signal) {
    if (signal.isPresent()) {
      return Status.of(signal.get());
    }
    if (left) {
      return Status.TRY_LATER;
    }
    boolean well =
        result.failed() == 0
            && result.plantFailure().isEmpty()
            && leases == 0
            && result.report().findings().isEmpty();
    return well ? Status.OK : Status.FAILED;
  }

  private List<SettingEntry> entries() {
    List<SettingEntry> entries = new ArrayList<>();
    ChildOptions.add(entries, RuntimeSettings.CONCURRENCY, concurrency, "--concurrency");
    return entries;
  }

  private Settings read(List<SettingEntry> entries, List<String> problems) {
    return ChildOptions.sources(host).read(usual.configFile(host), entries, problems);
  }

  /** What is planted takes no places from the operations. */
  private Settings settings(List<SettingEntry> entries, int atOnce, List<Leak.Choice> plants) {
    int places = plants.stream().mapToInt(one -> one.leak().places()).sum();
    entries.add(entry(RuntimeSettings.CONCURRENCY, Integer.toString(atOnce + places)));
    List<String> problems = new ArrayList<>();
    Settings asked = read(entries, problems);
    if (asked.get(RuntimeSettings.MEMORY_MODE) == RuntimeSettings.LoadMode.OFF) {
      problems.add("memory.mode: is off; must be act or watch for a soak, which counts; try act");
      read(entries, problems);
    }
    if (!asked.source(RuntimeSettings.GROWTH_EVERY).equals(Settings.DEFAULT)) {
      return asked;
    }
    entries.add(entry(RuntimeSettings.GROWTH_EVERY, EVERY));
    return read(entries, List.of());
  }

  private static SettingEntry entry(Setting<?> setting, String text) {
    return new SettingEntry(setting.key(), text, "soak");
  }

  private SoakPlan.Kind kind(List<String> problems) {
    for (SoakPlan.Kind one : SoakPlan.Kind.values()) {
      if (one.name().toLowerCase(Locale.ROOT).equals(kind)) {
        return one;
      }
    }
    problems.add(
        "option --kind: is '%s'; must be python, true or mixed; try python"
            .formatted(Text.visible(kind, 64)));
    return SoakPlan.Kind.PYTHON;
  }

  private int operations(List<String> problems) {
    if (operations == null) {
      return duration == null ? OPERATIONS : MOST_OPERATIONS;
    }
    try {
      int most = Integer.parseInt(operations);
      if (most >= 1 && most <= MOST_OPERATIONS) {
        return most;
      }
    } catch (NumberFormatException e) {
      // The message below says it.
    }
    problems.add(
        "option --operations: is '%s'; must be a whole number from 1 to %d; try %d"
            .formatted(Text.visible(operations, 64), MOST_OPERATIONS, OPERATIONS));
    return OPERATIONS;
  }

  private Duration duration(List<String> problems) {
    if (duration == null) {
      return LONGEST;
    }
    try {
      Duration longest = Durations.parse(duration);
      if (longest.compareTo(Duration.ZERO) > 0) {
        return longest;
      }
      problems.add(
          "option --duration: is '%s'; must be longer than zero; try 10m".formatted(duration));
    } catch (IllegalArgumentException e) {
      problems.add("option --duration: " + e.getMessage());
    }
    return LONGEST;
  }
}

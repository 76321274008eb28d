package io.plimsoll.cli;

import io.plimsoll.Plimsoll;
import io.plimsoll.RuntimeSettings;
import io.plimsoll.SettingEntry;
import io.plimsoll.Settings;
import io.plimsoll.cli.batch.Batch;
import io.plimsoll.cli.batch.BatchJournal;
import io.plimsoll.cli.batch.LineCount;
import io.plimsoll.cli.batch.Needs;
import io.plimsoll.cli.batch.Plan;
import io.plimsoll.cli.detect.Programs;
import io.plimsoll.cli.detect.Surroundings;
import io.plimsoll.cli.journal.Journal;
import io.plimsoll.cli.journal.JournalException;
import io.plimsoll.cli.settings.CliSettings;
import io.plimsoll.command.Environment;
import io.plimsoll.command.Stdin;
import io.plimsoll.port.Ticker;
import io.plimsoll.resource.ConnectionFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plimsoll batch}: many commands, jobs in, outcomes out. */
@Command(
    name = "batch",
    header = "Run many commands: jobs in, outcomes out.",
    sortOptions = false,
    customSynopsis = "plimsoll batch [OPTIONS] [FILE|-]",
    description =
        "Runs many commands: one job a line in, as JSON; one outcome a line out, in the "
            + "order in which they end. Reads standard input where no file is named. A bad line "
            + "stops nothing: it becomes an outcome 'not-started' that says what is wrong with "
            + "it.",
    optionListHeading = "%nOptions, for every job that does not say otherwise:%n",
    footerHeading = "%nA job, one JSON object a line; only command is required:%n",
    footer = {
      "  {\"id\":\"op-17\",\"command\":[\"python3\",\"op.py\",\"17\"],\"cwd\":\"work\",",
      "   \"env\":{\"K\":\"V\"},\"stdin\":\"text\",\"timeout\":\"30s\",\"grace\":\"2s\",",
      "   \"memory\":\"256m\",\"retries\":2,\"backoff\":\"1s\",\"signal\":\"INT\",",
      "   \"survivors\":\"keep\",\"detach\":false,\"cleanEnv\":true}",
      "  id is unique in the batch (default: the line's number; at most 10,000,000);",
      "  a relative cwd is taken from plimsoll's own folder; detach true lets what it",
      "  leaves behind live on unmarked; a line has at most 1 MiB.",
      "",
      "An outcome, one a line:",
      "  {\"id\":\"op-17\",\"outcome\":\"timed-out\",\"reason\":\"...\",\"exitCode\":null,",
      "   \"signal\":\"TERM\",\"attempt\":1,\"startedAt\":\"2026-11-24T01:02:03.456Z\",",
      "   \"durationMillis\":30012,\"peakMemoryBytes\":18874368,\"processes\":3,",
      "   \"stdout\":{\"bytes\":12,\"text\":\"...\",\"droppedBytes\":0},\"stderr\":{...}}",
      "  outcome is one of succeeded failed signalled timed-out over-memory cancelled",
      "  shed not-started; output that is not UTF-8 comes as base64 instead of text.",
      "  survivors and pipeHolders are there only when there are some.",
      "",
      "Examples:",
      "  plimsoll batch jobs.ndjson > outcomes.ndjson",
      "  make-jobs | plimsoll batch --concurrency 4 --timeout 30s --memory 256m",
      "  plimsoll batch --retries 2 --output outcomes.ndjson jobs.ndjson",
      "  plimsoll batch --fail-fast jobs.ndjson | jq -r .id",
      "  plimsoll batch --journal night jobs.ndjson > outcomes.ndjson",
      "  plimsoll batch --journal night --resume jobs.ndjson > outcomes.ndjson",
      "  plimsoll batch --journal night --resume --retry-failed jobs.ndjson",
      "  plimsoll batch --needs tcp://localhost:5432 --journal night jobs.ndjson",
      "",
      "Exit status:",
      "  0          all jobs succeeded",
      "  1          at least one did not, or a line was no job",
      "  125        an error of plimsoll's own: usage, settings, a file it cannot use,",
      "             a journal in use, damaged, of another input, or on a full disk",
      "  129, 130, 143  asked to stop by HUP, INT, TERM: running jobs were ended and",
      "             outcomes written first; a second such signal ends jobs by KILL",
      "  141        nobody took the outcomes any more; running jobs were ended first"
    })
final class BatchCommand implements Callable<Integer> {

  private final Host host;

  @Option(
      names = {"-j", "--concurrency"},
      paramLabel = "N",
      description =
          "How many jobs may be live at once. Default: process.concurrency, the processors.")
  @Nullable String concurrency;

  @Option(
      names = "--retries",
      paramLabel = "N",
      description =
          "How many more attempts a job has that does not succeed. Default: batch.retries, 0.")
  @Nullable String retries;

  @Option(
      names = "--backoff",
      paramLabel = "DURATION",
      description =
          "The pause before a second attempt; doubles with each. Default: batch.backoff, 1s.")
  @Nullable String backoff;

  @Option(
      names = "--fail-fast",
      description =
          "Ends the batch with the first job that does not succeed: no other starts, "
              + "running ones are cancelled, the rest is not read. Default: batch.fail-fast, "
              + "false.")
  boolean failFast;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where outcomes go instead of standard output; the file is emptied first.")
  @Nullable String output;

  @Option(
      names = "--journal",
      paramLabel = "DIR",
      description =
          "A folder of its own, made where it is not there, where what is accepted, started and "
              + "ended is on disk before an outcome is told. Default: none.")
  @Nullable String journal;

  @Option(
      names = "--resume",
      description =
          "Goes on with the batch in the journal, with the same input: tells again what has "
              + "ended, and runs the rest. A job that was running runs again, with "
              + "PLIMSOLL_ATTEMPT counting on.")
  boolean resume;

  @Option(
      names = "--retry-failed",
      description = "With --resume: runs again what has ended and did not succeed.")
  boolean retryFailed;

  @Option(
      names = "--needs",
      paramLabel = "tcp://HOST:PORT",
      description =
          "A service without which no job begins: while it lends no connection that serves, jobs "
              + "are shed with the reason. May be given up to 16 times. Default: none.")
  List<String> needs = new ArrayList<>();

  @Option(
      names = "--progress",
      paramLabel = "auto|always|never",
      description =
          "Whether progress is shown on standard error. Default: batch.progress, auto: on a terminal.")
  @Nullable String progress;

  @Option(
      names = "--stdin",
      paramLabel = "null|FILE",
      description = "Where jobs read from that have no stdin of their own. Default: null.")
  @Nullable String stdin;

  @Mixin ChildOptions child = new ChildOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "The jobs; - or nothing means standard input.")
  @Nullable String file;

  BatchCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws InterruptedException {
    List<String> problems = new ArrayList<>();
    Template template = Template.read(child, input(problems), host, problems);
    Optional<Path> source = source(problems);
    Optional<Path> target = target(source, problems);
    Optional<Path> folder = folder(target, problems);
    List<ConnectionFactory<?>> services = Services.read(needs, () -> settings(List.of()), problems);
    Settings settings = settings(problems);
    // The journal first: one that is refused must not have emptied the outcomes of before.
    try (BatchJournal recorder = folder.isPresent() ? journal(folder.get(), source) : null;
        InputStream in = source.isPresent() ? Files.newInputStream(source.get()) : host.in();
        OutputStream out = target.isPresent() ? emptied(target.get()) : host.out()) {
      return run(template, settings, source, services, in, out, recorder);
    } catch (JournalException e) {
      throw new Trouble(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new Trouble(
          "%s: cannot be opened: %s"
              .formatted(source.map(Path::toString).orElse("-"), e.getMessage()));
    }
  }

  private OutputStream emptied(Path target) {
    try {
      return Files.newOutputStream(target);
    } catch (IOException e) {
      throw new Trouble(Trouble.unwritable("--output", String.valueOf(output), e));
    }
  }

  private int run(
      Template template,
      Settings settings,
      Optional<Path> source,
      List<ConnectionFactory<?>> services,
      InputStream in,
      OutputStream out,
      @Nullable BatchJournal recorder)
      throws IOException, InterruptedException {
    try (Narrator narrator = child.verbose ? Narrator.on(host) : Narrator.SILENT;
        Plimsoll plimsoll = host.starter().start(settings, narrator);
        ProgressView view = ProgressView.of(settings, host, plimsoll, source, output != null)) {
      narrator.tellContainment(plimsoll);
      Batch batch =
          new Batch(
              plan(template, settings),
              plimsoll,
              out,
              view,
              recorder,
              programs(settings, plimsoll),
              services.isEmpty() ? null : new Needs(plimsoll, services));
      view.follow(batch.tally());
      Interruption interruption = new Interruption();
      interruption.watch(host.signals(), batch::stop, batch::kill);
      batch.run(in);
      view.end();
      if (recorder != null && child.verbose) {
        host.say("journal: " + recorder.stats().words());
      }
      return new BatchVerdict(
              host,
              batch,
              interruption,
              source.isPresent() ? Optional.of(new LineCount(source.get())) : Optional.empty(),
              Reports.kept(plimsoll, settings, host, true))
          .tell(child.verbose);
    }
  }

  private Settings settings(List<String> problems) {
    return ChildOptions.sources(host)
        .read(ChildOptions.configFile(child.config, host), entries(), problems);
  }

  /** Where commands start on this machine: elsewhere other programs may be there. */
  private @Nullable Programs programs(Settings settings, Plimsoll plimsoll) {
    return settings.get(RuntimeSettings.PROCESS_ADAPTER).equals("local")
        ? new Programs(
            new Surroundings(host.environment(), host.directory().toAbsolutePath()),
            new ProgramCache(plimsoll),
            Ticker.system())
        : null;
  }

  private Plan plan(Template template, Settings settings) {
    return new Plan(
        new Defaults(template, settings),
        template.environment(settings, Environment.clean()),
        template.environment(settings, Environment.inherit()),
        host.directory(),
        settings.get(RuntimeSettings.CONCURRENCY),
        settings.get(RuntimeSettings.QUEUE),
        2
            * (settings.get(RuntimeSettings.HEAD).bytes()
                + settings.get(RuntimeSettings.TAIL).bytes()),
        settings.get(CliSettings.FAIL_FAST));
  }

  /** Makes a command of an argument vector, with all that holds for every job. */
  private record Defaults(Template template, Settings settings)
      implements Function<List<String>, io.plimsoll.command.Command> {

    @Override
    public io.plimsoll.command.Command apply(List<String> arguments) {
      return template.command(arguments, settings).retry(Template.retry(settings));
    }
  }

  private List<SettingEntry> entries() {
    List<SettingEntry> entries = child.entries();
    ChildOptions.add(entries, RuntimeSettings.CONCURRENCY, concurrency, "--concurrency");
    ChildOptions.add(entries, CliSettings.RETRIES, retries, "--retries");
    ChildOptions.add(entries, CliSettings.BACKOFF, backoff, "--backoff");
    ChildOptions.add(entries, CliSettings.FAIL_FAST, failFast ? "true" : null, "--fail-fast");
    ChildOptions.add(entries, CliSettings.PROGRESS, progress, "--progress");
    return entries;
  }

  private Stdin input(List<String> problems) {
    String text = stdin == null ? "null" : stdin;
    if (text.equals("inherit")) {
      problems.add("option --stdin: is inherit; many jobs cannot share it; must be null or a file");
      return Stdin.none();
    }
    return RunCommand.input(text, host, problems);
  }

  private BatchJournal journal(Path folder, Optional<Path> source) throws IOException {
    Journal.Mode mode =
        !resume
            ? Journal.Mode.FRESH
            : retryFailed ? Journal.Mode.RETRY_FAILED : Journal.Mode.RESUME;
    Journal earlier = Journal.open(folder, mode);
    if (earlier.tornBytes() > 0) {
      host.say(
          "journal %s: its last record was cut off and is dropped (%d bytes); what it recorded is done again"
              .formatted(folder, earlier.tornBytes()));
    }
    BatchJournal opened = new BatchJournal(earlier, host.environment());
    try {
      if (source.isPresent()) {
        opened.refuseAnother(source.get());
      }
      return opened;
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private Optional<Path> folder(Optional<Path> target, List<String> problems) {
    if (resume && journal == null) {
      problems.add("option --resume: has no journal; needs --journal DIR; name its folder");
    }
    if (retryFailed && !resume) {
      problems.add("option --retry-failed: goes on with nothing; needs --resume; add it");
    }
    if (journal == null || journal.isEmpty()) {
      if (journal != null) {
        problems.add("option --journal: is empty; must be a folder; try --journal batch.journal");
      }
      return Optional.empty();
    }
    Path folder = host.resolve(journal).toAbsolutePath().normalize();
    Path home = target.map(Path::toAbsolutePath).map(Path::normalize).orElse(folder).getParent();
    if (folder.equals(home)) {
      problems.add("option --output: lies in the folder of the journal; must be elsewhere");
    }
    return Optional.of(folder);
  }

  private Optional<Path> source(List<String> problems) {
    if (file == null || file.equals("-")) {
      return Optional.empty();
    }
    Path path = host.resolve(file);
    if (Files.isDirectory(path)) {
      problems.add(file + ": is a folder; must be a file of jobs, one JSON object a line");
    } else if (!Files.exists(path)) {
      problems.add(
          file + ": there is no such file; must be a file of jobs, or - for standard input");
    } else if (!Files.isReadable(path)) {
      problems.add(file + ": cannot be read: permission denied");
    }
    return Optional.of(path);
  }

  private Optional<Path> target(Optional<Path> source, List<String> problems) {
    if (output == null) {
      return Optional.empty();
    }
    Path path = host.resolve(output);
    Optional<String> misplaced = Trouble.misplaced("--output", output, path);
    if (misplaced.isPresent()) {
      problems.add(misplaced.get());
    } else if (isSame(source.orElse(Path.of("/dev/stdin")), path)) {
      problems.add("option --output: is the file of jobs itself, which would be emptied");
    }
    return Optional.of(path);
  }

  private static boolean isSame(Path a, Path b) {
    try {
      return Files.isRegularFile(a) && Files.isRegularFile(b) && Files.isSameFile(a, b);
    } catch (IOException e) {
      return false;
    }
  }
}

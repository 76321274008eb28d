package io.plimsoll.cli;

import io.plimsoll.Plimsoll;
import io.plimsoll.Scope;
import io.plimsoll.Settings;
import io.plimsoll.cli.detect.Deployment;
import io.plimsoll.cli.detect.Detector;
import io.plimsoll.cli.detect.Known;
import io.plimsoll.cli.detect.Surroundings;
import io.plimsoll.cli.detect.Version;
import io.plimsoll.cli.detect.VersionQuestion;
import io.plimsoll.command.StopSignal;
import io.plimsoll.command.Text;
import io.plimsoll.port.Ticker;
import io.plimsoll.resource.Cache;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plimsoll detect}: how tools are deployed here. */
@Command(
    name = "detect",
    header = "Say how tools are deployed here, and why we think so.",
    sortOptions = false,
    customSynopsis = "plimsoll detect [OPTIONS] [NAME...]",
    description =
        "Says for each tool where it is found, which file that is in the end, its version, "
            + "who deployed it, by what that is seen, and which files it shadows further down "
            + "PATH. Each tool is run once to say its version, under supervision: it has two "
            + "seconds, no input, and leaves nothing behind. A script that takes no --version "
            + "does its work then; --no-version runs nothing.",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  plimsoll detect",
      "  plimsoll detect python3 ./node_modules/.bin/eslint",
      "  plimsoll detect --no-version ./deploy.sh",
      "  plimsoll detect --json python3 | jq -r '.[0].kind'",
      "",
      "A kind is one of system, local, user, project venv, node_modules, npm global,",
      "nvm, fnm, volta, pyenv, pipx, uv, conda, sdkman, jenv, asdf, mise, homebrew,",
      "snap, nix, cargo, go, unknown.",
      "",
      "Exit status: 0 when all were found, 1 when one was not, 125 for an error of",
      "plimsoll's own."
    })
final class DetectCommand implements Callable<Integer> {

  /** What is looked for when nothing is named. */
  private static final List<String> USUAL = List.of("python3", "node", "java");

  /** How many tools are looked at at once; the runtime bounds how many of them run. */
  private static final int AT_ONCE = 4;

  private final Host host;

  @Option(names = "--json", description = "As one JSON list.")
  boolean json;

  @Option(names = "--stats", description = "Also says what the cache of answers did.")
  boolean stats;

  @Option(names = "--no-version", description = "Runs nothing: versions are not asked for.")
  boolean noVersion;

  @Mixin private UsualOptions usual = new UsualOptions();

  @Parameters(
      arity = "0..*",
      paramLabel = "NAME",
      description =
          "Names as they are looked for on PATH, or paths where they have a slash. Default: "
              + "python3 node java.")
  @Nullable List<String> names;

  DetectCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws InterruptedException {
    List<String> asked = names == null ? USUAL : List.copyOf(names);
    List<String> problems = new ArrayList<>();
    check(asked, problems);
    Settings settings =
        ChildOptions.sources(host).read(usual.configFile(host), List.of(), problems);
    try (Plimsoll plimsoll = host.starter().start(settings, event -> {});
        Scope scope = plimsoll.scope("detect")) {
      Interruption interruption = new Interruption();
      interruption.watch(host.signals(), reason -> end(scope), reason -> {});
      Cache<String, Known> cache = plimsoll.cache("deployments", Detector.POLICY, Known::bytes);
      Surroundings here = new Surroundings(host.environment(), host.directory().toAbsolutePath());
      Detector detector = new Detector(here, cache, asking(scope, here), Ticker.system());
      List<Deployment> found = all(asked, detector);
      Optional<StopSignal> signal = interruption.signal();
      if (signal.isPresent()) {
        host.say("interrupted by " + signal.get());
        return Status.of(signal.get());
      }
      print(new DetectView(found, stats ? Optional.of(cache.stats()) : Optional.empty()));
      return found.stream().allMatch(each -> each instanceof Deployment.Found)
          ? Status.OK
          : Status.FAILED;
    }
  }

  /** Ends what is being asked; what would be asked is refused. */
  private static void end(Scope scope) {
    scope.close();
  }

  private Detector.Asking asking(Scope scope, Surroundings here) {
    return noVersion ? program -> Version.NOT_ASKED : new VersionQuestion(scope, here)::ask;
  }

  private void print(DetectView view) {
    Printout out = new Printout(host);
    out.print(json ? view.json() : view.text());
    out.arrived();
  }

  /** In the order of the names, whoever answers first. */
  private static List<Deployment> all(List<String> names, Detector detector)
      throws InterruptedException {
    ExecutorService threads =
        Executors.newFixedThreadPool(
            Math.min(AT_ONCE, names.size()),
            task -> {
              Thread thread = new Thread(task, "plimsoll-cli-detect");
              thread.setDaemon(true);
              return thread;
            });
    try {
      List<Callable<Deployment>> tasks = new ArrayList<>();
      names.forEach(name -> tasks.add(() -> detector.detect(name)));
      List<Deployment> found = new ArrayList<>();
      for (Future<Deployment> each : threads.invokeAll(tasks)) {
        found.add(each.get());
      }
      return found;
    } catch (ExecutionException e) {
      throw new IllegalStateException("detect: " + e.getCause(), e);
    } finally {
      threads.shutdownNow();
    }
  }

  private static void check(List<String> names, List<String> problems) {
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (name.isEmpty()) {
        problems.add("name %d: is empty; must name a program; try python3".formatted(i + 1));
      } else if (name.indexOf('\0') >= 0) {
        problems.add(
            "name %d: is '%s'; must hold no NUL character; the system ends a name there; remove it"
                .formatted(i + 1, Text.visible(name, 80)));
      }
    }
  }
}

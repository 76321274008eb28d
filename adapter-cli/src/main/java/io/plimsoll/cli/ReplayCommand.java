package io.plimsoll.cli;

import io.plimsoll.Plimsoll;
import io.plimsoll.Replay;
import io.plimsoll.Replay.Result;
import io.plimsoll.Replay.Step;
import io.plimsoll.Settings;
import io.plimsoll.command.Durations;
import io.plimsoll.command.Text;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plimsoll replay}: a recorded session, decided again. */
@Command(
    name = "replay",
    header = "Decide a recorded session again, and compare.",
    sortOptions = false,
    customSynopsis =
        "plimsoll replay [--until TIME] [--show decisions|events] [--policy KEY=VALUE]... "
            + "[--json] [--config FILE] [SESSION|FOLDER|FILE]",
    description =
        "Feeds the recorded events of a session to the same policies and compares each decision "
            + "with what was decided then. Runtimes record while recorder.enabled holds; the last "
            + "32 sessions are kept. Starts nothing.",
    parameterListHeading = "%nArgument:%n",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  plimsoll replay",
      "  plimsoll replay --show decisions --until 10s 3f9c02ab5e771d40",
      "  plimsoll replay --policy process.grace=1s --policy process.timeout=30s",
      "  plimsoll replay --show decisions --json | jq 'select(.same == false)'",
      "",
      "Exit status: 0 when every decision is the same; 1 when one differs, or a part",
      "of the recording is damaged or missing; 125 when it cannot be read."
    })
final class ReplayCommand implements Callable<Integer> {

  private static final int MOST_TEXT = 2_000;

  private final Host host;

  @Parameters(
      arity = "0..1",
      paramLabel = "SESSION|FOLDER|FILE",
      description =
          "A session by its id or the beginning of that, its folder, or one file of that. "
              + "Default: the session that began last.")
  @Nullable String what;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description =
          "Leaves later decisions out: a duration from the beginning of the session, such as 10s, "
              + "or a time of day, such as 2026-11-24T01:02:03Z.")
  @Nullable String until;

  @Option(
      names = "--show",
      paramLabel = "decisions|events",
      description = "Prints each decision with its event, or the events alone.")
  @Nullable String show;

  @Option(
      names = "--policy",
      paramLabel = "KEY=VALUE",
      description =
          "Prints what would have been decided with another setting, where that differs: "
              + "process.timeout, process.grace, process.memory, process.survivors, memory.limit "
              + "or memory.mode. May be given many times.")
  @Nullable List<String> policy;

  @Option(names = "--json", description = "As JSON, one object a line, the sum at the end.")
  boolean json;

  @Mixin private UsualOptions usual = new UsualOptions();

  ReplayCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws IOException {
    List<String> problems = new ArrayList<>();
    Optional<Shown> shown = shown(problems);
    Map<String, String> otherwise = otherwise(problems);
    if (!problems.isEmpty()) {
      throw new Trouble(problems);
    }
    Printout out = new Printout(host);
    Result result;
    Replay replay;
    try {
      replay = Replay.of(found());
      result = replay.run(until(replay), otherwise, printing(shown, otherwise, out));
    } catch (IllegalArgumentException e) {
      out.flush();
      throw new Trouble(String.valueOf(e.getMessage()));
    }
    ReplayView view = new ReplayView(replay, result, !otherwise.isEmpty());
    out.print(json ? view.json() : view.words());
    out.arrived();
    return result.identical() ? Status.OK : Status.FAILED;
  }

  private enum Shown {
    DECISIONS,
    EVENTS
  }

  private Optional<Shown> shown(List<String> problems) {
    if (show == null) {
      return Optional.empty();
    }
    for (Shown each : Shown.values()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(show)) {
        return Optional.of(each);
      }
    }
    problems.add(
        "option --show: is '%s'; must be decisions or events; try decisions"
            .formatted(Text.visible(show, 64)));
    return Optional.empty();
  }

  private Map<String, String> otherwise(List<String> problems) {
    Map<String, String> otherwise = new LinkedHashMap<>();
    for (String each : policy == null ? List.<String>of() : policy) {
      int equals = each.indexOf('=');
      if (equals > 0) {
        otherwise.put(each.substring(0, equals), each.substring(equals + 1));
      } else {
        problems.add(
            "option --policy: is '%s'; must be KEY=VALUE; try process.grace=1s"
                .formatted(Text.visible(each, 64)));
      }
    }
    return otherwise;
  }

  private Optional<Duration> until(Replay replay) {
    if (until == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Duration.between(replay.began(), Instant.parse(until.strip())));
    } catch (DateTimeParseException notATime) {
      try {
        return Optional.of(Durations.parse(until));
      } catch (IllegalArgumentException e) {
        throw new Trouble(
            "option --until: is '%s'; must be a duration such as 10s, or a time of day such as %s"
                .formatted(Text.visible(until, 64), Instant.EPOCH));
      }
    }
  }

  private Consumer<Step> printing(
      Optional<Shown> shown, Map<String, String> otherwise, PrintStream out) {
    return step -> {
      boolean asked = shown.isPresent() || !otherwise.isEmpty() || !step.same();
      if (asked && json) {
        out.print(ReplayView.json(step));
      } else if (asked) {
        boolean eventOnly = step.same() && shown.equals(Optional.of(Shown.EVENTS));
        out.println(Text.visible(ReplayView.words(step, eventOnly), MOST_TEXT));
      }
    };
  }

  /** The folder or file that is meant. */
  private Path found() throws IOException {
    if (what != null && (what.contains("/") || Files.exists(host.resolve(what)))) {
      Path path = host.resolve(what);
      if (!Files.exists(path)) {
        throw new Trouble("'%s': is not there; name a recording".formatted(what));
      }
      return path;
    }
    Settings settings =
        ChildOptions.sources(host).read(usual.configFile(host), List.of(), List.of());
    List<Path> all = Replay.recordings(settings);
    String where =
        Plimsoll.stateFolder(settings).map(f -> f.resolve("recordings").toString()).orElse("");
    if (what == null) {
      return all.stream()
          .findFirst()
          .orElseThrow(
              () ->
                  new Trouble(
                      "no session is recorded in '%s'; run something, or name a recording"
                          .formatted(where)));
    }
    List<Path> meant =
        all.stream().filter(each -> String.valueOf(each.getFileName()).startsWith(what)).toList();
    if (meant.size() != 1) {
      throw new Trouble(
          "session: is '%s'; %s in '%s'; name one by its whole id, or a file"
              .formatted(
                  Text.visible(what, 64),
                  meant.isEmpty() ? "no recording of it is" : meant.size() + " begin so",
                  where));
    }
    return meant.get(0);
  }
}

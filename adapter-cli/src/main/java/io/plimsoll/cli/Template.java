package io.plimsoll.cli;

import io.plimsoll.RuntimeSettings;
import io.plimsoll.Settings;
import io.plimsoll.cli.batch.FirstSignal;
import io.plimsoll.cli.settings.CliSettings;
import io.plimsoll.command.ByteSize;
import io.plimsoll.command.Command;
import io.plimsoll.command.Command.Limits;
import io.plimsoll.command.Environment;
import io.plimsoll.command.Output;
import io.plimsoll.command.Retry;
import io.plimsoll.command.Stdin;
import io.plimsoll.command.StopSignal;
import io.plimsoll.command.Text;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the options say of every command, read and judged. Settings come on top in {@link #command}.
 *
 * @param directory the folder to run in, if not our own
 * @param signal the first signal
 * @param heapLimit the bound on heaps, or none
 * @param variables names and values to set, in order
 * @param keep names that a clean environment keeps
 * @param stdin where commands read from
 */
record Template(
    Optional<Path> directory,
    StopSignal signal,
    ByteSize heapLimit,
    List<String[]> variables,
    List<String> keep,
    Stdin stdin) {

  /** Reads options; what is wrong goes to the problems. */
  static Template read(ChildOptions options, Stdin stdin, Host host, List<String> problems) {
    return new Template(
        options.cwd == null ? Optional.empty() : Optional.of(folder(host, options.cwd, problems)),
        signal(options.signal, problems),
        heapLimit(options.heapLimit, problems),
        variables(options, problems),
        kept(options, problems),
        stdin);
  }

  /** A command under these options and settings. */
  Command command(List<String> arguments, Settings settings) {
    Command command =
        Command.of(arguments)
            .environment(environment(settings))
            .stdin(stdin)
            .limits(limits(settings))
            .stdout(capture(settings))
            .stderr(capture(settings));
    return directory.isPresent() ? command.directory(directory.get()) : command;
  }

  /** The environment of every command. */
  Environment environment(Settings settings) {
    return environment(
        settings,
        settings.get(CliSettings.ENV_CLEAN) ? Environment.clean() : Environment.inherit());
  }

  /** The same on another ground. */
  Environment environment(Settings settings, Environment ground) {
    Environment environment = ground;
    for (String name : settings.get(CliSettings.ENV_KEEP)) {
      environment = environment.keep(name);
    }
    for (String name : keep) {
      environment = environment.keep(name);
    }
    for (String[] variable : variables) {
      environment = environment.with(variable[0], variable[1]);
    }
    return environment.heapLimit(heapLimit);
  }

  /** The limits of every command. */
  Limits limits(Settings settings) {
    return new Limits(
        Optional.of(settings.get(RuntimeSettings.TIMEOUT)),
        Optional.of(settings.get(RuntimeSettings.GRACE)),
        Optional.of(settings.get(RuntimeSettings.MEMORY)),
        signal,
        Optional.of(settings.get(RuntimeSettings.SURVIVORS)),
        false,
        false);
  }

  /** How often a job is tried. */
  static Retry retry(Settings settings) {
    return new Retry(settings.get(CliSettings.RETRIES), settings.get(CliSettings.BACKOFF));
  }

  private static Output capture(Settings settings) {
    return Output.capture(
        (int) settings.get(RuntimeSettings.HEAD).bytes(),
        (int) settings.get(RuntimeSettings.TAIL).bytes());
  }

  private static Path folder(Host host, String text, List<String> problems) {
    Path folder = host.resolve(text);
    if (text.isEmpty() || !Files.isDirectory(folder)) {
      problems.add(
          "option --cwd: is '%s'; must be a folder that is there".formatted(Text.visible(text)));
    }
    return folder;
  }

  private static List<String> kept(ChildOptions options, List<String> problems) {
    List<String> names = List.copyOf(orEmpty(options.keepEnv));
    for (String name : names) {
      if (name.isEmpty() || name.indexOf('=') >= 0) {
        problems.add(
            "option --keep-env: is '%s'; must be the name of a variable without '='; try --keep-env HTTP_PROXY"
                .formatted(Text.visible(name, 80)));
      }
    }
    return names;
  }

  private static List<String[]> variables(ChildOptions options, List<String> problems) {
    List<String[]> variables = new ArrayList<>();
    for (String text : orEmpty(options.env)) {
      variables.add(variable(text, problems));
    }
    return List.copyOf(variables);
  }

  private static String[] variable(String text, List<String> problems) {
    int equals = text.indexOf('=');
    if (equals <= 0) {
      problems.add(
          "option --env: is '%s'; must be NAME=VALUE; try --env LANG=C"
              .formatted(Text.visible(text, 80)));
      return new String[] {"_", ""};
    }
    return new String[] {text.substring(0, equals), text.substring(equals + 1)};
  }

  private static StopSignal signal(@Nullable String text, List<String> problems) {
    try {
      return text == null ? StopSignal.TERM : FirstSignal.parse(text);
    } catch (IllegalArgumentException e) {
      problems.add("option --signal: " + e.getMessage());
      return StopSignal.TERM;
    }
  }

  private static ByteSize heapLimit(@Nullable String text, List<String> problems) {
    try {
      return text == null ? ByteSize.NONE : ByteSize.parse(text);
    } catch (IllegalArgumentException e) {
      problems.add("option --heap-limit: " + e.getMessage());
      return ByteSize.NONE;
    }
  }

  private static List<String> orEmpty(@Nullable List<String> list) {
    return list == null ? List.of() : list;
  }
}

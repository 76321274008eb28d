package io.plimsoll.cli;

import io.plimsoll.RuntimeSettings;
import io.plimsoll.Setting;
import io.plimsoll.SettingEntry;
import io.plimsoll.cli.settings.CliSettings;
import io.plimsoll.cli.settings.SettingSources;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The options under which a command lives, shared by {@code run} and {@code batch}. Those that are
 * settings too are handed on as written: the settings judge them, together with all other sources.
 */
final class ChildOptions {

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      description =
          "How long a command may run: 250ms, 10s, 5m, 2h, PT5M; a bare number is seconds; "
              + "0 means without end. Default: process.timeout, 5m.")
  @Nullable String timeout;

  @Option(
      names = {"-s", "--signal"},
      paramLabel = "NAME",
      description = "The signal that asks it to leave, by name or number. Default: TERM.")
  @Nullable String signal;

  @Option(
      names = {"-k", "--grace", "--kill-after"},
      paramLabel = "DURATION",
      description = "How long it may take to leave before KILL. Default: process.grace, 5s.")
  @Nullable String grace;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      description =
          "The most resident memory of its whole tree: 64k, 512m, 3.5g, 4GiB; 0 means no "
              + "limit. Past it, the tree is ended by KILL. Default: process.memory, 0.")
  @Nullable String memory;

  @Option(names = "--cwd", paramLabel = "DIR", description = "The folder to run in.")
  @Nullable String cwd;

  @Option(
      names = "--env",
      paramLabel = "K=V",
      description = "Sets a variable of its environment. May be given many times.")
  @Nullable List<String> env;

  @Option(
      names = "--clean-env",
      description =
          "Hands on only PATH, HOME, LANG, LC_*, TERM, TZ, TMPDIR, USER, SHELL, LOGNAME and "
              + "what is named by --keep-env and --env. Default: env.clean, false.")
  boolean cleanEnv;

  @Option(
      names = "--keep-env",
      paramLabel = "NAME",
      description = "A variable that --clean-env hands on too. May be given many times.")
  @Nullable List<String> keepEnv;

  @Option(
      names = "--survivors",
      paramLabel = "end|keep",
      description =
          "What happens to processes that a command leaves behind when it exits by itself. "
              + "Default: process.survivors, end.")
  @Nullable String survivors;

  @Option(
      names = "--containment",
      paramLabel = "NAME",
      description =
          "How its descendants are held together: auto, cgroup, session, cookie, parents or "
              + "namespace; "
              + "'plimsoll doctor' shows what works here. Default: process.containment, auto: "
              + "the strongest that does.")
  @Nullable String containment;

  @Option(
      names = "--heap-limit",
      paramLabel = "SIZE",
      description =
          "Bounds the heap of Node.js and JVM programs, by adding to NODE_OPTIONS and "
              + "JAVA_TOOL_OPTIONS.")
  @Nullable String heapLimit;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The settings file. Default: ./plimsoll.toml, else plimsoll/plimsoll.toml in "
              + "$XDG_CONFIG_HOME (~/.config).")
  @Nullable String config;

  @Option(
      names = {"-v", "--verbose"},
      description =
          "Says on standard error how descendants are held together, and which signal is sent to "
              + "which command, and why.")
  boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this text.")
  boolean help;

  /** What was said here of settings. */
  List<SettingEntry> entries() {
    List<SettingEntry> entries = new ArrayList<>();
    add(entries, RuntimeSettings.TIMEOUT, timeout, "--timeout");
    add(entries, RuntimeSettings.GRACE, grace, "--grace");
    add(entries, RuntimeSettings.MEMORY, memory, "--memory");
    add(entries, RuntimeSettings.SURVIVORS, survivors, "--survivors");
    add(entries, RuntimeSettings.CONTAINMENT, containment, "--containment");
    add(entries, CliSettings.ENV_CLEAN, cleanEnv ? "true" : null, "--clean-env");
    return entries;
  }

  /** Adds an entry for a flag that was given. */
  static void add(
      List<SettingEntry> entries, Setting<?> setting, @Nullable String text, String flag) {
    if (text != null) {
      entries.add(new SettingEntry(setting.key(), text, "option " + flag));
    }
  }

  /** The settings file that was asked for. */
  static Optional<Path> configFile(@Nullable String config, Host host) {
    return config == null ? Optional.empty() : Optional.of(host.resolve(config));
  }

  /** The sources of settings around a host. */
  static SettingSources sources(Host host) {
    return new SettingSources(host.environment(), host.directory());
  }
}

package io.plimsoll.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of nearly every command: where its settings are, and help. They stand last. */
final class UsualOptions {

  @Option(names = "--config", paramLabel = "FILE", description = "The settings file.")
  @Nullable String config;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this text.")
  boolean help;

  /** The settings file that was asked for. */
  Optional<Path> configFile(Host host) {
    return ChildOptions.configFile(config, host);
  }
}

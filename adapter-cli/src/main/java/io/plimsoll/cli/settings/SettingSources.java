package io.plimsoll.cli.settings;

import io.plimsoll.RuntimeSettings;
import io.plimsoll.Setting;
import io.plimsoll.SettingEntry;
import io.plimsoll.Settings;
import io.plimsoll.SettingsException;
import io.plimsoll.Suggestion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Gathers settings from a file, the environment and flags, in this order; later wins. Every problem
 * of every source is told, not only the first.
 */
public final class SettingSources {

  /** The name of a settings file. */
  public static final String FILE_NAME = "plimsoll.toml";

  private static final String PREFIX = "PLIMSOLL_";

  /** Variables of that prefix which are no settings: marks for children, and the launcher's own. */
  private static final Set<String> RESERVED =
      Set.of(
          "PLIMSOLL_SESSION",
          "PLIMSOLL_LEASE",
          "PLIMSOLL_OUTER",
          "PLIMSOLL_ATTEMPT",
          "PLIMSOLL_JAVA_OPTS",
          "PLIMSOLL_HOME",
          "PLIMSOLL_CONFIG");

  private final Map<String, String> environment;
  private final Path directory;

  /** With the environment and the folder in which to look. */
  public SettingSources(Map<String, String> environment, Path directory) {
    this.environment = environment;
    this.directory = directory;
  }

  /**
   * Reads all sources.
   *
   * @param file the settings file that was asked for; empty means the usual places
   * @param flags what was said on the command line
   * @param others problems found elsewhere, to be told along
   * @throws SettingsException with all problems
   */
  public Settings read(Optional<Path> file, List<SettingEntry> flags, List<String> others) {
    List<String> problems = new ArrayList<>();
    List<SettingEntry> entries = new ArrayList<>();
    // An embedder asks for a folder of adapters; who uses the command line has one.
    entries.add(new SettingEntry(RuntimeSettings.ADAPTERS_FOLDER.key(), "auto", Settings.DEFAULT));
    // And who starts it has a command to run.
    entries.add(new SettingEntry(RuntimeSettings.READY.key(), "true", Settings.DEFAULT));
    Optional<Path> found = file.isPresent() ? file : usualFile();
    if (found.isPresent()) {
      TomlSource.read(shown(found.get()), found.get(), entries, problems);
    }
    fromEnvironment(entries, problems);
    entries.addAll(flags);
    try {
      Settings settings = Settings.read(CliSettings.schema(), entries);
      if (problems.isEmpty() && others.isEmpty()) {
        return settings;
      }
    } catch (SettingsException e) {
      problems.addAll(e.problems());
    }
    problems.addAll(others);
    throw new SettingsException(problems);
  }

  /** The settings file at the usual places, if there is one. */
  public Optional<Path> usualFile() {
    Path here = directory.resolve(FILE_NAME);
    if (Files.exists(here)) {
      return Optional.of(here);
    }
    Optional<Path> folder = configFolder();
    if (folder.isEmpty()) {
      return folder;
    }
    Path usual = folder.get().resolve("plimsoll").resolve(FILE_NAME);
    return Files.exists(usual) ? Optional.of(usual) : Optional.empty();
  }

  private Optional<Path> configFolder() {
    String folder = environment.getOrDefault("XDG_CONFIG_HOME", "");
    // A relative path is to be ignored, says the convention that this variable comes from.
    if (folder.startsWith("/")) {
      return Optional.of(Path.of(folder));
    }
    String home = environment.getOrDefault("HOME", "");
    return home.isEmpty() ? Optional.empty() : Optional.of(Path.of(home, ".config"));
  }

  private String shown(Path path) {
    return path.startsWith(directory) ? directory.relativize(path).toString() : path.toString();
  }

  private void fromEnvironment(List<SettingEntry> entries, List<String> problems) {
    Map<String, String> ours = new TreeMap<>();
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      if (variable.getKey().startsWith(PREFIX) && !RESERVED.contains(variable.getKey())) {
        ours.put(variable.getKey(), variable.getValue());
      }
    }
    if (ours.isEmpty()) {
      return;
    }
    Map<String, Setting<?>> byVariable = new HashMap<>();
    CliSettings.schema().forEach(setting -> byVariable.put(setting.variable(), setting));
    ours.forEach(
        (name, value) -> {
          Setting<?> setting = byVariable.get(name);
          if (setting != null) {
            entries.add(new SettingEntry(setting.key(), value, "environment " + name));
          } else {
            problems.add(
                "environment "
                    + name
                    + ": unknown"
                    + Suggestion.didYouMean(name, byVariable.keySet()));
          }
        });
  }
}

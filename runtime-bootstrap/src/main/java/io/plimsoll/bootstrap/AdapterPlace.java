package io.plimsoll.bootstrap;

import io.plimsoll.RuntimeSettings;
import io.plimsoll.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells in which folder the jars of further adapters lie. */
final class AdapterPlace {

  private static final String AUTO = "auto";
  private static final String FOLDER = "adapters";

  private AdapterPlace() {}

  /** Whether a folder was named, which then must be there. */
  static boolean isNamed(Settings settings) {
    String asked = settings.get(RuntimeSettings.ADAPTERS_FOLDER);
    return !asked.equals(RuntimeSettings.NO_FOLDER) && !asked.equals(AUTO);
  }

  /**
   * The folder; nothing where none is wanted, or it is left to us and there is no home.
   *
   * @param problems takes what is wrong with the environment
   */
  static Optional<Path> of(
      Settings settings, Map<String, String> environment, List<String> problems) {
    String asked = settings.get(RuntimeSettings.ADAPTERS_FOLDER);
    if (asked.equals(RuntimeSettings.NO_FOLDER)) {
      return Optional.empty();
    }
    if (!asked.equals(AUTO)) {
      return Optional.of(Path.of(asked).toAbsolutePath());
    }
    String own = environment.getOrDefault("PLIMSOLL_HOME", "");
    if (own.startsWith("/")) {
      return Optional.of(Path.of(own, FOLDER));
    }
    if (!own.isEmpty()) {
      problems.add(
          "environment PLIMSOLL_HOME: is '%s'; must be an absolute path; try %s"
              .formatted(own, Path.of(own).toAbsolutePath().normalize()));
      return Optional.empty();
    }
    Optional<Path> data = UserFolder.ours(environment, "XDG_DATA_HOME", ".local/share");
    return data.isPresent() ? Optional.of(data.get().resolve(FOLDER)) : data;
  }
}

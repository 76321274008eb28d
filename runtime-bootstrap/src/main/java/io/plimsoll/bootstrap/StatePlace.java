package io.plimsoll.bootstrap;

import io.plimsoll.RuntimeSettings;
import io.plimsoll.Settings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Tells where the state of runtimes lies. */
public final class StatePlace {

  private static final String AUTO = "auto";

  private StatePlace() {}

  /** The folder; nothing where it is left to us and there is no home. */
  public static Optional<Path> of(Settings settings, Map<String, String> environment) {
    String asked = settings.get(RuntimeSettings.STATE);
    if (!asked.equals(AUTO)) {
      return Optional.of(Path.of(asked).toAbsolutePath());
    }
    String folder = environment.getOrDefault("XDG_STATE_HOME", "");
    // A relative path is to be ignored, says the convention that this variable comes from.
    if (folder.startsWith("/")) {
      return Optional.of(Path.of(folder, "plimsoll"));
    }
    String home = environment.getOrDefault("HOME", "");
    return home.startsWith("/")
        ? Optional.of(Path.of(home, ".local", "state", "plimsoll"))
        : Optional.empty();
  }
}

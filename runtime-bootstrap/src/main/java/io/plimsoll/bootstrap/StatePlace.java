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
    return UserFolder.ours(environment, "XDG_STATE_HOME", ".local/state");
  }
}

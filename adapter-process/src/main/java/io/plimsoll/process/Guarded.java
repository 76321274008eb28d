package io.plimsoll.process;

import io.plimsoll.command.Durations;
import io.plimsoll.port.AdapterContext;
import io.plimsoll.process.orphan.StateFolder;
import io.plimsoll.process.orphan.Ward;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Reads from an adapter's settings how its session is guarded. */
final class Guarded {

  private static final String STATE = "state";
  private static final String GRACE = "grace";
  private static final String USUAL_GRACE = "5s";

  private Guarded() {}

  /**
   * The ward of a session.
   *
   * @param group the control group of the session, where there is one
   * @throws IllegalArgumentException if the state folder must not be trusted
   */
  static Ward ward(
      AdapterContext context, Map<String, String> own, boolean linux, Optional<Path> group) {
    return new Ward(context.session(), own, linux, grace(context), state(context), group);
  }

  static Optional<StateFolder> state(AdapterContext context) {
    String folder = context.settings().get(STATE);
    return folder == null ? Optional.empty() : Optional.of(StateFolder.checked(Path.of(folder)));
  }

  private static Duration grace(AdapterContext context) {
    return Durations.parse(context.settings().getOrDefault(GRACE, USUAL_GRACE));
  }
}

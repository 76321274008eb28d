package io.plimsoll;

import io.plimsoll.lease.Health;
import io.plimsoll.lease.LeaseView;
import io.plimsoll.port.EventSink;
import io.plimsoll.port.ProcessLauncher.Fact;
import io.plimsoll.port.Reaper;
import java.time.Duration;
import java.util.List;

/**
 * A running runtime: the outermost scope of everything that is started in it.
 *
 * <p>Any thread may use it. It starts daemon threads only, whose names begin with {@code
 * plimsoll-}; {@link #health()} counts them beside their bound, and they are gone when {@link
 * #close()} returns, but for one that is held by a read of an input of the caller's. (The JDK has
 * threads of its own: {@code process reaper} for each live process, and on later versions workers
 * of its common pool, which tell of the end of one. It keeps them for a minute.) It writes to no
 * standard stream, adds no shutdown hook and never exits.
 */
public interface Plimsoll extends Scope {

  /**
   * Starts a runtime.
   *
   * @throws SettingsException when a setting cannot hold, such as an adapter that is not there
   */
  static Plimsoll start(Settings settings) {
    return start(settings, event -> {});
  }

  /** Starts a runtime whose events go to a sink as well. */
  static Plimsoll start(Settings settings, EventSink sink) {
    return io.plimsoll.bootstrap.Composition.start(settings, sink);
  }

  /**
   * Ends what sessions left behind whose runtimes were killed, and removes their notes. Waits:
   * within the grace and twelve seconds it returns. Each runtime that starts does the same beside
   * its work.
   *
   * @param grace how long a process may take to leave once it was asked
   * @param dryRun whether only to look
   * @throws SettingsException when a setting cannot hold, such as a state folder of others
   */
  static Reaper.Report reap(Settings settings, Duration grace, boolean dryRun) {
    return io.plimsoll.bootstrap.EarlierSessions.reap(settings, grace, dryRun);
  }

  /** The id of this session, carried by everything it starts. */
  String session();

  /** Every count beside its bound, as of the last decision. Costs one volatile read. */
  Health health();

  /**
   * The live leases now, oldest first. Waits for the loop, at most a second.
   *
   * @throws IllegalStateException when called in an event sink or in what is chained to an outcome:
   *     it would wait for itself
   */
  List<LeaseView> leases();

  /** What is in force here, for people. */
  List<Fact> facts();

  /** What holds a command and its descendants together here, in a few words for people. */
  String containment();
}

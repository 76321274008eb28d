package io.plimsoll.bootstrap;

import io.plimsoll.RuntimeSettings;
import io.plimsoll.Settings;
import io.plimsoll.SettingsException;
import io.plimsoll.port.Adapter;
import io.plimsoll.port.AdapterContext;
import io.plimsoll.port.LazyLogger;
import io.plimsoll.port.Reaper;
import io.plimsoll.port.Reaper.Report;
import io.plimsoll.port.Threads;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Ends what earlier sessions left behind, beside a runtime that starts. Closing it waits. */
@SuppressWarnings("try") // what interrupts its close is told as a failure of the close
public final class EarlierSessions implements AutoCloseable {

  private static final Logger LOG = LazyLogger.of(EarlierSessions.class);

  /** What it may take besides the grace. */
  static final Duration BESIDES = Duration.ofSeconds(2);

  private final Thread thread;
  private final long due;

  private EarlierSessions(Thread thread, long due) {
    this.thread = thread;
    this.due = due;
  }

  /** Begins on a thread of its own, where there is something to do. */
  static Optional<EarlierSessions> reap(Reaper reaper, Settings settings, Threads threads) {
    if (!reaper.due()) {
      return Optional.empty();
    }
    Duration grace = settings.get(RuntimeSettings.GRACE);
    Thread thread =
        threads.daemon(RuntimeThreads.PREFIX + "reaper", () -> tell(reaper.reap(grace, false)));
    long due = System.nanoTime() + grace.plus(BESIDES).toNanos();
    thread.start();
    return Optional.of(new EarlierSessions(thread, due));
  }

  /**
   * Ends them without a runtime, and waits.
   *
   * @throws SettingsException when settings or adapters do not fit
   */
  public static Report reap(Settings settings, Duration grace, boolean dryRun) {
    List<String> problems = new ArrayList<>();
    try (Adapters adapters = Adapters.find(settings, problems)) {
      return reap(settings, adapters, problems, grace, dryRun);
    }
  }

  private static Report reap(
      Settings settings, Adapters adapters, List<String> problems, Duration grace, boolean dryRun) {
    Optional<Adapter> adapter = Composition.chosen(settings, adapters, problems);
    if (adapter.isEmpty() || !problems.isEmpty()) {
      throw new SettingsException(problems);
    }
    RuntimeThreads threads = new RuntimeThreads(1);
    AdapterContext context =
        new AdapterContext(
            Composition.newSession(), new SystemTime(threads), Composition.told(settings), threads);
    try {
      Optional<Reaper> reaper = adapter.get().reaper(context);
      if (reaper.isEmpty()) {
        throw new SettingsException(
            List.of(
                Adapters.lacking(
                    RuntimeSettings.PROCESS_ADAPTER,
                    settings.get(RuntimeSettings.PROCESS_ADAPTER),
                    "ends nothing of earlier sessions")));
      }
      return reaper.get().reap(grace, dryRun);
    } catch (SettingsException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new SettingsException(List.of(String.valueOf(e.getMessage())));
    }
  }

  /** Waits for its end, no longer than it may take; then it is told to stop. */
  @Override
  public void close() throws InterruptedException {
    long left = (due - System.nanoTime()) / 1_000_000;
    if (left > 0) {
      thread.join(left);
    }
    thread.interrupt();
  }

  private static void tell(Report report) {
    report.problems().forEach(problem -> LOG.log(Level.WARNING, "{0}", problem));
    report
        .sessions()
        .forEach(
            session ->
                LOG.log(
                    session.remains() ? Level.WARNING : Level.DEBUG,
                    "session {0}, whose runtime is gone: {1}",
                    session.id(),
                    session.processes()));
  }
}

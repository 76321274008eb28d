package io.plimsoll.bootstrap;

import io.plimsoll.RuntimeSettings;
import io.plimsoll.Settings;
import io.plimsoll.SettingsException;
import io.plimsoll.port.Adapter;
import io.plimsoll.port.AdapterContext;
import io.plimsoll.port.ProcessLauncher;
import io.plimsoll.port.Reaper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;

/**
 * The adapter that starts processes, asked for what it makes beside the rest of a start: it tries
 * what the machine offers, which takes as long as all the rest. Closing it closes what was made.
 */
final class Launching implements AutoCloseable {

  private final Beside<Made> making;

  private Launching(Beside<Made> making) {
    this.making = making;
  }

  /** What it made, and what is wrong where it made no launcher. */
  private record Made(
      Optional<ProcessLauncher> launcher, Optional<Reaper> reaper, List<String> problems) {}

  /**
   * Begins.
   *
   * @param executor what it is done on
   * @param problems takes what is wrong with the choice
   */
  static Launching begin(
      Settings settings,
      Adapters adapters,
      AdapterContext context,
      Executor executor,
      List<String> problems) {
    Optional<Adapter> adapter = Composition.chosen(settings, adapters, problems);
    return new Launching(Beside.begin(executor, new Asking(adapter, settings, context)));
  }

  /** Asks the adapter that was chosen, where there is one. */
  private record Asking(Optional<Adapter> adapter, Settings settings, AdapterContext context)
      implements Callable<Made> {

    @Override
    public Made call() {
      return adapter.isPresent()
          ? made(adapter.get())
          : new Made(Optional.empty(), Optional.empty(), List.of());
    }

    private Made made(Adapter adapter) {
      List<String> problems = new ArrayList<>();
      Optional<ProcessLauncher> launcher = launcher(adapter, problems);
      try {
        if (launcher.isPresent() && settings.get(RuntimeSettings.READY)) {
          launcher.get().expect();
        }
        return new Made(launcher, reaper(adapter, problems), problems);
      } catch (RuntimeException | Error e) {
        launcher.ifPresent(ProcessLauncher::close);
        throw e;
      }
    }

    private Optional<ProcessLauncher> launcher(Adapter adapter, List<String> problems) {
      try {
        Optional<ProcessLauncher> launcher = adapter.processLauncher(context);
        if (launcher.isEmpty()) {
          problems.add(
              Adapters.lacking(
                  RuntimeSettings.PROCESS_ADAPTER,
                  settings.get(RuntimeSettings.PROCESS_ADAPTER),
                  "starts no processes"));
        }
        return launcher;
      } catch (IllegalArgumentException e) {
        problems.addAll(Adapters.refused(e));
        return Optional.empty();
      }
    }

    /** What refuses a setting for the launcher as a rule refuses it for the reaper, too. */
    private Optional<Reaper> reaper(Adapter adapter, List<String> problems) {
      try {
        return adapter.reaper(context);
      } catch (IllegalArgumentException e) {
        List<String> further = new ArrayList<>(Adapters.refused(e));
        further.removeAll(problems);
        problems.addAll(further);
        return Optional.empty();
      }
    }
  }

  /**
   * Waits for the launcher.
   *
   * @param problems what is wrong otherwise
   * @throws SettingsException with these and its own, where there are any, or no launcher
   */
  ProcessLauncher launcher(List<String> problems) {
    Made made = making.get();
    problems.addAll(0, made.problems);
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
    return made.launcher.orElseThrow();
  }

  /** What ends earlier sessions, where the adapter does that. */
  Optional<Reaper> reaper() {
    return making.get().reaper;
  }

  @Override
  public void close() {
    Optional<ProcessLauncher> launcher = making.get().launcher;
    if (launcher.isPresent()) {
      launcher.get().close();
    }
  }
}

package io.plimsoll.cli;

import io.plimsoll.Plimsoll;
import io.plimsoll.Settings;
import io.plimsoll.cli.batch.Curtain;
import io.plimsoll.cli.batch.LineCount;
import io.plimsoll.cli.batch.Tally;
import io.plimsoll.cli.batch.TerminalProgress;
import io.plimsoll.cli.settings.CliSettings;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Progress on standard error, or none. The library for it is loaded only where it is shown. */
final class ProgressView implements Curtain, AutoCloseable {

  private final @Nullable TerminalProgress shown;

  private ProgressView(@Nullable TerminalProgress shown) {
    this.shown = shown;
  }

  /** As the settings say. */
  static ProgressView of(
      Settings settings,
      Host host,
      Plimsoll plimsoll,
      Optional<Path> source,
      boolean outcomesElsewhere) {
    boolean terminal = host.terminals().error() && !"dumb".equals(host.environment().get("TERM"));
    boolean wanted =
        switch (settings.get(CliSettings.PROGRESS)) {
          case AUTO -> terminal;
          case ALWAYS -> true;
          case NEVER -> false;
        };
    return new ProgressView(
        wanted
            ? new TerminalProgress(
                host.err(),
                terminal,
                !outcomesElsewhere && terminal && host.terminals().output(),
                plimsoll::health,
                source.map(LineCount::new))
            : null);
  }

  /** Shows these counts from now on. */
  void follow(Tally tally) {
    if (shown != null) {
      shown.follow(tally);
    }
  }

  @Override
  public void beforeLines() {
    if (shown != null) {
      shown.beforeLines();
    }
  }

  @Override
  public void afterLines() {
    if (shown != null) {
      shown.afterLines();
    }
  }

  /** Shows the last counts, and no more. */
  void end() {
    if (shown != null) {
      shown.close();
    }
  }

  @Override
  public void close() {
    end();
  }
}

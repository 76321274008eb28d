package io.plimsoll.cli;

import io.plimsoll.command.Text;
import java.util.ResourceBundle;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The loggers of the command line: silent, or with {@code --verbose} one line on standard error for
 * each warning. Standard error belongs to the command that runs; and the platform's own loggers
 * would take longer to load than many a command runs.
 */
public final class CliLoggers extends System.LoggerFinder {

  private static volatile @Nullable Consumer<String> listener;

  /** Made by the platform. */
  public CliLoggers() {}

  /** Hands warnings to a listener from now on; null for silence. */
  static void speakTo(@Nullable Consumer<String> lines) {
    listener = lines;
  }

  @Override
  public System.Logger getLogger(String name, Module module) {
    return new Line(name);
  }

  /** A logger that tells warnings on one line each. */
  private record Line(String name) implements System.Logger {

    @Override
    public String getName() {
      return name;
    }

    @Override
    public boolean isLoggable(Level level) {
      return listener != null && level.compareTo(Level.WARNING) >= 0 && level != Level.OFF;
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String message,
        @Nullable Throwable thrown) {
      say(level, message + (thrown == null ? "" : ": " + thrown));
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String format,
        @Nullable Object @Nullable ... arguments) {
      boolean plain = format == null || arguments == null || arguments.length == 0;
      say(
          level,
          plain ? String.valueOf(format) : java.text.MessageFormat.format(format, arguments));
    }

    private void say(Level level, String message) {
      Consumer<String> told = listener;
      if (told != null && isLoggable(level)) {
        told.accept(Text.visible(message, 1_000));
      }
    }
  }
}

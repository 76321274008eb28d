package io.plimsoll.port;

import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * A logger of the platform that is looked for when it has something to say. Looking for one takes
 * longer than many a command runs, and most have nothing to say.
 *
 * <p>For all threads. Costs nothing until it is used.
 *
 * @since 0.1.0
 */
public final class LazyLogger implements System.Logger {

  private final String name;
  private volatile System.@Nullable Logger found;

  private LazyLogger(String name) {
    this.name = name;
  }

  /** The logger of a class, under its full name. */
  public static System.Logger of(Class<?> type) {
    return new LazyLogger(type.getName());
  }

  private System.Logger logger() {
    System.Logger logger = found;
    if (logger == null) {
      logger = System.getLogger(name);
      found = logger;
    }
    return logger;
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public boolean isLoggable(Level level) {
    return logger().isLoggable(level);
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String message,
      @Nullable Throwable thrown) {
    logger().log(level, bundle, message, thrown);
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String format,
      @Nullable Object @Nullable ... arguments) {
    logger().log(level, bundle, format, arguments);
  }
}

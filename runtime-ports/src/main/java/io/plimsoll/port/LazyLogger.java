package io.plimsoll.port;

import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * A logger of the platform that is looked for when it has something to say. Looking for one takes
 * longer than many a command runs, and most have nothing to say. Where there is none to be had now,
 * such as for want of descriptors, it says nothing, and looks again the next time.
 *
 * <p>For all threads. Costs nothing until it is used. Throws nothing that the logger or one of its
 * handlers throws: who has something to say has something to do besides, and goes on.
 *
 * @since 0.1.0
 */
public final class LazyLogger implements System.Logger {

  private final String name;
  private final Source source;
  private volatile System.@Nullable Logger found;

  LazyLogger(String name, Source source) {
    this.name = name;
    this.source = source;
  }

  /** Where loggers come from. */
  interface Source {

    /** The logger of this name. */
    System.Logger named(String name);
  }

  /** The platform, which takes the logger of this module. */
  private enum Platform implements Source {
    LOGGERS;

    @Override
    public System.Logger named(String name) {
      return System.getLogger(name);
    }
  }

  /** The logger of a class, under its full name. */
  public static System.Logger of(Class<?> type) {
    return new LazyLogger(type.getName(), Platform.LOGGERS);
  }

  private System.@Nullable Logger logger() {
    System.Logger logger = found;
    if (logger == null) {
      try {
        logger = source.named(name);
        found = logger;
      } catch (Throwable e) {
        return null;
      }
    }
    return logger;
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public boolean isLoggable(Level level) {
    System.Logger logger = logger();
    try {
      return logger != null && logger.isLoggable(level);
    } catch (Throwable e) {
      return false;
    }
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String message,
      @Nullable Throwable thrown) {
    System.Logger logger = logger();
    if (logger != null) {
      try {
        logger.log(level, bundle, message, thrown);
      } catch (Throwable e) {
        // There is nobody left to be told.
      }
    }
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String format,
      @Nullable Object @Nullable ... arguments) {
    System.Logger logger = logger();
    if (logger != null) {
      try {
        logger.log(level, bundle, format, arguments);
      } catch (Throwable e) {
        // There is nobody left to be told.
      }
    }
  }
}

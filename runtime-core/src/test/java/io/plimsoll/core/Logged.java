package io.plimsoll.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What one class logs while this is open, kept off the console. */
public final class Logged extends Handler implements AutoCloseable {

  private final Logger logger;
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

  /** Begins to listen. */
  public Logged(Class<?> by) {
    logger = Logger.getLogger(by.getName());
    logger.addHandler(this);
    logger.setUseParentHandlers(false);
  }

  /** The same with what is said for debugging. */
  public Logged withDebug() {
    logger.setLevel(Level.ALL);
    return this;
  }

  /** The levels, messages and causes, in order. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void publish(LogRecord entry) {
    lines.add(entry.getLevel() + " " + entry.getMessage() + " " + entry.getThrown());
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setUseParentHandlers(true);
    logger.setLevel(null);
  }
}

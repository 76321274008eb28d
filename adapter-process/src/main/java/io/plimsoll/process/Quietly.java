package io.plimsoll.process;

import io.plimsoll.port.LazyLogger;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Closes what nobody can do anything about. */
final class Quietly {

  private static final Logger LOG = LazyLogger.of(Quietly.class);

  private Quietly() {}

  static void close(Closeable thing) {
    try {
      thing.close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "closing failed", e);
    }
  }
}

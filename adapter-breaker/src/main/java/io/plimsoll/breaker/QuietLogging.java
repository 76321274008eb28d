package io.plimsoll.breaker;

import java.util.ServiceLoader;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Keeps SLF4J, which Resilience4j logs through, from writing to standard error that nobody listens:
 * that stream is the embedding program's. Where the program has a provider of logs nothing is
 * touched, and what Resilience4j says goes there.
 */
final class QuietLogging {

  /** What SLF4J itself may say: read once, as it comes up. */
  private static final String VERBOSITY = "slf4j.internal.verbosity";

  private static boolean up;

  private QuietLogging() {}

  /**
   * Has SLF4J come up, without a word if there is nothing to log to; to be called before anything
   * of Resilience4j. The property that says so is there for a moment, and only where nobody set it.
   */
  static synchronized void ensure() {
    if (up) {
      return;
    }
    up = true;
    if (System.getProperty(VERBOSITY) == null && !listened()) {
      comeUp();
    }
  }

  private static void comeUp() {
    System.setProperty(VERBOSITY, "ERROR");
    try {
      LoggerFactory.getILoggerFactory();
    } finally {
      System.clearProperty(VERBOSITY);
    }
  }

  private static boolean listened() {
    ClassLoader loader = LoggerFactory.class.getClassLoader();
    return ServiceLoader.load(SLF4JServiceProvider.class, loader).stream().findAny().isPresent();
  }
}

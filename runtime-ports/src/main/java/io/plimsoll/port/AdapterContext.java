package io.plimsoll.port;

import java.util.Map;

/**
 * What an adapter is told when it is made.
 *
 * @param session the id of the session, unique among all sessions of all machines
 * @param ticker the clock of the runtime
 * @param settings the adapter's own settings by key, as given by the user
 * @param threads makes the threads that the adapter needs; it starts no other
 * @param births takes note of where what the adapter lends or keeps was born
 * @since 0.1.0
 */
public record AdapterContext(
    String session, Ticker ticker, Map<String, String> settings, Threads threads, Births births) {

  private static final int USUAL_BIRTHS = 128;

  /** Copies the settings. */
  public AdapterContext {
    settings = Map.copyOf(settings);
  }

  /** A context whose threads are counted by nobody, and that keeps no births. */
  public AdapterContext(String session, Ticker ticker, Map<String, String> settings) {
    this(session, ticker, settings, Threads.uncounted());
  }

  /** A context that keeps no births. */
  public AdapterContext(
      String session, Ticker ticker, Map<String, String> settings, Threads threads) {
    this(session, ticker, settings, threads, Births.unkept(USUAL_BIRTHS));
  }

  /** The same with other settings. */
  public AdapterContext settings(Map<String, String> own) {
    return new AdapterContext(session, ticker, own, threads, births);
  }
}

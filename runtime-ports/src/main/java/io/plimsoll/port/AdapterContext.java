package io.plimsoll.port;

import java.util.Map;

/**
 * What an adapter is told when it is made.
 *
 * @param session the id of the session, unique among all sessions of all machines
 * @param ticker the clock of the runtime
 * @param settings the adapter's own settings by key, as given by the user
 * @param threads makes the threads that the adapter needs; it starts no other
 */
public record AdapterContext(
    String session, Ticker ticker, Map<String, String> settings, Threads threads) {

  /** Copies the settings. */
  public AdapterContext {
    settings = Map.copyOf(settings);
  }

  /** A context whose threads are counted by nobody. */
  public AdapterContext(String session, Ticker ticker, Map<String, String> settings) {
    this(session, ticker, settings, Threads.uncounted());
  }

  /** The same with other settings. */
  public AdapterContext settings(Map<String, String> own) {
    return new AdapterContext(session, ticker, own, threads);
  }
}

package io.plimsoll.pool;

import io.plimsoll.port.Ticker;

/**
 * A clock that costs one volatile read: the ticker's time as of the last beat, which the sweeper
 * gives every {@value #BEAT_MILLIS} ms. It lags by as much as the sweeper is late, so it serves for
 * what may be off by that: how long a connection lay in a slot, and since when it is lent.
 */
final class Pulse {

  static final long BEAT_MILLIS = 50;

  private final Ticker ticker;
  private volatile long now;

  Pulse(Ticker ticker) {
    this.ticker = ticker;
    this.now = ticker.nanos();
  }

  /** The time as of the last beat. */
  long coarse() {
    return now;
  }

  /** The time. */
  long exact() {
    return ticker.nanos();
  }

  void beat() {
    now = ticker.nanos();
  }
}

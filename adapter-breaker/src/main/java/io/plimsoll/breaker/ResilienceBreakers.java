package io.plimsoll.breaker;

import io.plimsoll.port.CircuitBreaker;
import io.plimsoll.port.CircuitBreakers;
import io.plimsoll.port.Ticker;

/**
 * Makes circuit breakers. It keeps none of them: one that its user lets go of is gone, and there is
 * no register that grows with their names.
 */
final class ResilienceBreakers implements CircuitBreakers {

  private final Ticker ticker;

  ResilienceBreakers(Ticker ticker) {
    this.ticker = ticker;
  }

  @Override
  public CircuitBreaker open(String name, Limits limits) {
    return new ResilienceBreaker(name, limits, ticker);
  }
}

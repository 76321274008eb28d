package io.plimsoll.breaker;

import io.plimsoll.port.CircuitBreakers;
import io.plimsoll.port.Ticker;
import io.plimsoll.testkit.CircuitBreakersContract;

class BreakersContractTest implements CircuitBreakersContract {

  @Override
  public CircuitBreakers breakers(Ticker ticker) {
    return new ResilienceBreakers(ticker);
  }
}

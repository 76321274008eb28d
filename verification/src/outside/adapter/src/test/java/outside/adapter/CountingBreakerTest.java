package outside.adapter;

import io.plimsoll.port.CircuitBreakers;
import io.plimsoll.port.Ticker;
import io.plimsoll.testkit.CircuitBreakersContract;

class CountingBreakerTest implements CircuitBreakersContract {

  @Override
  public CircuitBreakers breakers(Ticker ticker) {
    return (name, limits) -> new CountingBreaker(limits, ticker);
  }
}

package outside.adapter;

import io.plimsoll.port.Adapter;
import io.plimsoll.port.AdapterContext;
import io.plimsoll.port.CircuitBreakers;
import java.util.Optional;

/** Offers circuit breakers, as {@code breaker.adapter = "counting"}. */
public final class CountingAdapter implements Adapter {

  @Override
  public String id() {
    return "counting";
  }

  @Override
  public Optional<CircuitBreakers> circuitBreakers(AdapterContext context) {
    return Optional.of((name, limits) -> new CountingBreaker(limits, context.ticker()));
  }
}

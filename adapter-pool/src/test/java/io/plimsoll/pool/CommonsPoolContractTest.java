package io.plimsoll.pool;

import io.plimsoll.port.AdapterContext;
import io.plimsoll.port.PoolProvider;
import io.plimsoll.port.Ticker;
import io.plimsoll.testkit.PoolContract;
import java.util.Map;

class CommonsPoolContractTest implements PoolContract {

  @Override
  public PoolProvider provider(Ticker ticker, int limit) {
    return new CommonsPoolProvider(
        new AdapterContext("test", ticker, Map.of("limit", Integer.toString(limit))));
  }
}

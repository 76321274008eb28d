package io.plimsoll.cache;

import io.plimsoll.port.Adapter;
import io.plimsoll.testkit.AdapterContract;
import io.plimsoll.testkit.AdapterPort;
import java.util.Set;

class CaffeineAdapterContractTest implements AdapterContract {

  @Override
  public Adapter adapter() {
    return new CaffeineCacheAdapter();
  }

  @Override
  public Set<AdapterPort> fills() {
    return Set.of(AdapterPort.CACHE_PROVIDER);
  }
}

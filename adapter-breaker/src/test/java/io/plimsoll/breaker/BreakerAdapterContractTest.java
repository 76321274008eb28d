package io.plimsoll.breaker;

import io.plimsoll.port.Adapter;
import io.plimsoll.testkit.AdapterContract;
import io.plimsoll.testkit.AdapterPort;
import java.util.Set;

class BreakerAdapterContractTest implements AdapterContract {

  @Override
  public Adapter adapter() {
    return new BreakerAdapter();
  }

  @Override
  public Set<AdapterPort> fills() {
    return Set.of(
        AdapterPort.MEMORY_SENSOR, AdapterPort.ADMISSION_GATE, AdapterPort.CIRCUIT_BREAKERS);
  }
}

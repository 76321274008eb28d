package io.plimsoll.breaker;

import io.plimsoll.port.AdapterContext;
import io.plimsoll.port.MemorySensor;
import io.plimsoll.testkit.HandTicker;
import io.plimsoll.testkit.MemorySensorContract;
import java.nio.file.Path;
import java.util.Map;

class SensorContractTest implements MemorySensorContract {

  @Override
  public MemorySensor sensor() {
    return new LocalMemorySensor(
        new AdapterContext("contract", new HandTicker(), Map.of()), Path.of("/"));
  }
}

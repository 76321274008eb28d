package io.plimsoll.process;

import io.plimsoll.port.Adapter;
import io.plimsoll.testkit.AdapterContract;
import io.plimsoll.testkit.AdapterPort;
import java.util.Set;

class LocalAdapterContractTest implements AdapterContract {

  @Override
  public Adapter adapter() {
    return new LocalProcessAdapter();
  }

  @Override
  public Set<AdapterPort> fills() {
    return Set.of(AdapterPort.PROCESS_LAUNCHER, AdapterPort.REAPER);
  }
}

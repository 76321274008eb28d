package io.plimsoll.pool;

import io.plimsoll.port.Adapter;
import io.plimsoll.testkit.AdapterContract;
import io.plimsoll.testkit.AdapterPort;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

class CommonsAdapterContractTest implements AdapterContract {

  @Override
  public Adapter adapter() {
    return new CommonsPoolAdapter();
  }

  @Override
  public Set<AdapterPort> fills() {
    return Set.of(AdapterPort.POOL_PROVIDER);
  }

  @Override
  public Optional<URI> address() {
    return Optional.of(URI.create("tcp://localhost:5432"));
  }
}

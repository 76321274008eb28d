package io.plimsoll.pool;

import io.plimsoll.pool.tcp.TcpAddress;
import io.plimsoll.pool.tcp.TcpConnections;
import io.plimsoll.port.Adapter;
import io.plimsoll.port.AdapterContext;
import io.plimsoll.port.PoolProvider;
import io.plimsoll.resource.ConnectionFactory;
import java.net.URI;
import java.util.Optional;

/** Lends connections, and lets go of those that are closed. */
public final class CommonsPoolAdapter implements Adapter {

  static final String ID = "commons";

  /** The adapter. */
  public CommonsPoolAdapter() {}

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Optional<PoolProvider> poolProvider(AdapterContext context) {
    return Optional.of(new CommonsPoolProvider(context));
  }

  @Override
  public Optional<ConnectionFactory<?>> connections(URI address) {
    return TcpAddress.SCHEME.equalsIgnoreCase(address.getScheme())
        ? Optional.of(new TcpConnections(TcpAddress.of(address)))
        : Optional.empty();
  }
}

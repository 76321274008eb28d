package io.plimsoll.bootstrap;

import io.plimsoll.resource.ConnectionFactory;
import java.time.Duration;

/** Connections of a factory whose type is known at run time only, checked as each is opened. */
final class TypedConnections<C> implements ConnectionFactory<C> {

  private final ConnectionFactory<Object> factory;
  private final Class<C> type;

  @SuppressWarnings("unchecked") // it is only ever given what it opened itself
  TypedConnections(ConnectionFactory<?> factory, Class<C> type) {
    this.factory = (ConnectionFactory<Object>) factory;
    this.type = type;
  }

  @Override
  public String target() {
    return factory.target();
  }

  @Override
  public C open(Duration deadline) throws Exception {
    Object opened = factory.open(deadline);
    if (!type.isInstance(opened)) {
      factory.close(opened);
      throw new IllegalArgumentException(
          "address: %s leads to a %s; must be a %s; ask for that type"
              .formatted(target(), opened.getClass().getName(), type.getName()));
    }
    return type.cast(opened);
  }

  @Override
  public boolean isOpen(C connection) {
    return factory.isOpen(connection);
  }

  @Override
  public boolean validate(C connection, Duration deadline) throws Exception {
    return factory.validate(connection, deadline);
  }

  @Override
  public void reset(C connection) throws Exception {
    factory.reset(connection);
  }

  @Override
  public void close(C connection) throws Exception {
    factory.close(connection);
  }
}

package io.plimsoll.breaker;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.MapBinder;
import io.plimsoll.port.Adapter;

/**
 * Offers the {@code resilience} adapter to the composition root, which finds this by its service.
 */
public final class BreakerModule extends AbstractModule {

  /** For the service loader. */
  public BreakerModule() {}

  @Override
  protected void configure() {
    MapBinder.newMapBinder(binder(), String.class, Adapter.class)
        .addBinding(BreakerAdapter.ID)
        .toInstance(new BreakerAdapter());
  }
}

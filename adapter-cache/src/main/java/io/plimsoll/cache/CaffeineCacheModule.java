package io.plimsoll.cache;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.MapBinder;
import io.plimsoll.port.Adapter;

/** Offers the {@code caffeine} adapter to the composition root, which finds this by its service. */
public final class CaffeineCacheModule extends AbstractModule {

  /** For the service loader. */
  public CaffeineCacheModule() {}

  @Override
  protected void configure() {
    MapBinder.newMapBinder(binder(), String.class, Adapter.class)
        .addBinding(CaffeineCacheAdapter.ID)
        .toInstance(new CaffeineCacheAdapter());
  }
}

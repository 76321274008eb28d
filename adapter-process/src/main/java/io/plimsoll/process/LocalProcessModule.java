package io.plimsoll.process;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.MapBinder;
import io.plimsoll.port.Adapter;

/** Offers the {@code local} adapter to the composition root, which finds this by its service. */
public final class LocalProcessModule extends AbstractModule {

  /** For the service loader. */
  public LocalProcessModule() {}

  @Override
  protected void configure() {
    MapBinder.newMapBinder(binder(), String.class, Adapter.class)
        .addBinding(LocalProcessAdapter.ID)
        .toInstance(new LocalProcessAdapter());
  }
}

package io.plimsoll.pool;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.MapBinder;
import io.plimsoll.port.Adapter;

/** Offers the {@code commons} adapter to the composition root, which finds this by its service. */
public final class CommonsPoolModule extends AbstractModule {

  /** For the service loader. */
  public CommonsPoolModule() {}

  @Override
  protected void configure() {
    MapBinder.newMapBinder(binder(), String.class, Adapter.class)
        .addBinding(CommonsPoolAdapter.ID)
        .toInstance(new CommonsPoolAdapter());
  }
}

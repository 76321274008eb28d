package com.example.mapcache;

import io.plimsoll.port.Adapter;
import io.plimsoll.port.AdapterContext;
import io.plimsoll.port.CacheProvider;
import java.util.Optional;

/** Keeps caches in plain maps. Chosen by {@code cache.adapter = "map"}. */
public final class MapCacheAdapter implements Adapter {

  /** The id by which settings choose it. */
  public static final String ID = "map";

  /** The adapter. */
  public MapCacheAdapter() {}

  @Override
  public String id() {
    return ID;
  }

  /**
   * Makes a provider.
   *
   * @throws IllegalArgumentException with all that is wrong in the settings
   */
  @Override
  public Optional<CacheProvider> cacheProvider(AdapterContext context) {
    return Optional.of(new MapCaches(context));
  }
}

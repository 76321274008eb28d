package io.plimsoll.cache;

import io.plimsoll.port.Adapter;
import io.plimsoll.port.AdapterContext;
import io.plimsoll.port.CacheProvider;
import java.util.Optional;

/** Keeps caches within one budget of bytes. */
public final class CaffeineCacheAdapter implements Adapter {

  static final String ID = "caffeine";

  /** For the service loader. */
  public CaffeineCacheAdapter() {}

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Optional<CacheProvider> cacheProvider(AdapterContext context) {
    return Optional.of(new CaffeineCaches(context));
  }
}

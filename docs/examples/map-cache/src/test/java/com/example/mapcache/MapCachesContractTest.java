package com.example.mapcache;

import io.plimsoll.port.AdapterContext;
import io.plimsoll.port.CacheProvider;
import io.plimsoll.testkit.CacheContract;

/** Plain maps keep what every provider of caches promises. */
class MapCachesContractTest implements CacheContract {
  @Override
  public CacheProvider caches(AdapterContext context) {
    return new MapCacheAdapter().cacheProvider(context).orElseThrow();
  }
}

package io.plimsoll.cache;

import io.plimsoll.port.AdapterContext;
import io.plimsoll.port.CacheProvider;
import io.plimsoll.testkit.CacheContract;

class CaffeineCachesContractTest implements CacheContract {

  @Override
  public CacheProvider caches(AdapterContext context) {
    return new CaffeineCacheAdapter().cacheProvider(context).orElseThrow();
  }
}

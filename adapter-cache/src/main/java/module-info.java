/** Bounded caches on Caffeine. */
module io.plimsoll.cache {
  requires static transitive org.jspecify;
  requires io.plimsoll.ports;
  requires com.github.benmanes.caffeine;

  provides io.plimsoll.port.Adapter with
      io.plimsoll.cache.CaffeineCacheAdapter;
}

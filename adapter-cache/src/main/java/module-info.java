/** Bounded caches on Caffeine. */
module io.plimsoll.cache {
  requires static transitive org.jspecify;
  requires io.plimsoll.ports;
  requires com.google.guice;
  requires com.github.benmanes.caffeine;

  provides com.google.inject.Module with
      io.plimsoll.cache.CaffeineCacheModule;
}

/** Caches in plain maps. */
module com.example.mapcache {
  requires static transitive org.jspecify;
  requires transitive io.plimsoll.ports;

  exports com.example.mapcache;

  provides io.plimsoll.port.Adapter with
      com.example.mapcache.MapCacheAdapter;
}

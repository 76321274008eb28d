/** Connections to PostgreSQL for a pool. */
module com.example.postgres {
  requires static transitive org.jspecify;
  requires transitive io.plimsoll.ports;
  requires transitive java.sql;
  requires io.plimsoll.bootstrap;

  exports com.example.postgres; // to the driver too, which makes a WatchedSockets by its name
}

/** Connections to Redis for a pool. */
module com.example.redis {
  requires static transitive org.jspecify;
  requires transitive io.plimsoll.ports;
  requires transitive redis.clients.jedis;
  requires io.plimsoll.bootstrap;

  exports com.example.redis;
}

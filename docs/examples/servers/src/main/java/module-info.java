/** Real servers for tests, as child processes that can be killed. */
module com.example.servers {
  requires static transitive org.jspecify;
  requires embedded.postgres;
  requires embedded.redis;
  requires org.apache.commons.compress;

  exports com.example.servers;
}

/** The shared words of Plimsoll: value types and the interfaces that adapters implement. */
module io.plimsoll.ports {
  requires static transitive org.jspecify;

  exports io.plimsoll.command;
  exports io.plimsoll.growth;
  exports io.plimsoll.lease;
  exports io.plimsoll.memory;
  exports io.plimsoll.port;
  exports io.plimsoll.report;
  exports io.plimsoll.resource;
}

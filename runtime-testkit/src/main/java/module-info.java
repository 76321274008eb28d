/** Virtual time, scripted processes and contracts for tests of the runtime and of its adapters. */
module io.plimsoll.testkit {
  requires static transitive org.jspecify;
  requires transitive io.plimsoll.ports;
  requires transitive org.junit.jupiter.api;

  exports io.plimsoll.testkit;

  uses io.plimsoll.port.Adapter;
}

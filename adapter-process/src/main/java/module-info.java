/** Starts, watches and ends real processes. */
module io.plimsoll.process {
  requires static transitive org.jspecify;
  requires io.plimsoll.ports;

  provides io.plimsoll.port.Adapter with
      io.plimsoll.process.LocalProcessAdapter;
}

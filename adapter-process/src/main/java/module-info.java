/** Starts, watches and ends real processes. */
module io.plimsoll.process {
  requires static transitive org.jspecify;
  requires io.plimsoll.ports;
  requires com.google.guice;

  provides com.google.inject.Module with
      io.plimsoll.process.LocalProcessModule;
}

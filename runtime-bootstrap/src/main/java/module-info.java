/** The public entry: settings in, a running runtime out. */
module io.plimsoll.bootstrap {
  requires static transitive org.jspecify;
  requires transitive io.plimsoll.ports;
  requires io.plimsoll.core;
  requires transitive com.google.guice;
  requires com.google.common; // Guice's, as the next: an automatic module cannot ask for them
  requires jakarta.inject;

  exports io.plimsoll;
  exports io.plimsoll.guice;

  uses com.google.inject.Module;
  uses io.plimsoll.port.Adapter;
}

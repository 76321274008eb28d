/** The public entry: settings in, a running runtime out. */
module io.plimsoll.bootstrap {
  requires static transitive org.jspecify;
  requires transitive io.plimsoll.ports;
  requires io.plimsoll.core;
  requires transitive com.google.guice;
  // Guice is an automatic module: what it needs is there only where somebody asks for it by name.
  requires com.google.common;
  requires jakarta.inject;

  exports io.plimsoll;
  exports io.plimsoll.guice;

  uses com.google.inject.Module;
  uses io.plimsoll.port.Adapter;
}

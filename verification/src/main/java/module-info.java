/** Proofs with figures, and the rules of the house as tests. */
module io.plimsoll.verification {
  requires static transitive org.jspecify;
  requires io.plimsoll.ports;
  requires io.plimsoll.core;
  requires io.plimsoll.bootstrap;
  requires io.plimsoll.testkit;
  requires io.plimsoll.process;
  requires io.plimsoll.cli;
  requires com.fasterxml.jackson.databind;
  requires java.logging;
  requires java.xml;
}

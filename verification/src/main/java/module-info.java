/** Proofs with figures, and the rules of the house as tests. */
module io.plimsoll.verification {
  requires static transitive org.jspecify;
  requires io.plimsoll.ports;
  requires io.plimsoll.core;
  requires io.plimsoll.bootstrap;
  requires io.plimsoll.testkit;
  requires io.plimsoll.process;
  requires io.plimsoll.pool;
  requires io.plimsoll.cli;
  requires com.example.postgres;
  requires com.example.redis;
  requires com.example.servers;
  requires com.github.benmanes.caffeine;
  requires com.zaxxer.nuprocess;
  requires com.zaxxer.hikari;
  requires jmh.core;
  requires org.apache.commons.exec;
  requires org.apache.commons.pool2;
  requires org.zeroturnaround.exec;
  requires stormpot;
  requires com.fasterxml.jackson.databind;
  requires java.logging;
  requires java.management;
  requires java.sql;
  requires java.xml;
  requires jdk.management;

  uses io.plimsoll.port.Adapter;
}

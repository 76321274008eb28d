package io.plimsoll.mutants.port;

/** A port for the mutants to lean on. */
public interface Ticker {
  long nanos();
}

package io.plimsoll.mutants.core;

import io.plimsoll.mutants.port.Ticker;

/** Mutant: asks a port itself. */
public record PortPolicy(Ticker ticker) {}

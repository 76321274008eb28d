package io.plimsoll.breaker;

import io.plimsoll.port.Adapter;
import io.plimsoll.port.AdapterContext;
import io.plimsoll.port.AdmissionGate;
import io.plimsoll.port.CircuitBreakers;
import io.plimsoll.port.MemorySensor;
import java.nio.file.Path;
import java.util.Optional;

/** Reads how full the memory is, and keeps the gate that new work passes. */
public final class BreakerAdapter implements Adapter {

  static final String ID = "resilience";

  /** For the service loader. */
  public BreakerAdapter() {}

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Optional<MemorySensor> memorySensor(AdapterContext context) {
    return Optional.of(new LocalMemorySensor(context, Path.of("/")));
  }

  @Override
  public Optional<AdmissionGate> admissionGate(AdapterContext context) {
    return Optional.of(new ResilienceGate(context.ticker()));
  }

  @Override
  public Optional<CircuitBreakers> circuitBreakers(AdapterContext context) {
    return Optional.of(new ResilienceBreakers(context.ticker()));
  }
}

package io.plimsoll.port;

import io.plimsoll.resource.ConnectionFactory;
import java.net.URI;
import java.util.Optional;

/**
 * A supplier of ports under an id, found by {@link java.util.ServiceLoader}: a public class with a
 * public constructor without parameters. One more port is one more default method here; an adapter
 * overrides those that it can fill.
 *
 * <p>Ids are 1 to 64 lower-case letters, digits and hyphens, no hyphen first, and unique in a
 * runtime. A method is called once a runtime, by one thread, at its start or at the first use of
 * the port, and answers something new; what it answers is closed by the runtime, once, where it is
 * {@link AutoCloseable}. Null is no answer.
 *
 * <p>What the user set may not fit: then a method throws an {@link IllegalArgumentException} whose
 * message says key, value, rule and remedy. Whatever else it throws is told as a defect of the
 * adapter, and the runtime does not start.
 *
 * @since 0.1.0
 */
public interface Adapter {

  /** The id by which settings choose this adapter. */
  String id();

  /** Starts processes, if this adapter can. */
  default Optional<ProcessLauncher> processLauncher(AdapterContext context) {
    return Optional.empty();
  }

  /** Takes every event of the runtime, if this adapter can. */
  default Optional<EventSink> eventSink(AdapterContext context) {
    return Optional.empty();
  }

  /** Makes caches, if this adapter can. */
  default Optional<CacheProvider> cacheProvider(AdapterContext context) {
    return Optional.empty();
  }

  /** Makes pools of connections, if this adapter can. */
  default Optional<PoolProvider> poolProvider(AdapterContext context) {
    return Optional.empty();
  }

  /**
   * Opens connections to an address, if this adapter knows its scheme. Unlike the other methods
   * this one may be called at any time, by any thread, and what it answers is not closed.
   *
   * @throws IllegalArgumentException when it knows the scheme, and the rest of the address does not
   *     fit; the message says value, rule and remedy
   */
  default Optional<ConnectionFactory<?>> connections(URI address) {
    return Optional.empty();
  }

  /** Reads how full the memory is, if this adapter can. */
  default Optional<MemorySensor> memorySensor(AdapterContext context) {
    return Optional.empty();
  }

  /** Makes the gate that new work passes, if this adapter can. */
  default Optional<AdmissionGate> admissionGate(AdapterContext context) {
    return Optional.empty();
  }

  /** Makes circuit breakers, if this adapter can. */
  default Optional<CircuitBreakers> circuitBreakers(AdapterContext context) {
    return Optional.empty();
  }

  /** Ends what earlier sessions left behind, if this adapter can. Nothing is to be closed. */
  default Optional<Reaper> reaper(AdapterContext context) {
    return Optional.empty();
  }
}

package io.plimsoll.testkit;

import io.plimsoll.port.Adapter;
import io.plimsoll.port.AdapterContext;
import java.util.Optional;

/**
 * The ports that an adapter may fill by a method that takes a context.
 *
 * @since 0.1.0
 */
public enum AdapterPort {
  /** {@link Adapter#processLauncher}. */
  PROCESS_LAUNCHER,
  /** {@link Adapter#eventSink}. */
  EVENT_SINK,
  /** {@link Adapter#cacheProvider}. */
  CACHE_PROVIDER,
  /** {@link Adapter#poolProvider}. */
  POOL_PROVIDER,
  /** {@link Adapter#memorySensor}. */
  MEMORY_SENSOR,
  /** {@link Adapter#admissionGate}. */
  ADMISSION_GATE,
  /** {@link Adapter#circuitBreakers}. */
  CIRCUIT_BREAKERS,
  /** {@link Adapter#reaper}. */
  REAPER;

  /** Asks an adapter for it. */
  Optional<?> ask(Adapter adapter, AdapterContext context) {
    return switch (this) {
      case PROCESS_LAUNCHER -> adapter.processLauncher(context);
      case EVENT_SINK -> adapter.eventSink(context);
      case CACHE_PROVIDER -> adapter.cacheProvider(context);
      case POOL_PROVIDER -> adapter.poolProvider(context);
      case MEMORY_SENSOR -> adapter.memorySensor(context);
      case ADMISSION_GATE -> adapter.admissionGate(context);
      case CIRCUIT_BREAKERS -> adapter.circuitBreakers(context);
      case REAPER -> adapter.reaper(context);
    };
  }
}

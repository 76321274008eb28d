package io.plimsoll.port;

import java.util.Optional;

/**
 * A supplier of ports under an id, found by {@link java.util.ServiceLoader}. One more port is one
 * more default method here; an adapter overrides those that it can fill.
 *
 * <p>Ids are 1 to 64 lower-case letters, digits and hyphens, and unique in a runtime. The methods
 * are called once a runtime, at its start, on the starting thread; what they answer is closed by
 * the runtime.
 */
public interface Adapter {

  /** The id by which settings choose this adapter. */
  String id();

  /** Starts processes, if this adapter can. */
  default Optional<ProcessLauncher> processLauncher(AdapterContext context) {
    return Optional.empty();
  }

  /** Takes events, if this adapter can. */
  default Optional<EventSink> eventSink(AdapterContext context) {
    return Optional.empty();
  }

  /** Ends what earlier sessions left behind, if this adapter can. Nothing is to be closed. */
  default Optional<Reaper> reaper(AdapterContext context) {
    return Optional.empty();
  }
}

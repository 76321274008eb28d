package io.plimsoll.port;

/**
 * Takes the events of a runtime, in the order of its decisions.
 *
 * <p>Called on the thread that decides, one call after the other: an implementation returns at once
 * and never blocks. One that throws is taken off after the first throw. One that an adapter made,
 * and that is {@link AutoCloseable}, is closed with the runtime, after the last event.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface EventSink {

  /** Takes one event. */
  void on(RuntimeEvent event);
}

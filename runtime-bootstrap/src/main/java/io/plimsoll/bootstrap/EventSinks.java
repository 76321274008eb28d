package io.plimsoll.bootstrap;

import io.plimsoll.RuntimeSettings;
import io.plimsoll.Settings;
import io.plimsoll.core.ledger.Failures;
import io.plimsoll.port.Adapter;
import io.plimsoll.port.AdapterContext;
import io.plimsoll.port.EventSink;
import io.plimsoll.port.LazyLogger;
import io.plimsoll.port.RuntimeEvent;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Hands each event to the observers, to the program's own sink, and to those of the adapters that
 * were chosen. One that throws is taken off, and the others go on. Events come on the loop alone.
 */
final class EventSinks implements EventSink, AutoCloseable {

  private static final Logger LOG = LazyLogger.of(EventSinks.class);

  /** Those that are no adapter's, and are not closed here. */
  private static final int OURS = 2;

  private final List<Part> parts;

  private EventSinks(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  /** One sink, and whether it was taken off. */
  private static final class Part {
    final String name;
    final EventSink sink;
    boolean off;

    Part(String name, EventSink sink) {
      this.name = name;
      this.sink = sink;
    }
  }

  /**
   * The sink of a runtime.
   *
   * @param opened closes those of adapters that can be closed
   * @param problems takes what is wrong with the adapters that were chosen
   */
  static EventSink of(
      Settings settings,
      EventSink observers,
      EventSink own,
      Adapters adapters,
      AdapterContext base,
      Opened opened,
      List<String> problems) {
    List<Part> parts = new ArrayList<>();
    parts.add(new Part("of the observers", observers));
    parts.add(new Part("of the program", own));
    for (String id : settings.get(RuntimeSettings.EVENTS_ADAPTERS)) {
      AdapterContext context = base.settings(settings.forAdapter(id));
      adapters
          .choose(RuntimeSettings.EVENTS_ADAPTERS.key(), id, problems)
          .flatMap(adapter -> made(adapter, context, problems))
          .ifPresent(sink -> parts.add(new Part("of adapter " + id, sink)));
    }
    EventSinks sinks = new EventSinks(parts);
    opened.add("the event sinks of adapters", sinks);
    return sinks;
  }

  private static Optional<EventSink> made(
      Adapter adapter, AdapterContext context, List<String> problems) {
    try {
      Optional<EventSink> sink = adapter.eventSink(context);
      if (sink.isEmpty()) {
        problems.add(
            Adapters.lacking(RuntimeSettings.EVENTS_ADAPTERS, adapter.id(), "takes no events"));
      }
      return sink;
    } catch (IllegalArgumentException e) {
      problems.addAll(Adapters.refused(e));
      return Optional.empty();
    }
  }

  @Override
  public void on(RuntimeEvent event) {
    for (Part part : parts) {
      if (!part.off) {
        try {
          part.sink.on(event);
        } catch (Throwable e) { // whatever it is: the others go on
          part.off = true;
          LOG.log(Level.WARNING, "the event sink " + part.name + " threw and is taken off", e);
        }
      }
    }
  }

  /** Closes those of adapters that can be closed, whether they were taken off or not. */
  @Override
  public void close() {
    Failures failures = new Failures();
    for (Part part : parts.subList(OURS, parts.size())) {
      if (part.sink instanceof AutoCloseable closeable) {
        failures.run(closeable::close);
      }
    }
    Waiting.throwFirst(failures);
  }
}

package io.plimsoll.testkit;

import io.plimsoll.port.EventSink;
import io.plimsoll.port.RuntimeEvent;
import java.util.ArrayDeque;
import java.util.List;

/**
 * Keeps the last events of a runtime. Any thread may ask.
 *
 * @since 0.1.0
 */
public final class EventRecorder implements EventSink {

  private final int bound;
  // At most "bound" events; the oldest is forgotten first.
  private final ArrayDeque<RuntimeEvent> events = new ArrayDeque<>();
  private long seen;

  /**
   * A recorder that has seen nothing.
   *
   * @param bound how many events are kept, at least 1
   */
  public EventRecorder(int bound) {
    if (bound < 1) {
      throw new IllegalArgumentException(
          "recorder: bound is " + bound + "; must be at least 1; try 1000");
    }
    this.bound = bound;
  }

  @Override
  public synchronized void on(RuntimeEvent event) {
    seen++;
    if (events.size() == bound) {
      events.removeFirst();
    }
    events.addLast(event);
  }

  /** The events that are kept, the oldest first. */
  public synchronized List<RuntimeEvent> events() {
    return List.copyOf(events);
  }

  /** The events about one decision, such as {@code kill} or {@code end}, the oldest first. */
  public synchronized List<RuntimeEvent> events(String what) {
    return events.stream().filter(e -> e.what().equals(what)).toList();
  }

  /** How many events came, kept or not. */
  public synchronized long seen() {
    return seen;
  }

  @Override
  public synchronized String toString() {
    return events.size() + "/" + bound + " events of " + seen;
  }
}

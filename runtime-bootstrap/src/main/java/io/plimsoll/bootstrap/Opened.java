package io.plimsoll.bootstrap;

import io.plimsoll.core.ledger.Failures;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What was opened on the way to a running runtime, to be closed in reverse. One that fails to close
 * keeps none from being closed. For one thread at a time; any may ask what is being closed.
 */
final class Opened {

  private record Part(String name, AutoCloseable part) {}

  /** As many as a runtime has parts. */
  private final Deque<Part> parts = new ArrayDeque<>();

  private volatile String closing = "the scopes";

  /** One more is open. */
  void add(String name, AutoCloseable part) {
    parts.push(new Part(name, part));
  }

  /** Closes all, the last first. A second call does nothing. */
  void close(Failures failures) {
    for (Part part = parts.poll(); part != null; part = parts.poll()) {
      closing = part.name;
      try {
        part.part.close();
      } catch (Exception | Error e) {
        failures.add(e);
      }
    }
  }

  /** Closes all because of this failure, under which those of the closing are suppressed. */
  void undo(Throwable cause) {
    Failures failures = new Failures();
    failures.add(cause);
    close(failures);
  }

  /** What is being closed, for people. */
  String closing() {
    return closing;
  }
}

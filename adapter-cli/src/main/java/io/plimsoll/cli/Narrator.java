package io.plimsoll.cli;

import io.plimsoll.Plimsoll;
import io.plimsoll.port.EventSink;
import io.plimsoll.port.RuntimeEvent;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Says on standard error what the runtime does to commands. A thread of its own writes, since the
 * runtime's loop must not wait for a slow reader; lines that do not fit the queue are counted.
 */
final class Narrator implements EventSink, AutoCloseable {

  /** Says nothing. */
  static final Narrator SILENT = new Narrator(null);

  /** How many lines may wait to be written. */
  private static final int MOST_WAITING = 1_000;

  private static final Set<String> WORTH_SAYING = Set.of("signal");
  private static final String END = "";

  private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(MOST_WAITING);
  private final AtomicLong dropped = new AtomicLong();
  private final @Nullable Thread writer;

  private Narrator(@Nullable Host host) {
    if (host == null) {
      writer = null;
      return;
    }
    CliLoggers.speakTo(this::tell);
    Thread thread = new Thread(() -> write(host), "plimsoll-cli-narrator");
    thread.setDaemon(true);
    thread.start();
    writer = thread;
  }

  /** One that speaks. */
  static Narrator on(Host host) {
    return new Narrator(host);
  }

  @Override
  public void on(RuntimeEvent event) {
    if (writer != null && WORTH_SAYING.contains(event.what())) {
      tell("sending signal " + event.words());
    }
  }

  /** Says what holds the descendants of commands together. */
  void tellContainment(Plimsoll plimsoll) {
    if (writer != null) {
      tell("containment " + plimsoll.containment());
    }
  }

  private void tell(String line) {
    // A line too many is dropped: the loop never waits.
    if (!lines.offer(line)) {
      dropped.incrementAndGet();
    }
  }

  private void write(Host host) {
    try {
      for (String line = lines.take(); !line.equals(END); line = lines.take()) {
        host.say(line);
      }
      if (dropped.get() > 0) {
        host.say(dropped.get() + " more such lines came faster than they could be written");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    if (writer == null) {
      return;
    }
    CliLoggers.speakTo(null);
    try {
      lines.put(END);
      writer.join(1_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

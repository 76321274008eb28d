package io.plimsoll.verification.servers;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * When the server was down or frozen, and when which of its runs ended. What lies a minute back is
 * forgotten. Any thread may ask.
 */
final class Disturbances {

  private static final long KEPT = TimeUnit.MINUTES.toNanos(1);

  /** A time in which nothing can be expected of the server. */
  private record Span(long begin, long end) {}

  // Those of the last minute: a few for each kill.
  private final Deque<Span> spans = new ArrayDeque<>();
  // One for each kill: the time of a proof, by the seconds between two.
  private final Map<String, Long> endedRuns = new HashMap<>();
  private @Nullable Long since;

  /** From now on the server is down or frozen. */
  synchronized void begin() {
    since = System.nanoTime();
  }

  /** It answers again. */
  synchronized void end() {
    long now = System.nanoTime();
    if (since != null) {
      spans.add(new Span(since, now));
      since = null;
    }
    while (!spans.isEmpty() && now - spans.getFirst().end() > KEPT) {
      spans.removeFirst();
    }
  }

  /** All connections of a run are closed now. */
  synchronized void runEnded(String run) {
    endedRuns.put(run, System.nanoTime());
  }

  /** When the run ended; null where it goes on. */
  synchronized @Nullable Long endOf(String run) {
    return endedRuns.get(run);
  }

  /** Whether the server was down or frozen at some moment between these two. */
  synchronized boolean within(long begin, long end) {
    if (since != null && since - end <= 0) {
      return true;
    }
    return spans.stream().anyMatch(span -> span.begin() - end <= 0 && span.end() - begin >= 0);
  }
}

package io.plimsoll.cli.batch;

import io.plimsoll.command.OutcomeKind;
import java.util.EnumMap;
import java.util.Map;

/** Counts outcomes by kind. Any thread may use it. */
public final class Tally {

  private final Map<OutcomeKind, Long> counts = new EnumMap<>(OutcomeKind.class);
  private long neverStarted;
  private long total;

  /** One more. */
  synchronized void add(OutcomeKind kind) {
    counts.put(kind, counts.getOrDefault(kind, 0L) + 1);
    total++;
  }

  /** One that was accepted and cut off before it started. */
  synchronized void addNeverStarted() {
    neverStarted++;
  }

  /** How many in all. */
  public synchronized long total() {
    return total;
  }

  /** How many of a kind. */
  public synchronized long of(OutcomeKind kind) {
    return counts.getOrDefault(kind, 0L);
  }

  /** How many did not succeed. */
  public synchronized long notSucceeded() {
    return total - counts.getOrDefault(OutcomeKind.SUCCEEDED, 0L);
  }

  /** How many were cut off before they started. */
  public synchronized long neverStarted() {
    return neverStarted;
  }

  /** Kinds that occurred with their counts, for people: {@code 3 succeeded, 1 failed}. */
  public synchronized String words() {
    StringBuilder words = new StringBuilder();
    for (Map.Entry<OutcomeKind, Long> each : counts.entrySet()) {
      words
          .append(words.length() == 0 ? "" : ", ")
          .append(each.getValue())
          .append(' ')
          .append(each.getKey().word());
    }
    return words.toString();
  }
}

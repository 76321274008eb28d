package io.plimsoll.core.supervise;

import io.plimsoll.command.OutcomeKind;
import java.util.EnumMap;
import java.util.Map;

/** The counts of a supervisor after one decision. An immutable copy, published as a whole. */
record Census(int live, int queued, long opened, long ended, long residentBytes, Tally outcomes) {

  static final Census NOTHING = new Census(0, 0, 0, 0, 0, new Tally(Map.of()));

  /** How many commands ended how. Holds at most one count for each kind. */
  record Tally(Map<OutcomeKind, Long> counts) {

    Tally plus(OutcomeKind kind) {
      Map<OutcomeKind, Long> more = new EnumMap<>(OutcomeKind.class);
      more.putAll(counts);
      more.put(kind, more.getOrDefault(kind, 0L) + 1);
      return new Tally(more);
    }
  }
}

package io.plimsoll.verification.chaos;

import io.plimsoll.command.Outcome;
import io.plimsoll.command.OutcomeKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What was seen of the deeds of one level. For any thread. */
final class Tally {

  private static final int MOST_COMPLAINTS = 20;
  private static final long ALLOWED_MILLIS = 2_000;

  private final boolean holdsScrubbed;
  private final boolean endsWithCommand;
  private final Lateness lateness = new Lateness();
  private final Map<Mischief, Integer> deeds = new EnumMap<>(Mischief.class);
  private final Map<OutcomeKind, Integer> kinds = new EnumMap<>(OutcomeKind.class);
  // At most MOST_COMPLAINTS; later ones are counted.
  private final List<String> complaints = new ArrayList<>();
  private int count;
  private int wrong;
  private int late;
  private int survivors;
  private int scrubbed;

  /**
   * A tally of a level.
   *
   * @param level its name, by which is known what it holds
   */
  Tally(String level) {
    this.endsWithCommand = level.equals("namespace");
    this.holdsScrubbed = endsWithCommand || level.equals("cgroup");
  }

  /** One deed that has ended. */
  synchronized void ended(Deed deed, Outcome outcome, int left) {
    count++;
    deeds.merge(deed.mischief(), 1, Integer::sum);
    kinds.merge(outcome.kind(), 1, Integer::sum);
    Expected.complaint(deed, outcome, endsWithCommand)
        .ifPresent(
            words -> {
              wrong++;
              complain(words);
            });
    if (left > 0 && deed.mischief() == Mischief.SCRUBBED && !holdsScrubbed) {
      scrubbed += left;
    } else if (left > 0) {
      survivors += left;
      complain(deed + ": " + left + " survivors after its lease ended");
    }
    long over = outcome.duration().toMillis() - deed.timeoutMillis();
    boolean killed = outcome.signal().filter(s -> s.number() == 9).isPresent();
    if (outcome.kind() == OutcomeKind.TIMED_OUT) {
      lateness.add(killed ? over - deed.graceMillis() : over);
    }
    if (over > deed.graceMillis() + ALLOWED_MILLIS) {
      late++;
      complain(deed + ": ended " + over + " ms after its timeout");
    }
  }

  /** One whose owner ended it: so long after it was asked. */
  synchronized void endedByOwner(Deed deed, long millis) {
    lateness.add(millis - (deed.mischief() == Mischief.KILLED ? deed.graceMillis() : 0));
    if (millis > deed.graceMillis() + ALLOWED_MILLIS) {
      late++;
      complain(deed + ": ended " + millis + " ms after its owner asked for it");
    }
  }

  /** Something that may not be. */
  synchronized void broken(String words) {
    wrong++;
    complain(words);
  }

  private void complain(String words) {
    if (complaints.size() < MOST_COMPLAINTS) {
      complaints.add(words);
    }
  }

  synchronized int count() {
    return count;
  }

  synchronized int wrong() {
    return wrong;
  }

  synchronized int late() {
    return late;
  }

  synchronized int survivors() {
    return survivors;
  }

  synchronized int scrubbed() {
    return scrubbed;
  }

  synchronized Map<Mischief, Integer> deeds() {
    return new EnumMap<>(deeds);
  }

  synchronized Map<OutcomeKind, Integer> kinds() {
    return new EnumMap<>(kinds);
  }

  synchronized List<String> complaints() {
    return List.copyOf(complaints);
  }

  Lateness lateness() {
    return lateness;
  }
}

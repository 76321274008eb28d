package io.plimsoll.core.record;

import io.plimsoll.core.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One decision as it was recorded, and as it is decided again.
 *
 * @param strand the number of the command; 0 for the memory
 * @param now when, on the ticker of the recorded runtime
 * @param at how long after the beginning of the recording
 * @param wall when, by the time of day
 * @param policy who decides, with the recorded settings
 * @param before the state before
 * @param event what happened
 * @param decided what is decided now
 * @param to which state or stage followed, as recorded
 * @param effects what was to be done, as recorded
 * @param found how that compares
 */
public record Replayed(
    long strand,
    long now,
    Duration at,
    Instant wall,
    Object policy,
    Object before,
    Object event,
    Transition<?, ?> decided,
    String to,
    List<Object> effects,
    Found found) {

  /** How a decision compares with what was recorded. */
  public enum Found {
    /** The state that follows and the effects are the same. */
    SAME,
    /** Other effects follow. */
    OTHER_EFFECTS,
    /** Another state follows. */
    OTHER_STATE,
    /** The recorded state before is not the one that followed from the decision before. */
    OTHER_BEFORE
  }

  /** Copies the list. */
  public Replayed {
    effects = List.copyOf(effects);
  }

  /** Whether nothing differs. */
  public boolean same() {
    return found == Found.SAME;
  }
}

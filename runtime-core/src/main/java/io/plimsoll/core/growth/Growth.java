package io.plimsoll.core.growth;

import java.util.Optional;

/**
 * What is known of the growth of a series.
 *
 * @param state whether it grows
 * @param agreed how many judgements in a row said that it does, up to the last; less than 0 where
 *     they said that it does not
 * @param trend what the last judgement saw; empty before the first
 * @param judgedAt how many readings there were then; before the first, when it was due
 */
public record Growth(State state, int agreed, Optional<Trend> trend, long judgedAt) {

  /** Whether a series grows. */
  public enum State {
    /** It does not, as far as is known. */
    QUIET,
    /** It seems to. */
    SUSPECT,
    /** It does. */
    CONFIRMED,
    /** It seemed to, and does not any more. */
    CLEARED
  }

  /** Whether it is accused. */
  public boolean isAccused() {
    return state == State.SUSPECT || state == State.CONFIRMED;
  }
}

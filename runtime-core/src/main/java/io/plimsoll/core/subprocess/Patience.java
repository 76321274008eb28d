package io.plimsoll.core.subprocess;

import io.plimsoll.core.Due;
import java.time.Duration;

/**
 * How long it is waited for a tree that was killed. Who takes no KILL is given up soon. Who has
 * taken it and only waits for the machine to let it end is no such one, nor is who has not been
 * looked at since: a busy machine may need seconds to take down hundreds of trees at once.
 *
 * @param giveUpAt when what is left is left alone
 * @param deadEnd when the outputs have been read, too, whatever they do
 * @param longest until when it is waited for who is not stuck
 */
public record Patience(long giveUpAt, long deadEnd, long longest) {

  /** How long after the first KILL what will not die is left alone and named. */
  static final long KILL_LIMIT = Duration.ofMillis(1500).toNanos();

  /** How much longer at a time it is waited. */
  static final long MORE = Duration.ofMillis(500).toNanos();

  /** By how much a deadline may be seen late before that means that the runtime itself stood. */
  static final long LATE = Duration.ofMillis(250).toNanos();

  /** That of a KILL that is sent now, to something that must have ended by {@code latest}. */
  static Patience from(long latest, long now) {
    long deadEnd = Due.earlier(latest, Due.after(now, SubprocessPolicy.AFTER_GRACE));
    long giveUpAt = Due.after(deadEnd, KILL_LIMIT - SubprocessPolicy.AFTER_GRACE);
    return new Patience(giveUpAt, deadEnd, Due.after(giveUpAt, SubprocessPolicy.DYING_LIMIT));
  }

  /** Whether it is over for now: more of it may be left. */
  boolean isOver(long now) {
    return Due.reached(giveUpAt, now);
  }

  /**
   * Whether there is more of it: where the runtime stood still, so that answers may wait behind the
   * deadline, and for who may be about to end.
   *
   * @param decided whether waiting would change nothing: somebody is stuck, or nobody is left
   */
  boolean hasMore(boolean decided, long now) {
    return isLate(giveUpAt, now) || !(decided || Due.reached(longest, now));
  }

  /** Whether a deadline is seen so late that the runtime must have stood still. */
  static boolean isLate(long due, long now) {
    return Due.reached(Due.after(due, LATE), now);
  }

  /** A little more of it. */
  Patience more(long now) {
    long next = Due.after(now, MORE);
    long until = isLate(giveUpAt, now) ? next : Due.earlier(next, longest);
    long end = Due.after(until, SubprocessPolicy.AFTER_GRACE - KILL_LIMIT);
    return new Patience(until, end, longest);
  }
}

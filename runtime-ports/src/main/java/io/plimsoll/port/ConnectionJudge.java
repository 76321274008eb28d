package io.plimsoll.port;

/**
 * Decides what becomes of a connection that is about to be lent, came back, or lies unused. Pure:
 * costs no I/O, any thread may ask.
 *
 * @since 0.1.0
 */
public interface ConnectionJudge {

  /** What to do with it. */
  Verdict judge(Facts facts);

  /** When it is asked. */
  enum Moment {
    /** Before it is lent. */
    BORROW,
    /** When it comes back. */
    RETURN,
    /** While it lies unused. */
    SWEEP
  }

  /**
   * What is known of a connection.
   *
   * @param moment when it is asked
   * @param open whether it is open as far as this side can tell
   * @param idleNanos how long it has not been used
   * @param ageNanos how long it has lived
   * @param checkedNanos how long ago it was last known to serve
   * @param chance a number from 0 to 1 that it keeps for life, so that not all end at once
   * @param discarded whether its borrower said that it must not be lent again
   * @param draining whether all that lived before are to go
   */
  record Facts(
      Moment moment,
      boolean open,
      long idleNanos,
      long ageNanos,
      long checkedNanos,
      double chance,
      boolean discarded,
      boolean draining) {}

  /** What to do. */
  enum Action {
    /** Lend it, or keep it. */
    KEEP,
    /** Validate it first, and retire it where that fails. */
    VALIDATE,
    /** Close it. */
    RETIRE
  }

  /**
   * A decision with its reason in words.
   *
   * @param action what to do
   * @param reason why, for people
   */
  record Verdict(Action action, String reason) {

    /** Lend it, or keep it. */
    public static final Verdict KEEP = new Verdict(Action.KEEP, "fit");

    /** Close it. */
    public static Verdict retire(String reason) {
      return new Verdict(Action.RETIRE, reason);
    }

    /** Validate it first. */
    public static Verdict validate(String reason) {
      return new Verdict(Action.VALIDATE, reason);
    }
  }
}

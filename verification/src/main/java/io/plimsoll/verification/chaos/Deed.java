package io.plimsoll.verification.chaos;

import io.plimsoll.command.StopSignal;
import java.util.Optional;
import java.util.Random;

/**
 * One command of the plan: everything about it that was drawn.
 *
 * @param index its place in the plan
 * @param mischief what it does
 * @param status the status it leaves with, where it leaves by itself
 * @param signal the signal that ends it, where one does
 * @param timeoutMillis how long it may run
 * @param graceMillis how long it may take to leave
 * @param meddleMillis when its owner, or a stranger, ends it
 * @param stubborn whether what it leaves behind ignores TERM
 */
record Deed(
    int index,
    Mischief mischief,
    int status,
    StopSignal signal,
    int timeoutMillis,
    int graceMillis,
    int meddleMillis,
    boolean stubborn) {

  private static final int ENOUGH_MILLIS = 30_000;

  private static final StopSignal[] DEADLY = {
    StopSignal.HUP,
    StopSignal.INT,
    StopSignal.KILL,
    StopSignal.USR1,
    StopSignal.USR2,
    StopSignal.PIPE,
    StopSignal.ALRM,
    StopSignal.TERM
  };

  /** The deed of this place in the plan of this seed; the same whenever it is asked for. */
  static Deed of(long seed, int index) {
    Random random = new Random(seed * 1_000_003 + index);
    random.nextLong(); // the first draws of neighbouring seeds resemble one another
    Mischief[] all = Mischief.values();
    Mischief mischief = all[random.nextInt(all.length)];
    StopSignal deadly =
        mischief == Mischief.STRUCK
            ? (random.nextBoolean() ? StopSignal.KILL : StopSignal.TERM)
            : DEADLY[random.nextInt(DEADLY.length)];
    return new Deed(
        index,
        mischief,
        random.nextInt(256),
        deadly,
        timeout(mischief, random),
        mischief == Mischief.IGNORES_TERM ? 100 + random.nextInt(300) : 1_000,
        random.nextInt(300),
        random.nextInt(4) == 0);
  }

  /** What floods must have had the time to begin, on a busy machine too. */
  private static int timeout(Mischief mischief, Random random) {
    if (!endsByTimeout(mischief)) {
      return ENOUGH_MILLIS;
    }
    return (mischief == Mischief.FLOODS_ON ? 500 : 150) + random.nextInt(350);
  }

  static boolean endsByTimeout(Mischief mischief) {
    return switch (mischief) {
      case HEEDS_TERM, IGNORES_TERM, STORM, FLOODS_ON, STOPS -> true;
      default -> false;
    };
  }

  /** The signal that a status speaks of, as a shell tells it. */
  Optional<StopSignal> signalOfStatus() {
    return StopSignal.ofStatus(status);
  }

  @Override
  public String toString() {
    return "deed " + index + " (" + mischief + ")";
  }
}

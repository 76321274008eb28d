package io.plimsoll.process;

import io.plimsoll.process.Containment.Reading;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Looks at one tree, again where somebody may have been missed: a program is replaced in a moment.
 * For the scanner, but for {@link #toldEmpty}.
 */
final class PatientLook implements Runnable, Scanner.Quick {

  /** So many looks in a row must see nobody until a tree is believed to be empty for good. */
  private static final int SURE_LOOKS = 2;

  private static final int LOOKS_IN_DOUBT = 10;
  private static final long DOUBT_NANOS = 500_000;

  private final Containment containment;
  private final Tree tree;
  private final Reports reports;

  /** What was seen when its command had exited and nobody was left: nobody can come any more. */
  private volatile @Nullable Reading deserted;

  PatientLook(Containment containment, Tree tree, Reports reports) {
    this.containment = containment;
    this.tree = tree;
    this.reports = reports;
  }

  /** Does the same as {@link #run} where few are asked, and nothing is waited for. */
  @Override
  public boolean atOnce() {
    return containment.isQuick(tree) && ahead(0);
  }

  /** Looks because the command has exited, and is about to be asked. */
  @Override
  public void run() {
    var unused = ahead(LOOKS_IN_DOUBT);
  }

  /**
   * Looks until somebody is seen, or nobody for good.
   *
   * @param more how often to look again in doubt
   * @return false where somebody may have been missed
   */
  private boolean ahead(int more) {
    Reading reading = look(more);
    for (int empty = 1; reading.empty() && !reading.withRoot(); empty++) {
      if (empty == SURE_LOOKS) {
        deserted = reading;
        return true;
      }
      reading = look(more);
    }
    return reading.members() > 0 || reading.withRoot();
  }

  /** Tells, without a look, that nobody is left; false where that is not known. Any thread. */
  boolean toldEmpty(int looks) {
    Reading known = deserted;
    return known != null && reports.sayReading(false, known.survey(looks));
  }

  /** Looks until somebody is seen, or nobody so many times in a row, and tells that. */
  void tell(int looks) {
    boolean told = toldEmpty(looks);
    while (!told) { // once more at most: the command exits but once
      Reading reading = look(LOOKS_IN_DOUBT);
      int empty = reading.empty() ? 1 : 0;
      while (reading.empty() && empty < looks) {
        reading = look(LOOKS_IN_DOUBT);
        empty = reading.empty() ? empty + 1 : 0;
      }
      told = reports.sayReading(reading.withRoot(), reading.survey(empty));
      tree.toldNanos = System.nanoTime();
    }
  }

  private Reading look(int more) {
    Reading reading = containment.look(tree);
    for (int i = 0; i < more && reading.members() == 0 && !reading.sure(); i++) {
      LockSupport.parkNanos(this, DOUBT_NANOS);
      reading = containment.look(tree);
    }
    return reading;
  }
}

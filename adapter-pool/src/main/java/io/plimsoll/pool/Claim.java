package io.plimsoll.pool;

import io.plimsoll.port.Births.Birth;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * The right to give one loan back. A connection in somebody's hands carries its claim; whoever
 * takes the claim off, by one compare-and-set, gives the connection back: its borrower, or the
 * watch when the handle is lost or the loan is reclaimed. So none comes back twice.
 */
final class Claim extends WeakReference<Object> {

  /** When it was lent, by the coarse clock. */
  final long since;

  /** Where it was lent, if this loan is one of those for which that is noted. */
  final @Nullable LentHere birth;

  /** To be ended with the loan, where its birth is kept. */
  private volatile @Nullable Birth kept;

  /** Whether it was taken away from its borrower. */
  volatile boolean reclaimed;

  /** Whether it was reported as held too long. For the watch alone. */
  boolean reported;

  Claim(Object loan, long since, @Nullable LentHere birth) {
    super(loan);
    this.since = since;
    this.birth = birth;
  }

  boolean isKept() {
    return kept != null;
  }

  /** Its birth is kept from now on, until it ends. */
  void keptBy(Birth birth) {
    kept = birth;
  }

  /** The loan has ended. */
  void end() {
    Birth birth = kept;
    if (birth != null) {
      birth.end();
    }
  }
}

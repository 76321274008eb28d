package io.plimsoll.pool;

import io.plimsoll.port.Births.Birth;
import org.jspecify.annotations.Nullable;

/** What the watch knows of one loan that it has seen. */
final class Watched {

  /** Which loan of the connection it is. */
  final long loan;

  /** When it was lent, by the coarse clock. */
  final long since;

  /** Where it was lent, if this loan is one of those for which that is noted. */
  final @Nullable LentHere birth;

  /** To be ended with the loan, where its birth is kept. */
  private volatile @Nullable Birth kept;

  /** Whether it was reported as held too long. For the watch alone. */
  boolean reported;

  Watched(long loan, long since, @Nullable LentHere birth) {
    this.loan = loan;
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

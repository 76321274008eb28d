package io.plimsoll.pool;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * One connection with what is known of it. This is what the library pools. Plain fields belong to
 * whoever has taken it out: they are published by the slot, the queue or the claim it passes
 * through.
 */
final class Entry<C> {

  private static final VarHandle CLAIM;
  private static final VarHandle PLACE;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      CLAIM = lookup.findVarHandle(Entry.class, "claim", Claim.class);
      PLACE = lookup.findVarHandle(Entry.class, "hasPlace", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  final C connection;
  final long openedAt;
  final double chance;

  /** Which drain it came after. */
  final int generation;

  /** When it was last given back. */
  long usedAt;

  /** When it was last known to serve. */
  long checkedAt;

  /** When it was laid into a slot, by the coarse clock. */
  volatile long parkedAt;

  /** How often it was lent. */
  long loans;

  /** At which of its loans the birth place is noted next. */
  long notedAt;

  /** Whether its keep-alive is due, as the last sweep found. */
  volatile boolean checkDue;

  /** Whether its borrower said that it must not be lent again. */
  volatile boolean discarded;

  /** Since when it is being closed, by the clock of the machine; 0 where it is not. */
  volatile long closingSince;

  private volatile @Nullable Claim claim;
  private volatile boolean hasPlace = true;

  Entry(C connection, long now, double chance, int generation) {
    this.connection = connection;
    this.openedAt = now;
    this.usedAt = now;
    this.checkedAt = now;
    this.chance = chance;
    this.generation = generation;
  }

  @Nullable Claim claim() {
    return claim;
  }

  void claimedBy(Claim loan) {
    CLAIM.setRelease(this, loan);
  }

  /** Takes the claim off; true for one caller only. */
  boolean unclaim(Claim loan) {
    if (!CLAIM.compareAndSet(this, loan, null)) {
      return false;
    }
    loan.end();
    return true;
  }

  /** Gives up its place in the pool's bound; true for one caller only. */
  boolean leavePlace() {
    return hasPlace && PLACE.compareAndSet(this, true, false);
  }
}

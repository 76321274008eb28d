package io.plimsoll.pool;

import io.plimsoll.resource.Borrowed;
import java.lang.ref.Reference;

/** The handle of a borrower. It keeps the pool reachable as long as it is in use. */
final class Loan<C> implements Borrowed<C> {

  private final CommonsPool<C> pool;
  private final Entry<C> entry;
  private final Claim claim;

  /**
   * @param standsFor for how many loans its birth place is noted; 0 where it is not
   */
  Loan(CommonsPool<C> pool, Entry<C> entry, long since, long standsFor) {
    this.pool = pool;
    this.entry = entry;
    this.claim = new Claim(this, since, standsFor > 0 ? new LentHere(standsFor) : null);
    entry.claimedBy(claim);
  }

  @Override
  public C get() {
    try {
      if (entry.claim() != claim) {
        throw new IllegalStateException(
            claim.reclaimed
                ? "pool '%s': this connection was reclaimed, because it was held too long; borrow anew"
                    .formatted(pool.name())
                : "pool '%s': this connection was given back; borrow anew".formatted(pool.name()));
      }
      return entry.connection;
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  @Override
  public void discard(String why) {
    try {
      if (entry.claim() == claim) {
        entry.discarded = true;
        pool.core().discarded(why);
      }
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  @Override
  public void close() {
    try {
      if (entry.unclaim(claim)) {
        pool.core().cameBack(entry);
      }
    } finally {
      Reference.reachabilityFence(this);
    }
  }
}

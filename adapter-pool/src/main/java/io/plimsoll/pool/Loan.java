package io.plimsoll.pool;

import io.plimsoll.resource.Borrowed;
import java.lang.ref.Reference;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The handle of a borrower. It keeps the pool reachable as long as it is in use. */
final class Loan<C> implements Borrowed<C> {

  private final CommonsPool<C> pool;
  private final Entry<C> entry;
  private final long number;

  /** Held until it is given back: where it is gone, nobody has this handle any more. */
  private @Nullable Object lifeline;

  /**
   * @param lifeline of the connection, held since before it was lent
   * @param number which of its loans it is
   */
  Loan(CommonsPool<C> pool, Entry<C> entry, Object lifeline, long number) {
    this.pool = pool;
    this.entry = entry;
    this.lifeline = lifeline;
    this.number = number;
  }

  @Override
  public C get() {
    try {
      if (entry.state() != number) {
        throw new IllegalStateException(
            entry.reclaimed == number
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
      if (entry.state() == number) {
        entry.discarded = true;
        pool.core().discarded(why);
      }
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  @Override
  public void close() {
    giveBack(null);
  }

  @Override
  public void close(Duration wait) {
    giveBack(new Patience(wait));
  }

  /**
   * @param patience how long to wait until it is reset; null where this thread resets it
   */
  private void giveBack(@Nullable Patience patience) {
    Object held = lifeline;
    try {
      if (entry.takeOut(number)) {
        lifeline = null;
        if (patience == null) {
          pool.core().cameBack(entry);
        } else {
          pool.core().cameBack(entry, patience);
        }
      }
    } finally {
      Reference.reachabilityFence(held);
      Reference.reachabilityFence(this);
    }
  }
}

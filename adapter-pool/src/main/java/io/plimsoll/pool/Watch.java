package io.plimsoll.pool;

import io.plimsoll.command.Durations;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks after loans: those held too long are reported once, those whose handle is lost are found.
 *
 * <p>Where a loan began is noted for the first and then each {@value #ONE_OF}th loan of a
 * connection; for every loan where loans are reclaimed; and, where more than 80 % are lent, for up
 * to {@value #NOTES} between two looks.
 */
final class Watch<C> {

  private static final Logger LOG = System.getLogger(Watch.class.getName());
  private static final int ONE_OF = 128;
  private static final int NOTES = 64;

  private final Parts<C> parts;
  private final Counts counts;
  private final BiConsumer<Entry<C>, String> retire;
  private final AtomicInteger notes = new AtomicInteger();
  private volatile boolean crowded;

  /**
   * @param retire closes a connection that was taken from its borrower
   */
  Watch(Parts<C> parts, Counts counts, BiConsumer<Entry<C>, String> retire) {
    this.parts = parts;
    this.counts = counts;
    this.retire = retire;
  }

  /** Whether the birth place of the next loan of a connection is to be noted. */
  boolean notes(Entry<C> entry) {
    return (entry.loans & (ONE_OF - 1)) == 0
        || parts.limits().reclaim()
        || (crowded && notes.decrementAndGet() >= 0);
  }

  /** Looks at all loans. */
  void look(Collection<Entry<C>> entries) {
    int lent = 0;
    for (Entry<C> entry : entries) {
      Claim claim = entry.claim();
      if (claim == null) {
        continue;
      }
      lent++;
      if (claim.get() == null) {
        dropped(entry, claim);
      } else if (parts.pulse().coarse() - claim.since >= parts.limits().held().toNanos()) {
        heldTooLong(entry, claim);
      }
    }
    notes.set(NOTES);
    crowded = lent * 5L > parts.limits().most() * 4L;
  }

  private void dropped(Entry<C> entry, Claim claim) {
    if (entry.unclaim(claim)) {
      counts.dropped.increment();
      tell(
          "was dropped by its borrower without being given back; close the handle, best with"
              + " try-with-resources",
          claim.birth);
      retire.accept(entry, "its handle was lost");
    }
  }

  private void heldTooLong(Entry<C> entry, Claim claim) {
    String held = Durations.words(parts.limits().held());
    if (!claim.reported) {
      claim.reported = true;
      counts.heldTooLong.increment();
      tell("is held for more than " + held + "; close the handle, or raise pool.held", claim.birth);
    }
    if (parts.limits().reclaim()) {
      claim.reclaimed = true;
      if (entry.unclaim(claim)) {
        counts.reclaimed.increment();
        retire.accept(entry, "it was held for more than " + held);
      }
    }
  }

  private void tell(String what, @Nullable Throwable birth) {
    String where = birth == null ? "; where it was lent was not noted" : "; it was lent here:";
    LOG.log(
        Level.WARNING,
        "pool '%s': a connection to %s %s%s"
            .formatted(parts.name(), parts.factory().target(), what, where),
        birth);
  }
}

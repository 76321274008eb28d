package io.plimsoll.pool;

import io.plimsoll.command.Durations;
import io.plimsoll.port.Births;
import io.plimsoll.port.Births.Birth;
import io.plimsoll.port.LazyLogger;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks after loans: those held too long are reported once, those whose handle is lost are found.
 *
 * <p>Where a loan began is noted for the first loan of a connection and then for one in so many, at
 * random, fewer than {@value #EACH_SECOND} a second; for every loan where loans are reclaimed; and,
 * where more than 80 % are lent or they are what grows, for up to {@value #NOTES} between two
 * looks. It is kept for reports as soon as a look finds the loan: those that are over sooner cost
 * no more than their note.
 */
final class Watch<C> {

  private static final Logger LOG = LazyLogger.of(Watch.class);
  private static final int NOTES = 64;
  private static final int EACH_SECOND = 256;
  private static final int MOST_EACH = 1 << 20;

  private final Parts<C> parts;
  private final Counts counts;
  private final BiConsumer<Entry<C>, String> retire;
  private final int oneOf;
  private final Births.Register lent;
  private final Births.Register dropped;
  private final AtomicInteger notes = new AtomicInteger();
  private volatile boolean wantsAll;

  /** For how many loans one is noted just now. */
  private volatile int spread;

  // For the thread that looks.
  private long spreadAt;
  private long loansThen;

  /**
   * @param retire closes a connection that was taken from its borrower
   */
  Watch(Parts<C> parts, Counts counts, BiConsumer<Entry<C>, String> retire) {
    this.parts = parts;
    this.counts = counts;
    this.retire = retire;
    this.oneOf = parts.births().oneOf();
    this.spread = oneOf;
    this.spreadAt = parts.pulse().coarse();
    this.lent = new Quiet.Register(parts.births().of("lent connections"));
    this.dropped = new Quiet.Register(parts.births().of("dropped handles"));
  }

  /**
   * For how many loans the birth place of the next loan of a connection is to be noted; 0 where it
   * is not.
   */
  long notes(Entry<C> entry) {
    boolean all = parts.limits().reclaim() || (wantsAll && oneOf > 0 && isOneMore());
    int each = spread;
    if (entry.noteEach > each) {
      entry.noteEach = each; // drawn when there were more: drawn again
      entry.notedAt = entry.loans + pause(each);
    }
    if (entry.loans < entry.notedAt || oneOf == 0) {
      return all ? 1 : 0;
    }
    long standsFor = all || entry.loans == 0 ? 1 : each;
    entry.noteEach = each;
    entry.notedAt = entry.loans + pause(each);
    return standsFor;
  }

  /** Whether one more may be noted because all are wanted; where not, that costs a look. */
  private boolean isOneMore() {
    return notes.get() > 0 && notes.decrementAndGet() >= 0;
  }

  private static int pause(int each) {
    return each == 1 ? 1 : ThreadLocalRandom.current().nextInt(1, 2 * each);
  }

  /** Of so many loans a second that more notes would be made than are wanted, fewer are. */
  private void spread(long loans) {
    long now = parts.pulse().coarse();
    double seconds = (now - spreadAt) / 1e9;
    if (oneOf > 0 && seconds > 0) {
      double each = Math.max(0, loans - loansThen) / seconds / EACH_SECOND;
      spread = (int) Math.max(oneOf, Math.min(each, MOST_EACH));
      spreadAt = now;
      loansThen = loans;
    }
  }

  /** Looks at all loans. */
  void look(Collection<Entry<C>> entries) {
    int count = 0;
    long loans = 0;
    for (Entry<C> entry : entries) {
      loans += entry.loans;
      long loan = entry.state();
      Watched seen = Entry.isLent(loan) ? watched(entry, loan) : null;
      if (seen == null) {
        continue;
      }
      count++;
      if (!entry.hasLifeline()) {
        dropped(entry, seen);
        continue;
      }
      keep(entry, seen);
      if (parts.pulse().coarse() - seen.since >= parts.limits().held().toNanos()) {
        heldTooLong(entry, seen);
      }
    }
    spread(loans);
    notes.set(NOTES);
    wantsAll = count * 5L > parts.limits().most() * 4L || lent.wantsAll();
  }

  /** What is known of a loan; null where it is over. */
  private static @Nullable Watched watched(Entry<?> entry, long loan) {
    Watched known = entry.watched;
    if (known != null && known.loan == loan) {
      return known;
    }
    Watched fresh = new Watched(loan, entry.lentAt, entry.birth());
    entry.watched = fresh;
    return entry.state() == loan ? fresh : null; // else it may be of another loan
  }

  /** Keeps where it was lent, where that was noted, until it comes back. */
  private void keep(Entry<C> entry, Watched seen) {
    if (seen.birth == null || seen.isKept()) {
      return;
    }
    Birth birth = lent.born(parts.name(), seen.birth, seen.birth.standsFor);
    if (birth != null) {
      seen.keptBy(birth);
      if (entry.state() != seen.loan) {
        birth.end(); // who gave it back meanwhile may not have seen it
      }
    }
  }

  /** What was dropped so far counts no more. */
  void forgetDropped() {
    dropped.forget(parts.name());
  }

  private void dropped(Entry<C> entry, Watched seen) {
    if (ends(entry, seen)) {
      counts.dropped.increment();
      if (seen.birth != null) {
        var unused = dropped.born(parts.name(), seen.birth, seen.birth.standsFor);
      }
      retire.accept(entry, "its handle was lost");
      tell(
          "was dropped by its borrower without being given back; close the handle, best with"
              + " try-with-resources",
          seen.birth);
    }
  }

  /** Takes it from its borrower; false where that one was faster. */
  private static boolean ends(Entry<?> entry, Watched seen) {
    boolean mine = entry.takeOut(seen.loan);
    if (mine) {
      over(entry);
    }
    return mine;
  }

  /** A loan is over: what was known of it counts no more. For who has the connection. */
  static void over(Entry<?> entry) {
    Watched seen = entry.watched;
    if (seen != null) {
      entry.watched = null;
      seen.end();
    }
  }

  private void heldTooLong(Entry<C> entry, Watched seen) {
    String held = Durations.words(parts.limits().held());
    if (!seen.reported) {
      seen.reported = true;
      counts.heldTooLong.increment();
      tell("is held for more than " + held + "; close the handle, or raise pool.held", seen.birth);
    }
    if (parts.limits().reclaim()) {
      entry.reclaimed = seen.loan;
      if (ends(entry, seen)) {
        counts.reclaimed.increment();
        retire.accept(entry, "it was held for more than " + held);
      }
    }
  }

  private void tell(String what, @Nullable Throwable birth) {
    String where = birth == null ? "; where it was lent was not noted" : "; it was lent here:";
    LOG.log(
        Level.WARNING,
        "pool '%s': a connection to %s %s%s".formatted(parts.name(), parts.target(), what, where),
        birth);
  }
}

package io.plimsoll.pool;

import io.plimsoll.port.LazyLogger;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;

/** Closes connections elsewhere, and frees their places whatever is thrown meanwhile. */
final class Closer<C> {

  private static final Logger LOG = LazyLogger.of(Closer.class);

  /** Of those that are closed by who lets them go. */
  private static final Closing HERE = new Closing(() -> {});

  private final Parts<C> parts;
  private final Counts counts;
  private final Set<Entry<C>> entries; // those of the pool
  private final Runnable placeFree;

  /**
   * @param entries what one that is closed is taken out of
   * @param placeFree is told of each place, once
   */
  Closer(Parts<C> parts, Counts counts, Set<Entry<C>> entries, Runnable placeFree) {
    this.parts = parts;
    this.counts = counts;
    this.entries = entries;
    this.placeFree = placeFree;
  }

  void close(Entry<C> entry) {
    Closing closing;
    try {
      closing = new Closing(() -> closeNow(entry));
      entry.closing = closing;
    } catch (Throwable e) {
      entry.closing = HERE; // no memory for one of its own
      closeNow(entry);
      return;
    }
    parts.helpers().close(closing);
  }

  private void closeNow(Entry<C> entry) {
    try {
      parts.factory().close(entry.connection);
    } catch (Throwable e) {
      Interrupts.keep(e);
      counts.closeFailures.increment();
      LOG.log(Level.DEBUG, "pool '" + parts.name() + "': closing a connection failed", e);
    } finally {
      try {
        counts.closed.increment();
        forget(entry);
      } finally {
        entries.remove(entry);
        leavePlace(entry);
      }
    }
  }

  private synchronized void forget(Entry<C> entry) {
    counts.loansOfTheClosed.add(entry.loans);
    entries.remove(entry);
  }

  /** How often any was lent, those that are closed included: each counts once at any moment. */
  synchronized long loans() {
    long loans = counts.loansOfTheClosed.sum();
    for (Entry<C> entry : entries) {
      loans += entry.loans;
    }
    return loans;
  }

  private void leavePlace(Entry<C> entry) {
    if (entry.leavePlace()) {
      placeFree.run();
    }
  }

  /** A close that hangs keeps no place, and no thread where an interrupt ends it. */
  void endOverdue(Iterable<Entry<C>> entries) {
    long allowed = parts.limits().open().toNanos();
    for (Entry<C> entry : entries) {
      Closing closing = entry.closing;
      if (closing != null && closing.isOverdue(allowed)) {
        leavePlace(entry);
      }
    }
  }
}

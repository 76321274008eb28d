package io.plimsoll.bootstrap;

import io.plimsoll.command.RefusedException;
import io.plimsoll.core.ledger.Failures;
import io.plimsoll.core.ledger.ScopeNode;
import io.plimsoll.lease.LeaseKind;
import io.plimsoll.lease.LeaseView;
import io.plimsoll.port.Ticker;
import io.plimsoll.resource.Borrowed;
import io.plimsoll.resource.Pool;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The connections that scopes have borrowed. Any thread may use it; nothing here passes the loop.
 *
 * <p>It does not keep a loan that its borrower has dropped: the pool finds that.
 */
final class Loans {

  private final String session;
  private final Ticker ticker;
  private final AtomicLong numbers = new AtomicLong();
  private final ReferenceQueue<Loan<?>> dropped = new ReferenceQueue<>();

  // No more than the pools may lend, and those that were dropped since the last loan.
  private final Set<Entry> live = ConcurrentHashMap.newKeySet();

  Loans(String session, Ticker ticker) {
    this.session = session;
    this.ticker = ticker;
  }

  /** One loan, held weakly. */
  private static final class Entry extends WeakReference<Loan<?>> {
    final ScopeNode owner;
    final long number;
    final long openedAt;
    final String pool;

    Entry(
        Loan<?> loan,
        ReferenceQueue<Loan<?>> queue,
        ScopeNode owner,
        long number,
        long openedAt,
        String pool) {
      super(loan, queue);
      this.owner = owner;
      this.number = number;
      this.openedAt = openedAt;
      this.pool = pool;
    }
  }

  /** A loan that ends with its scope. */
  private final class Loan<C> implements Borrowed<C> {
    private final Borrowed<C> lent;
    private final AtomicBoolean back = new AtomicBoolean();
    private final Entry entry;

    Loan(Borrowed<C> lent, ScopeNode owner, String pool) {
      this.lent = lent;
      this.entry = new Entry(this, dropped, owner, numbers.incrementAndGet(), ticker.nanos(), pool);
    }

    @Override
    public C get() {
      return lent.get();
    }

    @Override
    public void discard(String why) {
      lent.discard(why);
    }

    @Override
    public void close() {
      if (isFirst()) {
        lent.close();
      }
    }

    @Override
    public void close(Duration wait) {
      if (isFirst()) {
        lent.close(wait);
      }
    }

    private boolean isFirst() {
      boolean first = back.compareAndSet(false, true);
      if (first) {
        live.remove(entry);
      }
      return first;
    }

    @Override
    public String toString() {
      return lent.toString();
    }
  }

  /** Borrows for a scope. */
  <C> Borrowed<C> borrow(ScopeNode owner, Pool<C> pool, Duration wait) throws InterruptedException {
    refuseIfClosed(owner);
    forgetDropped();
    Loan<C> loan = new Loan<>(pool.borrow(wait), owner, pool.name());
    live.add(loan.entry);
    // Who closes the scope marks it closed and then looks here: one of the two sees the other.
    if (owner.isClosed()) {
      loan.close();
      refuseIfClosed(owner);
    }
    return loan;
  }

  private static void refuseIfClosed(ScopeNode owner) {
    if (owner.isClosed()) {
      throw new RefusedException(
          RefusedException.Reason.CLOSED,
          "scope '%s': is closed; borrow in another".formatted(owner.path()),
          Duration.ZERO);
    }
  }

  private void forgetDropped() {
    for (Reference<?> gone = dropped.poll(); gone != null; gone = dropped.poll()) {
      live.remove(gone);
    }
  }

  /**
   * Gives back what a scope and those within it have borrowed, the last first.
   *
   * @param nanos how long to wait in all for what has to be reset; that goes on beside
   */
  void end(ScopeNode owner, long nanos, Failures failures) {
    long due = System.nanoTime() + nanos;
    forgetDropped();
    List<Entry> ending = new ArrayList<>();
    for (Entry entry : live) {
      if (entry.owner.isWithin(owner)) {
        ending.add(entry);
      }
    }
    if (ending.isEmpty()) {
      return;
    }
    ending.sort((one, other) -> Long.compare(other.number, one.number));
    for (Entry entry : ending) {
      Loan<?> loan = entry.get();
      if (loan != null) {
        Duration left = Duration.ofNanos(Math.max(0, due - System.nanoTime()));
        failures.run(() -> loan.close(left));
      }
    }
  }

  /** Whether a scope, or one within it, has borrowed something. */
  boolean any(ScopeNode owner) {
    return live.stream().anyMatch(entry -> entry.owner.isWithin(owner));
  }

  /** All of them, the oldest first. */
  List<LeaseView> views() {
    forgetDropped();
    List<Entry> all = new ArrayList<>(live);
    all.sort(Comparator.comparingLong(entry -> entry.number));
    long now = ticker.nanos();
    return all.stream().map(entry -> view(entry, now)).toList();
  }

  private LeaseView view(Entry entry, long now) {
    return new LeaseView(
        session + "-c" + entry.number,
        LeaseKind.CONNECTION,
        entry.owner.path(),
        "borrowed",
        Duration.ofNanos(now - entry.openedAt),
        Optional.empty(),
        0,
        "a connection of pool '" + entry.pool + "'");
  }
}

package io.plimsoll.pool;

import io.plimsoll.port.ConnectionJudge.Action;
import io.plimsoll.port.ConnectionJudge.Moment;
import io.plimsoll.port.ConnectionJudge.Verdict;
import io.plimsoll.port.LazyLogger;
import io.plimsoll.resource.PoolException;
import io.plimsoll.resource.PoolStats;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the connections of one pool: it asks the judge at each loan, return and sweep,
 * and carries out what it says. A connection is in one of these hands: a borrower's, the front's,
 * the stock's, or those of the thread that just acts on it; whoever takes it out decides alone.
 */
final class Core<C> implements Opener.Ends<C> {

  private static final Logger LOG = LazyLogger.of(Core.class);
  private static final String THREW = "something threw while it was acted on";
  static final long PARKED_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /** Whether it lends. */
  enum Mode {
    OPEN,
    SUSPENDED,
    CLOSED
  }

  final Parts<C> parts;
  final Counts counts = new Counts();
  final Turnstile turnstile = new Turnstile();
  final Places places;
  final Opener<C> opener;
  private final Examiner<C> examiner;
  private final Closer<C> closer;
  private final Watch<C> watch;
  private final Front<C> front;
  private final Stock<C> stock;
  private final boolean fast;

  private final Set<Entry<C>> entries = ConcurrentHashMap.newKeySet(); // with a place, or closing

  private volatile Mode mode = Mode.OPEN;
  private volatile int generation;
  private volatile boolean relief;
  private volatile boolean sweepAsked;
  private long sweptAt;

  Core(Parts<C> parts) {
    this.parts = parts;
    int most = parts.limits().most();
    places = new Places(most);
    front = new Front<>(most, Runtime.getRuntime().availableProcessors(), this::layDown);
    closer = new Closer<>(parts, counts, entries, this::placeFree);
    stock = new Stock<>(most, this::atSweep, this::close);
    opener = new Opener<>(parts, counts, this);
    examiner =
        new Examiner<>(
            parts, counts, entry -> entry.generation != generation || mode == Mode.CLOSED);
    watch = new Watch<>(parts, counts, this::retire);
    // The front goes by the coarse clock: where less than that matters, it is not used.
    fast = parts.limits().validateAfter().toNanos() >= PARKED_NANOS;
    sweptAt = parts.pulse().exact();
  }

  Mode mode() {
    return mode;
  }

  /** One that lies in front and may be lent as it is; null where there is none. */
  @Nullable Entry<C> fromFront() {
    Entry<C> entry = turnstile.isHungry() || mode != Mode.OPEN ? null : front.take();
    if (entry == null) {
      return null;
    }
    Verdict verdict = judged(entry, parts.pulse().coarse());
    switch (verdict.action()) {
      case KEEP -> {
        return entry;
      }
      case VALIDATE -> layDown(entry);
      case RETIRE -> retire(entry, verdict.reason());
    }
    return null;
  }

  /** Has one judged that is about to be lent; where that throws, it goes. */
  private Verdict judged(Entry<C> entry, long now) {
    try {
      return examiner.judge(Moment.BORROW, entry, now);
    } catch (Throwable e) {
      retire(entry, THREW);
      throw e;
    }
  }

  /** One that lies unused, wherever. */
  @Nullable Entry<C> unused() throws InterruptedException {
    Entry<C> entry = front.takeHanded();
    entry = entry == null ? front.take() : entry;
    return entry == null ? stock.poll() : entry;
  }

  /**
   * Whether one that was taken out may be lent; where not, it is gone.
   *
   * @throws PoolException when that is not known in time; it is no longer the caller's
   */
  boolean isFit(Entry<C> entry, Patience patience, Turnstile.@Nullable Waiter waiter)
      throws InterruptedException {
    Verdict verdict = judged(entry, parts.pulse().exact());
    if (verdict.action() == Action.VALIDATE) {
      if (waiter != null) {
        waiter.busy();
      }
      verdict = opener.validate(entry, patience);
    }
    if (verdict != null && verdict.action() == Action.RETIRE) {
      retire(entry, verdict.reason());
    }
    return verdict != null && verdict.action() == Action.KEEP;
  }

  /**
   * Makes a fresh one part of the pool and answers the one that is lent; null where that failed.
   */
  @Nullable Entry<C> bring(Entry<C> fresh) {
    Entry<C> lent;
    try {
      entries.add(fresh);
      lent = stock.bring(fresh);
    } catch (Throwable e) {
      stock.destroy(fresh);
      throw e;
    }
    if (lent == null) {
      close(fresh);
    } else if (lent != fresh) {
      turnstile.wakeOne();
    }
    return lent;
  }

  Loan<C> lend(CommonsPool<C> pool, Entry<C> entry) {
    try {
      Object lifeline = entry.lifeline();
      entry.noteBirth(watch.notes(entry));
      entry.loans++;
      entry.lentAt = parts.pulse().coarse();
      return new Loan<>(pool, entry, lifeline, entry.lend());
    } catch (Throwable e) {
      retire(entry, THREW); // thrown before it was lent: nothing throws after that
      throw e;
    }
  }

  /** Takes back what its borrower gave up: this thread has it already. */
  void cameBack(Entry<C> entry) {
    Verdict verdict;
    try {
      Watch.over(entry);
      verdict = examiner.whenBack(entry);
      if (verdict.action() == Action.KEEP && parked(entry)) {
        return;
      }
    } catch (Throwable e) {
      retire(entry, THREW); // thrown before it lay anywhere
      throw e;
    }
    settle(entry, verdict);
  }

  /** The same, waiting no longer than that until it is reset. */
  void cameBack(Entry<C> entry, Patience patience) {
    if (examiner.mayTakeLong(entry)) {
      Watch.over(entry);
      opener.reset(entry, () -> examiner.whenBack(entry), patience);
    } else {
      cameBack(entry);
    }
  }

  /** Leaves it in the front, unless all that lie there are just taken away. */
  private boolean parked(Entry<C> entry) {
    if (!fast || !mayPark()) {
      return false;
    }
    entry.parkedAt = parts.pulse().coarse();
    if (turnstile.isHungry()) {
      front.hand(entry);
      turnstile.wakeOne();
      return mayPark() || !front.takeBackHanded(entry);
    }
    long parked = front.park(entry);
    if (parked == 0) {
      return false;
    }
    // Who began to wait, or changed the mode, since we looked may not have seen it lying there.
    turnstile.wakeOne();
    return mayPark() || !entry.takeOut(parked);
  }

  private boolean mayPark() {
    return mode == Mode.OPEN && !relief;
  }

  private void layDown(Entry<C> entry) {
    front.leave(entry);
    stock.giveBack(entry);
    turnstile.wakeOne();
  }

  void discarded(String why) {
    LOG.log(Level.DEBUG, "pool ''{0}'': a connection is discarded: {1}", parts.name(), why);
  }

  private Action atSweep(Entry<C> entry) {
    Verdict verdict = examiner.judge(Moment.SWEEP, entry, parts.pulse().exact());
    entry.checkDue = verdict.action() == Action.VALIDATE;
    if (verdict.action() == Action.RETIRE) {
      tellRetired(verdict.reason());
    }
    return verdict.action();
  }

  private void retire(Entry<C> entry, String reason) {
    front.leave(entry);
    stock.destroy(entry);
    tellRetired(reason);
  }

  private void tellRetired(String reason) {
    LOG.log(Level.DEBUG, "pool ''{0}'': a connection goes: {1}", parts.name(), reason);
  }

  @Override
  public void close(Entry<C> entry) {
    closer.close(entry);
  }

  // What the opener tells

  @Override
  public void settle(Entry<C> entry, Verdict verdict) {
    switch (verdict.action()) {
      case RETIRE -> retire(entry, verdict.reason());
      case VALIDATE -> opener.validateLater(entry);
      case KEEP -> layDown(entry);
    }
  }

  @Override
  public void unclaimed(Entry<C> fresh) {
    boolean taken;
    try {
      entries.add(fresh);
      taken = stock.add(fresh);
    } catch (Throwable e) {
      stock.destroy(fresh);
      throw e;
    }
    if (taken) {
      turnstile.wakeOne();
    } else {
      close(fresh);
    }
  }

  @Override
  public void placeFree() {
    places.free();
    turnstile.wakeOne();
  }

  @Override
  public int generation() {
    return generation;
  }

  // What is done to the whole

  void suspend() {
    if (mode == Mode.OPEN) {
      mode = Mode.SUSPENDED;
      front.takeAll(this::layDown);
    }
  }

  void resume() {
    if (mode == Mode.SUSPENDED) {
      mode = Mode.OPEN;
      turnstile.wakeAll();
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // callers hold the pool's monitor
  void drain() {
    generation++;
    empty();
    sweepAsked = true;
  }

  private void empty() {
    front.takeAll(this::layDown);
    stock.clear();
  }

  /** All unused ones go at the next beat. */
  void relieve() {
    relief = true;
  }

  void close() {
    mode = Mode.CLOSED;
    watch.forgetDropped();
    front.takeAll(entry -> retire(entry, "the pool is closed"));
    stock.close();
    opener.close();
    turnstile.wakeAll();
  }

  /** Whether nothing is left of it that could come back. */
  boolean isGone() {
    return mode == Mode.CLOSED && entries.isEmpty() && opener.isQuiet();
  }

  /** What is due by now. Called by the sweeper, once a beat. */
  void beat() {
    if (relief) {
      empty();
      relief = false;
    }
    // The same time for both: what has lain too long for a sweep must not lie in the front then.
    long now = parts.pulse().exact();
    front.takeOlder(now - PARKED_NANOS, this::layDown);
    watch.look(entries);
    opener.sweep();
    closer.endOverdue(entries);
    if (mode != Mode.CLOSED && (sweepAsked || now - sweptAt >= parts.limits().sweep().toNanos())) {
      sweepAsked = false;
      sweptAt = now;
      stock.sweep();
      checkTheDue();
    }
  }

  private void checkTheDue() {
    if (parts.limits().keepAlive().isEmpty() || turnstile.waiting() > 0) {
      return;
    }
    List<Entry<C>> out = stock.pollAll(parts.limits().most());
    int left = out.size();
    try {
      while (left > 0) {
        Entry<C> entry = out.get(--left);
        if (entry.checkDue) {
          entry.checkDue = false;
          opener.validateLater(entry);
        } else {
          layDown(entry);
        }
      }
    } finally {
      while (left > 0) {
        retire(out.get(--left), THREW);
      }
    }
  }

  int parked() {
    return front.parked();
  }

  /** Those that are lent. */
  List<Entry<C>> lent() {
    return entries.stream().filter(entry -> Entry.isLent(entry.state())).toList();
  }

  PoolStats stats() {
    return counts.stats(
        parts.name(),
        lent().size(),
        front.parked() + stock.unused(),
        turnstile.waiting(),
        parts.limits().most(),
        closer.loans());
  }
}

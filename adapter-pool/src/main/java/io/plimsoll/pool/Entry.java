package io.plimsoll.pool;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * One connection with what is known of it. This is what the library pools.
 *
 * <p>It is parked in the front, lent, or in the hands of the thread that just acts on it. Whoever
 * takes it out of one of the first two, by one compare-and-set, has it alone: so none is lent twice
 * and none comes back twice. The plain fields belong to who has it; its state publishes them.
 *
 * <p>A loan leaves no reference to its handle here: such a write has a price of its own, and the
 * more so where threads on several processors make them. Each handle holds the lifeline of the
 * connection instead, which is held by nothing else: where it is gone, the handle is.
 */
final class Entry<C> extends Apart {

  /** In the hands of the thread that acts on it, in the stock, or handed over. */
  private static final int OUT = 0;

  private static final int LENT = 1;
  private static final int PARKED = 2;
  private static final int KIND = 3; // the bits that tell it; above them the turns are counted

  private static final VarHandle STATE;
  private static final VarHandle PLACE;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      STATE = lookup.findVarHandle(Entry.class, "state", long.class);
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

  /** When it was lent, by the coarse clock. */
  long lentAt;

  /** Where it was lent, if this loan is one of those for which that is noted. */
  private @Nullable LentHere birth;

  /** How often it was lent. */
  long loans;

  /** At which of its loans the birth place is noted next. */
  long notedAt;

  /** Of how many loans one was to be noted when that was drawn. */
  int noteEach;

  /** Its slot in the front; less than zero where it has none. */
  int slot = -1;

  private WeakReference<Object> lifeline = new WeakReference<>(null);

  /** When it was parked, by the coarse clock. */
  long parkedAt;

  /** What the watch knows of the loan, once it has looked. */
  volatile @Nullable Watched watched;

  /** Which loan was taken away from its borrower; 0 where none was. */
  volatile long reclaimed;

  /** Whether its keep-alive is due, as the last sweep found. */
  volatile boolean checkDue;

  /** Whether its borrower said that it must not be lent again. */
  volatile boolean discarded;

  /** What closes it; null while nobody does. */
  volatile @Nullable Closing closing;

  /** What it is, and in which turn: each change begins a new one. */
  private volatile long state;

  private volatile boolean hasPlace = true;

  Entry(C connection, long now, double chance, int generation) {
    this.connection = connection;
    this.openedAt = now;
    this.usedAt = now;
    this.checkedAt = now;
    this.chance = chance;
    this.generation = generation;
  }

  /** What it is just now, for {@link #takeOut}. */
  long state() {
    return state;
  }

  static boolean isLent(long state) {
    return (state & KIND) == LENT;
  }

  static boolean isParked(long state) {
    return (state & KIND) == PARKED;
  }

  private static long next(long state, int kind) {
    return (state | KIND) + 1 + kind;
  }

  /** Takes it into this thread's hands, if it still is what it was; true for one caller only. */
  boolean takeOut(long from) {
    return STATE.compareAndSet(this, from, next(from, OUT));
  }

  /**
   * Lends it. For who has it, and holds its lifeline.
   *
   * @return which loan it is
   */
  long lend() {
    long lent = next(state, LENT);
    STATE.setRelease(this, lent);
    return lent;
  }

  /** Parks it; seen by all before anything that this thread reads then. For who has it. */
  long park() {
    long parked = next(state, PARKED);
    state = parked;
    return parked;
  }

  /**
   * Notes where it is lent. For who has it.
   *
   * @param standsFor for how many loans; 0 where this one is not noted
   */
  void noteBirth(long standsFor) {
    if (standsFor > 0) {
      birth = new LentHere(standsFor);
    } else if (birth != null) {
      birth = null;
    }
  }

  @Nullable LentHere birth() {
    return birth;
  }

  /** What each handle has to hold. For who has it. */
  Object lifeline() {
    Object there = lifeline.get();
    if (there == null) {
      there = new Object();
      lifeline = new WeakReference<>(there);
    }
    return there;
  }

  /** Whether a handle is there, while it is lent. */
  boolean hasLifeline() {
    return lifeline.get() != null;
  }

  /** Gives up its place in the pool's bound; true for one caller only. */
  boolean leavePlace() {
    return hasPlace && PLACE.compareAndSet(this, true, false);
  }
}

package io.plimsoll.pool;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Slots for connections that come and go, so that the next borrower on the same processor finds one
 * without a lock. What has a slot is still borrowed in the library's eyes, parked or lent: its
 * limit holds by construction, and this class neither makes nor destroys.
 *
 * <p>A connection keeps its slot while it is lent, and is parked and taken by its own state: a slot
 * is written only when another connection gets it. One that comes back without a slot gets an empty
 * one, or that of one which is lent.
 *
 * <p>A thread is led to its slot by a hash of its id. There is no ThreadLocal: nothing outlives the
 * pool, and every slot can be emptied by anybody.
 */
final class Front<C> {

  /** References from one slot to the next, so that no two share a cache line. */
  private static final int APART = 32;

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  // A slot for each, with the padding between them; a connection that finds none goes to the
  // library instead.
  private final AtomicReferenceArray<@Nullable Entry<C>> slots;
  // Those for whom somebody waits: at most one for each connection.
  private final Queue<Entry<C>> handed = new ConcurrentLinkedQueue<>();
  private final Consumer<Entry<C>> displaced;
  private final int count;
  private final int shift;

  /**
   * @param most how many connections there may be; there are as many slots or a few more, but no
   *     more than 4 to 7 for a processor
   * @param displaced takes what has lost its slot while it was parked
   */
  Front(int most, int processors, Consumer<Entry<C>> displaced) {
    this.displaced = displaced;
    int wanted = Math.min(most, Math.max(1, 4 * processors));
    count = wanted == 1 ? 1 : 2 * Integer.highestOneBit(wanted - 1);
    shift = Long.SIZE - Integer.numberOfTrailingZeros(count);
    slots = new AtomicReferenceArray<>((count + 1) * APART);
  }

  @SuppressWarnings("deprecation") // threadId() comes with Java 19
  private int mine() {
    return count == 1 ? 0 : (int) ((Thread.currentThread().getId() * GOLDEN) >>> shift);
  }

  private static int at(int slot) {
    return (slot + 1) * APART;
  }

  /** What is parked in the slot of this thread, or else in any other. */
  @Nullable Entry<C> take() {
    int first = mine();
    for (int i = 0; i < count; i++) {
      Entry<C> entry = take((first + i) & (count - 1));
      if (entry != null) {
        return entry;
      }
    }
    return null;
  }

  private @Nullable Entry<C> take(int slot) {
    Entry<C> entry = slots.get(at(slot));
    if (entry == null) {
      return null;
    }
    long state = entry.state();
    return Entry.isParked(state) && entry.takeOut(state) ? entry : null;
  }

  /** What was handed over to those who wait. */
  @Nullable Entry<C> takeHanded() {
    return handed.poll();
  }

  /**
   * Parks it in its slot, or in another where it has none. For who has it.
   *
   * @return its state while it is parked there; 0 where there is no slot for it, and it is in this
   *     thread's hands as before
   */
  long park(Entry<C> entry) {
    int slot = has(entry) ? entry.slot : find(entry);
    if (slot < 0) {
      return 0;
    }
    entry.slot = slot;
    long parked = entry.park();
    // Who has got the slot meanwhile may not have seen it parked: one of the two takes it out.
    return slots.get(at(slot)) == entry || !entry.takeOut(parked) ? parked : 0;
  }

  private boolean has(Entry<C> entry) {
    return entry.slot >= 0 && slots.get(at(entry.slot)) == entry;
  }

  /** Gives it an empty slot, or else that of one which is not parked; less than zero: none. */
  private int find(Entry<C> entry) {
    int first = mine();
    for (int i = 0; i < count; i++) {
      int slot = (first + i) & (count - 1);
      if (slots.get(at(slot)) == null && slots.compareAndSet(at(slot), null, entry)) {
        return slot;
      }
    }
    Entry<C> other = slots.get(at(first));
    if (other == null
        || Entry.isParked(other.state())
        || !slots.compareAndSet(at(first), other, entry)) {
      return -1;
    }
    long state = other.state();
    if (Entry.isParked(state) && other.takeOut(state)) {
      displaced.accept(other);
    }
    return first;
  }

  /** It goes elsewhere: its slot is for others. For who has it. */
  void leave(Entry<C> entry) {
    if (entry.slot >= 0) {
      slots.compareAndSet(at(entry.slot), entry, null);
      entry.slot = -1;
    }
  }

  /** Lays it where those who wait look first. */
  void hand(Entry<C> entry) {
    handed.add(entry);
  }

  /** Takes back what was just handed over, if nobody took it. */
  boolean takeBackHanded(Entry<C> entry) {
    return handed.remove(entry);
  }

  /** Takes out those that were parked at or before a time. */
  void takeOlder(long parkedAt, Consumer<Entry<C>> taker) {
    for (int slot = 0; slot < count; slot++) {
      Entry<C> entry = slots.get(at(slot));
      if (entry != null) {
        long state = entry.state();
        if (Entry.isParked(state) && entry.parkedAt - parkedAt <= 0 && entry.takeOut(state)) {
          taker.accept(entry);
        }
      }
    }
    for (Entry<C> entry : List.copyOf(handed)) {
      if (entry.parkedAt - parkedAt <= 0 && handed.remove(entry)) {
        taker.accept(entry);
      }
    }
  }

  /** Takes out all that is parked. */
  void takeAll(Consumer<Entry<C>> taker) {
    Entry<C> over = handed.poll();
    while (over != null) {
      taker.accept(over);
      over = handed.poll();
    }
    for (int slot = 0; slot < count; slot++) {
      Entry<C> entry = take(slot);
      if (entry != null) {
        taker.accept(entry);
      }
    }
  }

  /** How many are parked here, as far as that stands still. */
  int parked() {
    int parked = handed.size();
    for (int slot = 0; slot < count; slot++) {
      Entry<C> entry = slots.get(at(slot));
      parked += entry != null && Entry.isParked(entry.state()) ? 1 : 0;
    }
    return parked;
  }

  int slots() {
    return count;
  }
}

package io.plimsoll.pool;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Slots for connections that just came back, so that the next borrower on the same processor finds
 * one without a lock. What lies here is still borrowed in the library's eyes: its limit holds by
 * construction, and this class neither makes nor destroys.
 *
 * <p>A thread is led to its slot by a hash of its id. There is no ThreadLocal: nothing outlives the
 * pool, and every slot can be emptied by anybody.
 */
final class Front<C> {

  /** References from one slot to the next, so that no two share a cache line. */
  private static final int APART = 32;

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  // A slot for each, with the padding between them; a connection that finds its slot taken goes to
  // the library instead.
  private final AtomicReferenceArray<@Nullable Entry<C>> slots;
  // Those for whom somebody waits: at most one for each connection.
  private final Queue<Entry<C>> handed = new ConcurrentLinkedQueue<>();
  private final int count;
  private final int shift;

  /**
   * @param most how many connections there may be; there are no more slots than that
   */
  Front(int most, int processors) {
    count = Integer.highestOneBit(Math.min(most, Math.max(1, 4 * processors)));
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

  /** What lies in the slot of this thread. */
  @Nullable Entry<C> takeMine() {
    return take(mine());
  }

  /** What was handed over, or else lies in any slot. */
  @Nullable Entry<C> takeAny() {
    Entry<C> over = handed.poll();
    if (over != null) {
      return over;
    }
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
    return entry != null && slots.compareAndSet(at(slot), entry, null) ? entry : null;
  }

  /** Lays it into the slot of this thread, if that is empty. */
  boolean park(Entry<C> entry) {
    int slot = at(mine());
    return slots.get(slot) == null && slots.compareAndSet(slot, null, entry);
  }

  /** Takes back what this thread has just laid into its slot, if it still lies there. */
  boolean takeBack(Entry<C> entry) {
    return slots.compareAndSet(at(mine()), entry, null);
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
      if (entry != null
          && entry.parkedAt - parkedAt <= 0
          && slots.compareAndSet(at(slot), entry, null)) {
        taker.accept(entry);
      }
    }
    for (Entry<C> entry : List.copyOf(handed)) {
      if (entry.parkedAt - parkedAt <= 0 && handed.remove(entry)) {
        taker.accept(entry);
      }
    }
  }

  /** Takes out all. */
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

  /** How many lie here, as far as that stands still. */
  int parked() {
    int parked = handed.size();
    for (int slot = 0; slot < count; slot++) {
      parked += slots.get(at(slot)) == null ? 0 : 1;
    }
    return parked;
  }

  int slots() {
    return count;
  }
}

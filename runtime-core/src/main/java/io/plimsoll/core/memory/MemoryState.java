package io.plimsoll.core.memory;

import io.plimsoll.core.Due;
import io.plimsoll.memory.Measure;
import io.plimsoll.memory.MemoryReading;
import io.plimsoll.memory.Stage;
import io.plimsoll.memory.TreeReading;
import java.util.List;
import java.util.Optional;

/**
 * What is known of the memory between two events.
 *
 * @param heap where the heap stands
 * @param trees where the runtime and its trees stand
 * @param victim the tree that is being ended, until two readings after it is gone
 * @param asking what was asked of the collector
 * @param shedding what caches may keep
 * @param gate what new work may come in
 * @param left whether everything was told to end; nothing is decided after that
 */
public record MemoryState(
    Track heap,
    Track trees,
    Optional<Victim> victim,
    Asking asking,
    Shedding shedding,
    Gate gate,
    boolean left) {

  /** Before the first event. */
  public static MemoryState start() {
    return new MemoryState(
        Track.of(Measure.HEAP),
        Track.of(Measure.TREES),
        Optional.empty(),
        Asking.NOTHING,
        new Shedding(1, Due.NEVER),
        new Gate(Admission.ALL, Due.NEVER),
        false);
  }

  /** The higher of the stages of both measures. */
  public Stage stage() {
    return heap.stage().compareTo(trees.stage()) >= 0 ? heap.stage() : trees.stage();
  }

  /** What new work may come in. */
  public enum Admission {
    /** All. */
    ALL,
    /** Some. */
    TRIAL,
    /** None. */
    NONE
  }

  /** What may come in, and since when. */
  public record Gate(Admission admission, long since) {}

  /** The part of their budgets that caches may keep, and since when. */
  public record Shedding(double fraction, long since) {}

  /**
   * What was asked of the collector.
   *
   * @param at when it was asked last; {@link Due#NEVER} before the first time
   * @param open whether the answer is still to come
   * @param worst what the heap held then, with what that collection could free
   */
  public record Asking(long at, boolean open, long worst) {

    static final Asking NOTHING = new Asking(Due.NEVER, false, 0);

    /**
     * Whether it may be asked now: again after a while, or sooner where collections have left more
     * by a part of the limit since. So one that is not growing is asked for once a while.
     */
    boolean mayAsk(MemoryPolicy policy, MemoryReading own, long now) {
      return at == Due.NEVER
          || Due.reached(Due.after(at, policy.confirmNanos()), now)
          || (!open && left(own) - worst >= MemoryPolicy.WORTH_ASKING * own.heapLimit());
    }

    static Asking asked(MemoryReading own, long now) {
      return new Asking(now, true, left(own));
    }

    private static long left(MemoryReading own) {
      return own.heap().last().orElse(0);
    }

    Asking answered() {
      return new Asking(at, false, worst);
    }
  }

  /**
   * A tree that is being ended.
   *
   * @param lease whose it is
   * @param gone whether it has ended
   * @param fresh readings since then
   */
  public record Victim(String lease, boolean gone, int fresh) {

    /** The readings that must come after its end before another tree is looked at. */
    static final int FRESH = 2;

    /** The same after one more reading; empty where it need not be waited for any more. */
    Optional<Victim> after(List<TreeReading> trees) {
      boolean over = gone || trees.stream().noneMatch(tree -> tree.lease().equals(lease));
      int seen = over ? fresh + 1 : 0;
      return seen >= FRESH ? Optional.empty() : Optional.of(new Victim(lease, over, seen));
    }

    /** The same after a tree has ended. */
    Victim ended(String other) {
      return lease.equals(other) ? new Victim(lease, true, fresh) : this;
    }
  }
}

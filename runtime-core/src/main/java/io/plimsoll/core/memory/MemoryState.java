package io.plimsoll.core.memory;

import io.plimsoll.core.Due;
import io.plimsoll.memory.HeapProof;
import io.plimsoll.memory.Measure;
import io.plimsoll.memory.MemoryReading;
import io.plimsoll.memory.Stage;
import io.plimsoll.memory.TreeReading;
import java.time.Duration;
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
   * @param refused whether the last answer was none, and nothing was proven since
   * @param worst what the heap held then, with what that collection could free
   * @param proven the bytes that the last collection of the whole heap has proven to be in use
   * @param provenAt when they were; {@link Due#NEVER} before the first proof
   * @param based the proof with which the last was compared besides the one before it: one that is
   *     older by a quarter of a second, since collectors may leave some garbage in place
   * @param grown by how much more that was than the lesser of those two
   * @param vain how many in a row have proven no growth, or to be below the first line
   * @param pace how fast the heap filled as one has proven no growth, in bytes a nanosecond; with
   *     each that follows half of that is forgotten
   */
  public record Asking(
      long at,
      boolean open,
      boolean refused,
      long worst,
      long proven,
      long provenAt,
      HeapProof based,
      long grown,
      int vain,
      double pace) {

    /** A proof that exceeds the one before it by less of it has shown no growth. */
    private static final double LEAST_GROWTH = 0.01;

    /** What is older than this is told from by more than chance. */
    private static final long BASE = Duration.ofMillis(250).toNanos();

    /** What follows sooner differs by chance. */
    private static final long CLOSE = Duration.ofMillis(100).toNanos();

    /** What is older than so many of it says little of now. */
    private static final int MOST_BASES = 4;

    /** So many times as fast is another pace. */
    private static final double QUICKER = 2;

    /** So long it is left alone at least; twice as long with each that is in vain. */
    private static final long LEAST_PATIENCE = MemoryPolicy.LONGEST_PAUSE;

    static final Asking NOTHING =
        new Asking(Due.NEVER, false, false, 0, 0, Due.NEVER, new HeapProof(0, Due.NEVER), 0, 0, 0);

    /**
     * Whether it may be asked now: again after a while, so that one that does not grow is asked for
     * once a while; sooner where it has grown by what is worth it. That is what collections have
     * left more since; what the last proof shows more than the one before it; what came in since a
     * proof over the first line; or what no collection since has freed. The last two may be
     * garbage: the more proofs in a row were in vain, the longer it is left alone. And at once
     * where it is collected beside the program, and fills twice as fast as when that was garbage;
     * or where nothing was collected since a proof over the first line, and half of the room is
     * used.
     */
    boolean mayAsk(MemoryPolicy policy, MemoryReading own, double filling, long now) {
      return tellsMore(policy, own)
          && (at == Due.NEVER
              || Due.reached(Due.after(at, policy.confirmNanos()), now)
              || (!open
                  && (hasGrown(policy, own)
                      || (!refused && isOverdue(policy, own, filling, now)))));
    }

    /**
     * What filled it so far was garbage; what fills it twice as fast need not be. To ask too often
     * costs nobody a pause where it is collected beside the program.
     */
    private boolean hasQuickened(MemoryReading own, double filling) {
      return own.heap().beside() && filling > QUICKER * pace;
    }

    /** Whether a proof over the first line has just shown growth: what follows is awaited. */
    boolean isPressing(MemoryPolicy policy, MemoryReading own, long now) {
      return !Due.reached(Due.after(provenAt, MemoryPolicy.LONGEST_PAUSE), now)
          && isOver(policy, own)
          && grown >= worth(policy, own.heapLimit());
    }

    /**
     * One proof follows another in vain where hardly more is used than the last has proven, or than
     * was left since where that is less.
     */
    boolean tellsMore(MemoryPolicy policy, MemoryReading own) {
      long known = Math.min(proven, own.heap().sure().orElse(proven));
      return own.heap().used() - known >= worth(policy, own.heapLimit());
    }

    private boolean isOver(MemoryPolicy policy, MemoryReading own) {
      return proven >= policy.shed().enter() * own.heapLimit();
    }

    private boolean hasGrown(MemoryPolicy policy, MemoryReading own) {
      double worth = worth(policy, own.heapLimit());
      return left(own) - worst >= worth || grown >= worth;
    }

    /** Whether it may have grown, so that who can have it collected is asked again. */
    private boolean isOverdue(MemoryPolicy policy, MemoryReading own, double filling, long now) {
      return (isOver(policy, own) && isPatient(policy, vain == 0 ? 0 : LEAST_PATIENCE, now))
          || (standsOver(policy, own) && isPatient(policy, LEAST_PATIENCE, now))
          || hasQuickened(own, filling)
          || isUntold(policy, own);
    }

    /**
     * Whether nothing was collected since a proof over the first line, and half of the room that
     * was left is used: the next collection may find the heap full.
     */
    private boolean isUntold(MemoryPolicy policy, MemoryReading own) {
      return isOver(policy, own)
          && left(own) == proven
          && own.heap().used() - proven >= (own.heapLimit() - proven) / 2;
    }

    /** Whether collections seem to free nothing of what is over the first line. */
    private static boolean standsOver(MemoryPolicy policy, MemoryReading own) {
      return own.heap().live().orElse(0) >= policy.shed().enter() * own.heapLimit();
    }

    private boolean isPatient(MemoryPolicy policy, long least, long now) {
      long patience = Math.min(policy.confirmNanos(), least << Math.min(vain, 16));
      return Due.reached(Due.after(at, patience), now);
    }

    /** How much growth is worth asking for: what is lacking to the last line, within bounds. */
    private double worth(MemoryPolicy policy, long limit) {
      double lacking = policy.exit().enter() * limit - proven;
      return Math.min(
          MemoryPolicy.WORTH_ASKING * limit, Math.max(MemoryPolicy.LEAST_WORTH * limit, lacking));
    }

    /** The same after it was asked. An answer that is still to come is none. */
    Asking asked(MemoryReading own, long now) {
      return new Asking(
          now, true, refused || open, left(own), proven, provenAt, based, grown, vain, pace);
    }

    private static long left(MemoryReading own) {
      return own.heap().last().orElse(0);
    }

    /** The same after an answer, which says something or nothing. */
    Asking answered(boolean proves) {
      return new Asking(at, false, !proves, worst, proven, provenAt, based, grown, vain, pace);
    }

    /**
     * The same after a proof, asked for or not. One of before the last says nothing more.
     *
     * @param line the first line, in bytes
     * @param filling how fast the heap fills, in bytes a nanosecond
     */
    Asking proven(HeapProof proof, double line, double filling) {
      if (provenAt == Due.NEVER) {
        return new Asking(
            at, open, false, worst, proof.bytes(), proof.at(), proof, 0, vain, filling);
      }
      if (proof.at() - provenAt <= 0) {
        return this;
      }
      HeapProof base = base(proof);
      long more = proof.bytes() - Math.min(proven, base.bytes());
      boolean still = more < LEAST_GROWTH * proven;
      return new Asking(
          at,
          open,
          false,
          worst,
          proof.bytes(),
          proof.at(),
          base,
          more,
          still || proof.bytes() < line ? vain + 1 : 0,
          Math.max(still ? filling : 0, pace / QUICKER));
    }

    /** With what this one is compared besides the last. */
    private HeapProof base(HeapProof proof) {
      boolean isOld = proof.at() - provenAt >= BASE || proof.at() - based.at() > MOST_BASES * BASE;
      return isOld ? new HeapProof(proven, provenAt) : based;
    }

    /**
     * How fast the heap grows, in bytes a nanosecond, from the proof before to this one, or from an
     * older one where that is more. Two that follow each other closely differ by chance too.
     */
    double growth(HeapProof proof) {
      // With nothing proven yet it is negative, or so long that no growth comes of it.
      HeapProof base = base(proof);
      return Math.max(growth(proof, proven, provenAt), growth(proof, base.bytes(), base.at()));
    }

    private static double growth(HeapProof proof, long bytes, long at) {
      long passed = proof.at() - at;
      return passed <= 0 ? 0 : (double) (proof.bytes() - bytes) / Math.max(CLOSE, passed);
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

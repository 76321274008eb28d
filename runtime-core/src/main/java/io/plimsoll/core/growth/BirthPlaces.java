package io.plimsoll.core.growth;

import io.plimsoll.core.Bounded;
import io.plimsoll.growth.BirthPlace;
import io.plimsoll.growth.Gauge;
import io.plimsoll.port.Births;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where what is held was born, as far as that is noted: one birth in so many, at random, which
 * stands for the others; of things that are born very often one in more, so that no more than
 * {@value #SAMPLED} of a kind are noted in a second. Where a thing is nearly full, or is what
 * grows, all births are noted, up to {@value #EACH_SECOND} of a kind a second. Nothing is noted
 * before the first second has passed: a short command does not pay for it. Any thread may use it.
 */
public final class BirthPlaces implements Births {

  /** The most births of a kind that are noted in a second because all are wanted. */
  public static final int EACH_SECOND = 64;

  /**
   * How many births of a kind are noted in a second as samples; twice as many while that settles.
   */
  public static final int SAMPLED = 256;

  /** The most places that are told of one thing that grows. */
  public static final int TOLD = 8;

  private static final int KINDS = 16;
  private static final int FEW = 20;
  private static final int RAREST = 1 << 24;

  private final int oneOf;

  @Bounded("KINDS: of others nothing is noted")
  private final Map<String, Kind> kinds = new ConcurrentHashMap<>();

  private volatile boolean begun;

  /**
   * One that knows of none.
   *
   * @param oneOf how many births there are for each that is noted; 0 where none is
   */
  public BirthPlaces(int oneOf) {
    this.oneOf = oneOf;
  }

  /** What the makers of one kind of things share. */
  private final class Kind {
    final Places places;
    private final Semaphore left = new Semaphore(EACH_SECOND);
    private final AtomicInteger samples = new AtomicInteger();
    volatile boolean grows;

    /** For how many births a sample stands now. */
    volatile int standsFor = oneOf;

    Kind(String what) {
      places = new Places(what);
    }

    boolean affordsAll() {
      return left.tryAcquire();
    }

    /** All are noted where that is what is set, however many they are. */
    boolean affordsSample() {
      return samples.incrementAndGet() <= 2 * SAMPLED || oneOf == 1;
    }

    void second(boolean growsNow) {
      grows = growsNow;
      left.drainPermits();
      left.release(EACH_SECOND);
      long born = (long) samples.getAndSet(0) * standsFor;
      standsFor = oneOf == 1 ? 1 : (int) Math.min(RAREST, Math.max(oneOf, born / SAMPLED));
    }
  }

  @Override
  public int oneOf() {
    return oneOf;
  }

  @Override
  public Register of(String what) {
    if (oneOf == 0) {
      return Register.NONE;
    }
    synchronized (kinds) {
      Kind kind = kinds.get(what);
      if (kind == null && kinds.size() < KINDS) {
        kind = new Kind(what);
        kinds.put(what, kind);
      }
      return kind == null ? Register.NONE : new Counting(kind);
    }
  }

  /**
   * Counts the births of one maker, those of most threads in a place of their own: two processors
   * that write one place wait for each other. What threads that share one may miss does not matter.
   */
  private final class Counting implements Register {

    private static final int COUNTERS = 8;

    /** So many numbers fill a line of the processor's cache. */
    private static final int APART = 16;

    private final Kind kind;

    /** The first place stays empty: beside it is the length, which all read. */
    @Bounded("two numbers for each of COUNTERS places")
    private final int[] counters = new int[(1 + COUNTERS) * APART];

    Counting(Kind kind) {
      this.kind = kind;
    }

    @Override
    @SuppressWarnings("deprecation") // threadId() comes with Java 19
    public @Nullable Birth born(String owner, boolean nearlyFull) {
      int left = (1 + (int) (Thread.currentThread().getId() % COUNTERS)) * APART;
      boolean due = --counters[left] <= 0;
      boolean all = nearlyFull || kind.grows;
      return (due || all) && begun ? noted(owner, left, due, all && kind.affordsAll()) : null;
    }

    private @Nullable Birth noted(String owner, int left, boolean due, boolean all) {
      int standsFor = left + 1;
      long births = all ? 1 : Math.max(1, counters[standsFor]); // the first for itself
      boolean afforded = all;
      if (due) {
        afforded |= kind.affordsSample();
        counters[standsFor] = kind.standsFor;
        counters[left] = ThreadLocalRandom.current().nextInt(1, 2 * counters[standsFor]);
      }
      return afforded ? kind.places.note(owner, CallStack.here(), births) : null;
    }

    @Override
    public @Nullable Birth born(String owner, Throwable where, long standsFor) {
      return begun ? kind.places.note(owner, CallStack.of(where.getStackTrace()), standsFor) : null;
    }

    @Override
    public boolean wantsAll() {
      return kind.grows;
    }

    @Override
    public void forget(String owner) {
      kind.places.forget(owner);
    }
  }

  /**
   * A second has passed, and that grows: of these things all births are noted from now on. For one
   * thread at a time.
   */
  public void second(List<Gauge> grow) {
    begun = true;
    List<String> wanted = grow.stream().map(BirthPlaces::kindOf).toList();
    kinds.forEach((what, kind) -> kind.second(wanted.contains(what)));
  }

  /**
   * Where what a gauge counts was born, most first; of what has no births of its own, where that
   * was born which causes it.
   *
   * @param held how many there are, by the gauge: where more are told by estimation, all count for
   *     less
   */
  public List<BirthPlace> of(Gauge gauge, long held) {
    String what = kindOf(gauge);
    Kind kind = kinds.get(what);
    if (kind == null) {
      return List.of();
    }
    List<BirthPlace> alive = kind.places.alive(gauge.owner());
    long sum = alive.stream().mapToLong(BirthPlace::count).sum();
    long told = what.equals(gauge.name()) ? Math.min(held, sum) : sum;
    return told(alive.stream().map(at -> counted(at, at.count() * told / sum)));
  }

  private static BirthPlace counted(BirthPlace at, long count) {
    return new BirthPlace(at.what(), at.owner(), count, at.frames());
  }

  /**
   * Those of some places that are worth a line, most first: no more than {@link #TOLD}, and none
   * with less than a twentieth of what the first has.
   */
  public static List<BirthPlace> told(Stream<BirthPlace> places) {
    List<BirthPlace> all =
        places.sorted(Comparator.comparingLong(BirthPlace::count).reversed()).limit(TOLD).toList();
    return all.stream()
        .filter(at -> at.count() > 0 && at.count() * FEW >= all.get(0).count())
        .toList();
  }

  /** The kind of things whose births explain a gauge. */
  private static String kindOf(Gauge gauge) {
    return switch (gauge.name()) {
      case "children", "commands that wait" -> "leases";
      case "borrowers that wait" -> "lent connections";
      case "heap" -> "cache entries"; // it is told without what their weighers say
      default -> gauge.name();
    };
  }
}

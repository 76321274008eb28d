package io.plimsoll.testkit;

import io.plimsoll.port.Births;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Notes every birth that it is told of, and counts those that have not ended. Any thread may use
 * it.
 *
 * @since 0.1.0
 */
public final class BirthRecorder implements Births {

  /** The most things, by kind and owner, of which it counts births. */
  public static final int MOST_THINGS = 1_000;

  private final int oneOf;
  private final Map<String, Long> alive = new TreeMap<>(); // MOST_THINGS: more are refused
  private volatile boolean wantsAll;
  private volatile boolean sawNearlyFull;

  /**
   * One that knows of none.
   *
   * @param oneOf of how many births it says that one is to be noted
   */
  public BirthRecorder(int oneOf) {
    this.oneOf = oneOf;
  }

  /** Whether all births are to be noted from now on, of everything. */
  public BirthRecorder wantsAll(boolean wanted) {
    wantsAll = wanted;
    return this;
  }

  /** For how many births of that kind and owner those stand that have not ended. */
  public synchronized long alive(String what, String owner) {
    return alive.getOrDefault(what + " of " + owner, 0L);
  }

  /** Whether the last birth was said to be of a thing that is nearly full. */
  public boolean sawNearlyFull() {
    return sawNearlyFull;
  }

  @Override
  public int oneOf() {
    return oneOf;
  }

  @Override
  public Register of(String what) {
    return new Kind(what);
  }

  private synchronized void count(String thing, long births) {
    if (alive.size() >= MOST_THINGS && !alive.containsKey(thing)) {
      throw new IllegalStateException("births: of " + MOST_THINGS + " things, as many as may");
    }
    alive.merge(thing, births, Long::sum);
  }

  private synchronized void forget(String thing) {
    alive.remove(thing);
  }

  private final class Kind implements Register {
    private final String what;

    Kind(String what) {
      this.what = what;
    }

    @Override
    public @Nullable Birth born(String owner, boolean nearlyFull) {
      sawNearlyFull = nearlyFull;
      return born(what + " of " + owner, 1);
    }

    @Override
    public @Nullable Birth born(String owner, Throwable where, long standsFor) {
      return born(what + " of " + owner, standsFor);
    }

    private Birth born(String thing, long births) {
      count(thing, births);
      AtomicBoolean ended = new AtomicBoolean();
      return () -> {
        if (ended.compareAndSet(false, true)) {
          count(thing, -births);
        }
      };
    }

    @Override
    public boolean wantsAll() {
      return wantsAll;
    }

    @Override
    public void forget(String owner) {
      BirthRecorder.this.forget(what + " of " + owner);
    }
  }
}

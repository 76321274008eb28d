package io.plimsoll.testkit;

import io.plimsoll.port.Ticker;
import io.plimsoll.port.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeSet;

/**
 * Time that moves only when told to. Timers run on the thread that moves it, in the order of their
 * due times, and of their setting where those are equal.
 *
 * <p>For one thread. The origin is arbitrary: it may be negative, or so near to the largest number
 * that time wraps around. Time and timers lie within 292 years of one another.
 *
 * @since 0.1.0
 */
public final class VirtualTime implements Ticker, Timers {

  /** The most timers that may be set at once: a test that sets more has lost control of them. */
  public static final int MOST_TIMERS = 1_000_000;

  // At most MOST_TIMERS: at() refuses more.
  private final TreeSet<Entry> timers = new TreeSet<>(Entry::compare);
  private long now;
  private Instant wall;
  private long set;
  private boolean moving;

  /** Time that begins at an origin of no meaning, on the first day of 2026. */
  public VirtualTime() {
    this(0, Instant.parse("2026-01-01T00:00:00Z"));
  }

  /** Time that begins at this reading of the ticker and this time of day. */
  public VirtualTime(long originNanos, Instant wall) {
    this.now = originNanos;
    this.wall = wall;
  }

  @Override
  public long nanos() {
    return now;
  }

  @Override
  public Instant wallTime() {
    return wall;
  }

  @Override
  public Timer at(long dueNanos, Runnable task) {
    if (timers.size() >= MOST_TIMERS) {
      throw new IllegalStateException("time: " + MOST_TIMERS + " timers are set, as many as may");
    }
    Entry entry = new Entry(dueNanos, set++, task);
    timers.add(entry);
    return () -> timers.remove(entry);
  }

  /** Runs a task so long from now. */
  public Timer after(Duration delay, Runnable task) {
    return at(now + delay.toNanos(), task);
  }

  /** Moves time on, running the timers that come due on the way, each at its own time. */
  public void advance(Duration by) {
    advance(by, () -> {});
  }

  /** The same; runs {@code afterEach} after each timer, and once at the end. */
  public void advance(Duration by, Runnable afterEach) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("time: is moved by " + by + "; must not go back");
    }
    if (moving) {
      throw new IllegalStateException("time: is moved by a timer; only the test moves it");
    }
    moving = true;
    try {
      long target = now + by.toNanos();
      while (fireNext(target)) {
        afterEach.run();
      }
      moveTo(target);
      afterEach.run();
    } finally {
      moving = false;
    }
  }

  /** The time to the earliest timer, zero if it is due; a negative one where no timer is set. */
  public Duration untilNext() {
    return timers.isEmpty()
        ? Duration.ofNanos(-1)
        : Duration.ofNanos(Math.max(0, timers.first().due - now));
  }

  /** Makes the time of day jump, as when somebody sets the clock. The ticker does not notice. */
  public void jumpWall(Duration by) {
    wall = wall.plus(by);
  }

  /** How many timers are set. */
  public int timersSet() {
    return timers.size();
  }

  private boolean fireNext(long target) {
    if (timers.isEmpty() || timers.first().due - target > 0) {
      return false;
    }
    Entry next = timers.first();
    timers.remove(next);
    if (next.due - now > 0) {
      moveTo(next.due);
    }
    next.task.run();
    return true;
  }

  private void moveTo(long target) {
    wall = wall.plusNanos(target - now);
    now = target;
  }

  @Override
  public String toString() {
    return now + " ns, " + wall + ", " + timers.size() + " timers";
  }

  private record Entry(long due, long order, Runnable task) {

    static int compare(Entry a, Entry b) {
      return a.due == b.due ? Long.compare(a.order, b.order) : Long.signum(a.due - b.due);
    }
  }
}

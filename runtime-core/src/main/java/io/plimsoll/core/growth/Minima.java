package io.plimsoll.core.growth;

import io.plimsoll.core.Bounded;
import io.plimsoll.growth.Gauge;
import io.plimsoll.growth.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A series of readings of any length in a fixed room: the least of each of up to 64 stretches that
 * follow each other. Stretches double in length when the room is full, so they always span the
 * whole series. The least of a stretch, since what is held for a while only is no growth.
 *
 * <p>Takes 1.5 KiB. Not safe for use by more than one thread at a time.
 */
public final class Minima {

  /** The most stretches. */
  public static final int STRETCHES = 64;

  @Bounded("STRETCHES: neighbours are merged when it is full")
  private final long[] least = new long[STRETCHES];

  @Bounded("as the minima")
  private final long[] at = new long[STRETCHES];

  @Bounded("as the minima")
  private final long[] work = new long[STRETCHES];

  private int complete;
  private int begun;
  private int length = 1;
  private long readings;
  private long newest;
  private long newestAt;

  /** An empty series. */
  public Minima() {}

  /**
   * One more reading.
   *
   * @param value what was read
   * @param nanos when, by a ticker
   * @param operations how many operations were done by then
   */
  public void add(long value, long nanos, long operations) {
    if (complete == STRETCHES) {
      merge();
    }
    if (begun == 0 || value < least[complete]) {
      least[complete] = value;
      at[complete] = nanos;
      work[complete] = operations;
    }
    newest = value;
    newestAt = nanos;
    readings++;
    begun++;
    if (begun == length) {
      complete++;
      begun = 0;
    }
  }

  private void merge() {
    complete = STRETCHES / 2;
    length *= 2;
    for (int i = 0; i < complete; i++) {
      int from = least[2 * i + 1] < least[2 * i] ? 2 * i + 1 : 2 * i;
      least[i] = least[from];
      at[i] = at[from];
      work[i] = work[from];
    }
  }

  /** How many readings there were. */
  public long readings() {
    return readings;
  }

  /** How many readings are in a stretch now. */
  public int length() {
    return length;
  }

  /** The last reading; 0 before the first. */
  public long newest() {
    return newest;
  }

  /**
   * The same as points of a session, with the last reading as the last of them.
   *
   * @param gauge what was read
   * @param begun when the session began, by the same ticker
   */
  public Series series(Gauge gauge, long begun) {
    List<Series.Point> points = new ArrayList<>(complete + 1);
    for (int i = 0; i < complete; i++) {
      points.add(point(least[i], at[i], begun));
    }
    if (complete > 0 && at[complete - 1] != newestAt) {
      points.add(point(newest, newestAt, begun));
    }
    return new Series(gauge, points);
  }

  private static Series.Point point(long value, long nanos, long begun) {
    return new Series.Point(Math.max(0, nanos - begun) / 1_000_000, value);
  }

  /** The least of each complete stretch, the oldest first. */
  public long[] values() {
    return Arrays.copyOf(least, complete);
  }

  /** When each of those was read. */
  public long[] nanos() {
    return Arrays.copyOf(at, complete);
  }

  /** How many operations were done when each of those was read. */
  public long[] operations() {
    return Arrays.copyOf(work, complete);
  }
}

package io.plimsoll.memory;

import java.util.OptionalLong;

/**
 * What the heap held after each of the last collections, for who makes a sensor. Any thread.
 *
 * <p>One such reading is no truth: a collection of a part of the heap leaves garbage in the rest.
 * The least of many is nearer to it; and after a collection of the whole heap those before it say
 * nothing any more.
 */
public final class LiveWindow {

  /** The readings of which the least counts. */
  public static final int READINGS = 16;

  private static final long NONE = -1;

  // READINGS long: the newest takes the place of the oldest.
  private final long[] ring = new long[READINGS];
  private final boolean beside;
  private int size;
  private int next;
  private long last = NONE;
  private long sure = NONE;

  /** A window that has seen no collection, of collectors that stop the program. */
  public LiveWindow() {
    this(false);
  }

  /**
   * A window that has seen no collection.
   *
   * @param beside whether the whole heap is collected beside the program, which goes on meanwhile
   */
  public LiveWindow(boolean beside) {
    this.beside = beside;
  }

  /**
   * A collection left so much in use.
   *
   * @param bytes what the heap held after it
   * @param whole whether the whole heap was collected, and nothing is counted that was allocated
   *     meanwhile
   */
  public synchronized void record(long bytes, boolean whole) {
    if (whole) {
      size = 0;
      next = 0;
      sure = bytes;
    } else if (sure != NONE) {
      sure = Math.min(sure, bytes);
    }
    ring[next] = bytes;
    next = (next + 1) % READINGS;
    size = Math.min(READINGS, size + 1);
    last = bytes;
  }

  /**
   * The heap now.
   *
   * @param used what it holds with what is not collected yet
   * @param committed what it has taken from the system
   * @param most how large it may become
   */
  public synchronized HeapReading reading(long used, long committed, long most) {
    return new HeapReading(
        optional(least()), optional(last), optional(sure), used, committed, most, beside);
  }

  private long least() {
    long least = size == 0 ? NONE : Long.MAX_VALUE;
    for (int i = 0; i < size; i++) {
      least = Math.min(least, ring[i]);
    }
    return least;
  }

  private static OptionalLong optional(long value) {
    return value == NONE ? OptionalLong.empty() : OptionalLong.of(value);
  }
}

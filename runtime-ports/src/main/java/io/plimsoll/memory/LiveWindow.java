package io.plimsoll.memory;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the heap held after each of the last collections, for who makes a sensor. Any thread.
 *
 * <p>One such reading is no truth: a collection of a part of the heap leaves garbage in the rest.
 * The least of many is nearer to it; and after a collection of the whole heap those before it say
 * nothing any more.
 *
 * @since 0.1.0
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
  private Optional<HeapProof> proof = Optional.empty();

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
   * A collection left so much, garbage in what it did not look at included, and what was allocated
   * beside it.
   */
  public synchronized void left(long bytes) {
    if (sure != NONE) {
      sure = Math.min(sure, bytes);
    }
    add(bytes);
  }

  /** A collection of the whole heap has shown what was surely in use. The next reading tells it. */
  public synchronized void proven(HeapProof shown) {
    size = 0;
    next = 0;
    sure = shown.bytes();
    proof = Optional.of(shown);
    add(shown.bytes());
  }

  /** Has no reading tell this one: it was asked for, and the answer tells it. */
  public synchronized void answered(HeapProof shown) {
    if (proof.equals(Optional.of(shown))) {
      proof = Optional.empty();
    }
  }

  private void add(long bytes) {
    ring[next] = bytes;
    next = (next + 1) % READINGS;
    size = Math.min(READINGS, size + 1);
    last = bytes;
  }

  /**
   * The heap now. A proof is in one reading, the first after it.
   *
   * @param used what it holds with what is not collected yet
   * @param committed what it has taken from the system
   * @param most how large it may become
   */
  public synchronized HeapReading reading(long used, long committed, long most) {
    HeapReading reading =
        new HeapReading(
            optional(least()),
            optional(last),
            optional(sure),
            used,
            committed,
            most,
            proof,
            beside);
    proof = Optional.empty();
    return reading;
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

package io.plimsoll.cache;

import io.plimsoll.port.Births.Birth;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * What stands under a key: a value, or the failure of a load. Two are never equal.
 *
 * @param <V> the type of the value
 */
class Held<V> {

  private static final int LEFT = 1;
  private static final int TIMED = 2;

  @SuppressWarnings("rawtypes") // the updater knows no type arguments
  private static final AtomicIntegerFieldUpdater<Held> STATE =
      AtomicIntegerFieldUpdater.newUpdater(Held.class, "state");

  /** The value, made once so that no read makes it; empty for a failure. */
  final Optional<V> value;

  /** What the load threw; null where there is a value. */
  final @Nullable Throwable failure;

  /** What the entry holds of the heap. */
  final int bytes;

  final long writtenNanos;

  /** What the library counts for it. */
  volatile int weight;

  @SuppressWarnings("UnusedVariable") // used by the updater
  private volatile int state;

  Held(Optional<V> value, @Nullable Throwable failure, int bytes, long writtenNanos) {
    this.value = value;
    this.failure = failure;
    this.bytes = bytes;
    this.writtenNanos = writtenNanos;
  }

  /** One whose birth is noted; the others need no room for that. */
  static final class Noted<V> extends Held<V> {
    private final Birth birth;

    Noted(V value, int bytes, long writtenNanos, Birth birth) {
      super(Optional.of(value), null, bytes, writtenNanos);
      this.birth = birth;
    }

    @Override
    void end() {
      birth.end();
    }
  }

  /** It is held no more, or never was. */
  void end() {}

  /** Weighs it by these bounds, and says whether that changed anything. */
  boolean weigh(Bounds bounds) {
    int now = Math.max(bytes, bounds.unit());
    boolean changed = now != weight;
    if (changed) {
      weight = now;
    }
    return changed;
  }

  /** Notes that it has left; true for the first who says so. */
  boolean leave() {
    return mark(LEFT);
  }

  /** Notes that its time has begun to run; true for the first who says so. */
  boolean beginTime() {
    return mark(TIMED);
  }

  private boolean mark(int bit) {
    return (STATE.getAndUpdate(this, bits -> bits | bit) & bit) == 0;
  }
}

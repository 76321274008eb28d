package io.plimsoll.cache;

import io.plimsoll.port.Births.Birth;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * What stands under a key: a value, or the failure of a load. Two are never equal.
 *
 * @param <V> the type of the value
 */
class Held<V> {

  @SuppressWarnings("rawtypes") // the updater knows no type arguments
  private static final AtomicIntegerFieldUpdater<Held> WEIGHT =
      AtomicIntegerFieldUpdater.newUpdater(Held.class, "weight");

  /** The value; null for a failure. */
  final @Nullable V value;

  /** What the load threw; null where there is a value. */
  final @Nullable Throwable failure;

  /** What the entry holds of the heap. */
  final int bytes;

  /** Whether the value is to be closed; to ask the value would cost more. */
  final boolean closeable;

  /** What the library counts for it. */
  volatile int weight;

  private Held(@Nullable V value, @Nullable Throwable failure, boolean closeable, int bytes) {
    this.value = value;
    this.failure = failure;
    this.closeable = closeable;
    this.bytes = bytes;
  }

  /** One that never becomes too old. */
  Held(V value, boolean closeable, int bytes) {
    this(value, null, closeable, bytes);
  }

  /** When it was written; 0 where that is not kept, since it never becomes too old. */
  long writtenNanos() {
    return 0;
  }

  /** Notes that its time has begun to run; true the first time. */
  boolean beginTime() {
    return true;
  }

  /** One that may become too old; the others need no room for that. */
  static class Timed<V> extends Held<V> {
    private final long writtenNanos;
    private volatile boolean timed;

    Timed(V value, boolean closeable, int bytes, long writtenNanos) {
      super(value, closeable, bytes);
      this.writtenNanos = writtenNanos;
    }

    /** One that remembers a failure. */
    Timed(Throwable failure, int bytes, long writtenNanos) {
      super(null, failure, false, bytes);
      this.writtenNanos = writtenNanos;
    }

    @Override
    final long writtenNanos() {
      return writtenNanos;
    }

    // Asked by its writer before others see it, and after that under the library's lock for it.
    @Override
    final boolean beginTime() {
      boolean first = !timed;
      timed = true;
      return first;
    }
  }

  /** One whose birth is noted, which few are. */
  static final class Noted<V> extends Timed<V> {
    private final Birth birth;

    Noted(V value, boolean closeable, int bytes, long writtenNanos, Birth birth) {
      super(value, closeable, bytes, writtenNanos);
      this.birth = birth;
    }

    @Override
    void end() {
      birth.end();
    }
  }

  /** It is held no more, or never was. */
  void end() {}

  /**
   * Weighs it by these bounds, and says whether that changed anything. It is written in order, and
   * seen by others at the latest with what is written under a lock of the library after it.
   */
  boolean weigh(Bounds bounds) {
    int now = Math.max(bytes, bounds.unit());
    boolean changed = now != weight;
    if (changed) {
      WEIGHT.lazySet(this, now);
    }
    return changed;
  }
}

package io.plimsoll.cache;

import io.plimsoll.port.Births.Birth;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
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

  @SuppressWarnings("rawtypes") // as above
  private static final AtomicReferenceFieldUpdater<Held, Object> VALUE =
      AtomicReferenceFieldUpdater.newUpdater(Held.class, Object.class, "value");

  /** The value; null for a failure. Another one may take its place: to be read once. */
  volatile @Nullable V value;

  /** What the load threw; null where there is a value. */
  final @Nullable Throwable failure;

  /** What the entry holds of the heap. */
  final int bytes;

  /** Whether the value is to be closed; to ask the value would cost more. */
  final boolean closeable;

  private final boolean replaceable;

  /** What the library counts for it. */
  volatile int weight;

  private Held(
      @Nullable V value,
      @Nullable Throwable failure,
      boolean closeable,
      boolean replaceable,
      int bytes) {
    // In order is enough: others see it at the earliest with what the library writes after it.
    VALUE.lazySet(this, value);
    this.failure = failure;
    this.closeable = closeable;
    this.replaceable = replaceable;
    this.bytes = bytes;
  }

  /** One that never becomes too old. */
  Held(V value, boolean closeable, int bytes) {
    this(value, null, closeable, false, bytes);
  }

  /** One that was put, never becomes too old, is not to be closed, and may be replaced. */
  Held(V value, int bytes) {
    this(value, null, false, true, bytes);
  }

  /**
   * Puts a value in the place of the one that is held, where both are as large and neither is to be
   * closed; answers whether it did. An entry that leaves meanwhile takes the new value with it, as
   * if it had left right after this. What was loaded does not give way: it may have to be taken out
   * by who loaded it, and the value that was put would go with it.
   */
  final boolean replace(V next, int bytesOfNext) {
    if (!replaceable || bytes != bytesOfNext) {
      return false;
    }
    value = next;
    return true;
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
      super(value, null, closeable, false, bytes);
      this.writtenNanos = writtenNanos;
    }

    /** One that remembers a failure. */
    Timed(Throwable failure, int bytes, long writtenNanos) {
      super(null, failure, false, false, bytes);
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

package io.plimsoll.process;

import io.plimsoll.command.Output;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Memory outside of the heap which floods are read into. The platform reads into no other, so what
 * is read elsewhere is copied once more: for all bytes of a flood, though its last few are kept.
 * Any thread.
 */
final class Rings {

  /** What each can hold: the usual tail of an output. */
  static final int BYTES = Output.KEPT_BYTES;

  /** So many there are at most, idle or not; further floods are copied. */
  static final int MOST = 16;

  // Guarded by this.
  private final ArrayDeque<ByteBuffer> idle = new ArrayDeque<>();
  private int left = MOST;

  /** One of {@value #BYTES} bytes whose content is not defined; null where there is none. */
  synchronized @Nullable ByteBuffer take() {
    ByteBuffer ring = idle.pollLast();
    if (ring == null && left > 0) {
      left--;
      ring = made();
    }
    return ring == null ? null : ring.clear();
  }

  private @Nullable ByteBuffer made() {
    try {
      return ByteBuffer.allocateDirect(BYTES);
    } catch (OutOfMemoryError e) {
      left = 0; // what there may be outside of the heap is in use by others: all is read without
      return null;
    }
  }

  synchronized void giveBack(ByteBuffer ring) {
    idle.add(ring);
  }
}

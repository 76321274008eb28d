package io.plimsoll.process;

import io.plimsoll.command.Captured;
import io.plimsoll.port.LazyLogger;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the first and the last bytes of an output and counts the rest. Memory grows with what was
 * written, up to the two sizes. The last bytes of a flood are read into a ring, where one is to be
 * had and fits. Where there is no memory to keep more, no more is kept from then on: what is kept
 * is without a gap. Not for use by several threads.
 */
class HeadTail implements Receiver {

  private static final Logger LOG = LazyLogger.of(HeadTail.class);
  private static final int FIRST_GROWTH = 1_024;
  private static final byte[] EMPTY = {};

  /** Who has dropped so much is a flood. */
  static final int FLOOD = 1 << 20;

  private int headMost;
  private int tailMost;
  private byte[] head = EMPTY;
  private int headLength;
  private byte[] tail = EMPTY;
  private int tailNext;
  private int tailLength;
  private long bytes;

  private final Rings rings;

  /**
   * The last bytes, the latest before its position. The tail stays, so that they find room in it at
   * the end, however full the heap is by then.
   */
  private @Nullable ByteBuffer ring;

  HeadTail(int headMost, int tailMost, Rings rings) {
    this.headMost = headMost;
    this.tailMost = tailMost;
    this.rings = rings;
  }

  @Override
  public boolean wanted() {
    return true;
  }

  @Override
  public @Nullable ByteBuffer space() {
    if (ring == null && tailMost == Rings.BYTES && bytes - headMost - tailMost >= FLOOD) {
      ring = rings.take();
      if (ring != null) {
        ring.put(tail, tailNext, tailMost - tailNext).put(tail, 0, tailNext).clear();
      }
    }
    return ring;
  }

  @Override
  public boolean isFlood() {
    return ring != null;
  }

  @Override
  public void took(int more) {
    bytes += more;
    ByteBuffer current = ring;
    if (current != null && !current.hasRemaining()) {
      current.clear();
    }
  }

  /** The last bytes are in the tail again, and the ring serves another flood. */
  private void leaveRing() {
    ByteBuffer current = ring;
    if (current != null) {
      ring = null;
      tailNext = current.position();
      current.get(0, tail);
      rings.giveBack(current);
    }
  }

  @Override
  public void take(ByteBuffer chunk) {
    leaveRing();
    bytes += chunk.remaining();
    int first = Math.min(headMost - headLength, chunk.remaining());
    if (first > 0) {
      head = grown(head, headLength + first, headMost);
      if (head.length < headLength + first) {
        headMost = head.length;
        first = headMost - headLength;
      }
      chunk.get(head, headLength, first);
      headLength += first;
    }
    int last = (int) Math.min((long) tailLength + chunk.remaining(), tailMost);
    tail = grown(tail, last, tailMost);
    if (tail.length < last) {
      tailMost = tail.length;
    }
    if (chunk.remaining() > tailMost) {
      chunk.position(chunk.limit() - tailMost);
    }
    if (chunk.hasRemaining()) {
      intoTail(chunk);
    }
  }

  /** The ring never wraps before it has its full size: until then it grows instead. */
  private void intoTail(ByteBuffer chunk) {
    int more = chunk.remaining();
    int straight = Math.min(more, tail.length - tailNext);
    chunk.get(tail, tailNext, straight);
    chunk.get(tail, 0, more - straight);
    tailNext = (tailNext + more) % tail.length;
    if (tailNext == 0 && tail.length < tailMost) {
      tailNext = tail.length;
    }
    tailLength = Math.min(tailLength + more, tail.length);
  }

  /** The same where there is no memory. */
  private byte[] grown(byte[] array, int needed, int most) {
    if (needed <= array.length) {
      return array;
    }
    long size = Math.max(Math.max(needed, FIRST_GROWTH), 2L * array.length);
    try {
      return copied(array, (int) Math.min(size, most));
    } catch (OutOfMemoryError e) {
      LOG.log(Level.WARNING, "no memory to keep more of an output; the rest of it is counted", e);
      return array;
    }
  }

  /** A copy of that size. */
  byte[] copied(byte[] array, int size) {
    return Arrays.copyOf(array, size);
  }

  @Override
  public void ended(boolean whole) {
    leaveRing();
  }

  @Override
  public Captured captured() {
    byte[] last = new byte[tailLength];
    int start = tailLength < tail.length || tail.length == 0 ? 0 : tailNext % tail.length;
    int straight = Math.min(tailLength, tail.length - start);
    System.arraycopy(tail, start, last, 0, straight);
    System.arraycopy(tail, 0, last, straight, tailLength - straight);
    return new Captured(bytes, Arrays.copyOf(head, headLength), last);
  }
}

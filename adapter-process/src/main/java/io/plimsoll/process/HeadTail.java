package io.plimsoll.process;

import io.plimsoll.command.Captured;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Keeps the first and the last bytes of an output and counts the rest. Memory grows with what was
 * written, up to the two sizes. Not for use by several threads.
 */
final class HeadTail implements Receiver {

  private static final int FIRST_GROWTH = 1_024;
  private static final byte[] EMPTY = {};

  private final int headMost;
  private final int tailMost;
  private byte[] head = EMPTY;
  private int headLength;
  private byte[] tail = EMPTY;
  private int tailNext;
  private int tailLength;
  private long bytes;

  HeadTail(int headMost, int tailMost) {
    this.headMost = headMost;
    this.tailMost = tailMost;
  }

  @Override
  public boolean wanted() {
    return true;
  }

  @Override
  public void take(ByteBuffer chunk) {
    bytes += chunk.remaining();
    int first = Math.min(headMost - headLength, chunk.remaining());
    if (first > 0) {
      head = grown(head, headLength + first, headMost);
      chunk.get(head, headLength, first);
      headLength += first;
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
    tail = grown(tail, (int) Math.min((long) tailLength + more, tailMost), tailMost);
    int straight = Math.min(more, tail.length - tailNext);
    chunk.get(tail, tailNext, straight);
    chunk.get(tail, 0, more - straight);
    tailNext = (tailNext + more) % tail.length;
    if (tailNext == 0 && tail.length < tailMost) {
      tailNext = tail.length;
    }
    tailLength = Math.min(tailLength + more, tail.length);
  }

  private static byte[] grown(byte[] array, int needed, int most) {
    if (needed <= array.length) {
      return array;
    }
    long size = Math.max(Math.max(needed, FIRST_GROWTH), 2L * array.length);
    return Arrays.copyOf(array, (int) Math.min(size, most));
  }

  @Override
  public void ended(boolean whole) {}

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

package io.plimsoll.core.record;

import io.plimsoll.core.Bounded;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * How a part of a recording is laid out: eight bytes that say what it is and in which format, then
 * frames. A frame is its checksum and its length, four bytes each with the lowest first, and that
 * many bytes. The checksum (CRC-32C) covers the length too. A length of zero is the end.
 *
 * <p>The first frame is the {@link Header}. Each other one is a decision: the number of its strand,
 * the time since the frame before, what the frame holds ({@link #FULL}, {@link #WORDLESS}, {@link
 * #CONTINUES}), the policy and the state before where it is full, the event, the digest of the
 * state that follows, which one that is, and the effects.
 */
final class Frames {

  /** The format that is written, and the only one so far. */
  static final int FORMAT = 1;

  /** The checksum and the length of a frame. */
  static final int HEAD = 8;

  /** The policy and the state before are there. */
  static final int FULL = 1;

  /** The texts of what follows were left out, in the digest too. */
  static final int WORDLESS = 2;

  /** The state before is the one that followed from the last decision of this strand. */
  static final int CONTINUES = 4;

  @Bounded("a constant")
  private static final byte[] MAGIC = "PLIMREC".getBytes(StandardCharsets.US_ASCII);

  /** The magic and the format. */
  static final int LEAD = MAGIC.length + 1;

  /** So much is summed at most to find a frame. */
  private static final long MOST_SUMMED = 256 << 20;

  private Frames() {}

  static byte[] lead() {
    byte[] lead = new byte[LEAD];
    System.arraycopy(MAGIC, 0, lead, 0, MAGIC.length);
    lead[MAGIC.length] = FORMAT;
    return lead;
  }

  /** Whether a part begins as a recording does. */
  static boolean isLed(byte[] part) {
    if (part.length < LEAD) {
      return false;
    }
    for (int i = 0; i < MAGIC.length; i++) {
      if (part[i] != MAGIC[i]) {
        return false;
      }
    }
    return true;
  }

  /** The format of a part that begins as a recording does. */
  static int format(byte[] part) {
    return part[MAGIC.length] & 0xff;
  }

  /** Writes the head of a frame of this length in all. */
  static void seal(byte[] frame, int length, CRC32C sum) {
    put(frame, 4, length - HEAD);
    put(frame, 0, sum(frame, 0, length, sum));
  }

  private static int sum(byte[] bytes, int from, int length, CRC32C sum) {
    sum.reset();
    sum.update(bytes, from + 4, length - 4);
    return (int) sum.getValue();
  }

  /** The length of the frame there, head and all; 0 at the end, -1 where it is torn. */
  static int whole(byte[] part, int at, CRC32C sum) {
    if (isZero(part, at)) {
      return 0;
    }
    int length = length(part, at);
    return length > 0 && isSummed(part, at, length, sum) ? length + HEAD : -1;
  }

  /** What the head there says of the length, as far as there is so much left; else 0. */
  private static int length(byte[] part, int at) {
    int length = get(Arrays.copyOfRange(part, at, at + HEAD), 4); // zeros beyond the end
    return length <= part.length - at - HEAD ? Math.max(0, length) : 0;
  }

  private static boolean isSummed(byte[] part, int at, int length, CRC32C sum) {
    return get(part, at) == sum(part, at, length + HEAD, sum);
  }

  /**
   * Whether a whole frame begins anywhere after this place. Where so many bytes seem to be frames
   * that it would take long to tell, yes.
   */
  static boolean anyAfter(byte[] part, int at) {
    CRC32C sum = new CRC32C();
    long left = MOST_SUMMED;
    for (int i = at + 1; i < part.length; i++) {
      int length = length(part, i);
      left -= length;
      if (left < 0 || (length > 0 && isSummed(part, i, length, sum))) {
        return true;
      }
    }
    return false;
  }

  /** Whether nothing but zeros is left. */
  static boolean isZero(byte[] part, int from) {
    for (int i = from; i < part.length; i++) {
      if (part[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private static void put(byte[] bytes, int at, int value) {
    for (int i = 0; i < 4; i++) {
      bytes[at + i] = (byte) (value >>> (8 * i));
    }
  }

  private static int get(byte[] bytes, int at) {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      value |= (bytes[at + i] & 0xff) << (8 * i);
    }
    return value;
  }
}

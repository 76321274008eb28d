package io.plimsoll.command;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What was kept of one output: the beginning and the end, with the count of what was dropped
 * between. Immutable as long as nobody writes into its arrays, which are handed out without a copy.
 *
 * @since 0.1.0
 */
public final class Captured {

  /** Nothing was written, or nothing was read by us. */
  public static final Captured NOTHING = new Captured(0, new byte[0], new byte[0]);

  private final long bytes;
  private final byte[] head;
  private final byte[] tail;

  /**
   * Takes the arrays as they are.
   *
   * @param bytes all bytes that the command wrote, kept or not
   * @param head the first bytes
   * @param tail the last bytes, as far as they are not in the head
   */
  public Captured(long bytes, byte[] head, byte[] tail) {
    this.bytes = bytes;
    this.head = head;
    this.tail = tail;
  }

  /** All bytes that the command wrote, kept or not; 0 where the output was not read by us. */
  public long bytes() {
    return bytes;
  }

  /** The first bytes. */
  public byte[] head() {
    return head;
  }

  /** The last bytes, as far as they are not in the head. */
  public byte[] tail() {
    return tail;
  }

  /** Bytes that were written and not kept. */
  public long droppedBytes() {
    return bytes - head.length - tail.length;
  }

  /**
   * Everything that was kept, in order; where bytes were dropped, the two parts directly joined.
   */
  public byte[] kept() {
    ByteArrayOutputStream all = new ByteArrayOutputStream(head.length + tail.length);
    all.writeBytes(head);
    all.writeBytes(tail);
    return all.toByteArray();
  }

  /**
   * What was kept as text, if it is UTF-8. A character that the gap cuts in two does not spoil the
   * rest: its bytes are left out. Where nothing was dropped, nothing is left out.
   */
  public Optional<String> utf8() {
    if (droppedBytes() == 0) {
      return decode(kept());
    }
    Optional<String> first = decode(Utf8.withoutCutEnd(head));
    return first.flatMap(h -> decode(Utf8.withoutCutStart(tail)).map(t -> h + t));
  }

  /** What was kept as text, with U+FFFD for what is not UTF-8. */
  public String text() {
    return utf8().orElseGet(() -> new String(kept(), StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "Captured[" + bytes + " bytes, " + droppedBytes() + " dropped]";
  }

  private static Optional<String> decode(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}

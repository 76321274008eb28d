package io.plimsoll.core.record;

import io.plimsoll.core.Bounded;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BiConsumer;

/**
 * The bytes of one frame while it is written. Numbers take as many bytes as they need, small ones
 * one. A text passes a mask first. For one thread.
 */
final class Out {

  /** The text is written as it is. */
  static final int PLAIN = 0;

  /** The text begins with the id of the session, which is left out. */
  static final int OF_SESSION = 1;

  private static final long FNV_BASIS = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private final String session;
  private final int most;

  @Bounded("by the most that one frame may hold: beyond it TooLarge is thrown")
  private byte[] bytes = new byte[4096];

  private int at;
  private Mask mask = Mask.NONE;
  private boolean wordless;
  private boolean masked;

  /**
   * An empty one.
   *
   * @param session the id with which many texts begin
   * @param most the most bytes that it may take
   */
  Out(String session, int most) {
    this.session = session;
    this.most = most;
  }

  /** There is more to write than a frame may hold. */
  static final class TooLarge extends RuntimeException {

    private static final long serialVersionUID = 1;

    TooLarge(int most) {
      super("a frame is larger than " + most + " bytes", null, false, false);
    }
  }

  /** Begins anew, after the head of a frame, with this mask for all texts. */
  Out begin(Mask with) {
    at = Frames.HEAD;
    mask = with;
    masked = false;
    wordless = false;
    return this;
  }

  /** Leaves texts out from now on, or not. */
  void wordless(boolean leavesOut) {
    wordless = leavesOut;
  }

  /** Whether a text was changed by the mask since the beginning. */
  boolean masked() {
    return masked;
  }

  int length() {
    return at;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Forgets what was written after this length. */
  void back(int length) {
    at = length;
  }

  private void need(int more) {
    if (bytes.length - at < more) {
      if (at + more > most) {
        throw new TooLarge(most);
      }
      bytes = Arrays.copyOf(bytes, Math.min(most, Math.max(at + more, 2 * bytes.length)));
    }
  }

  /** One byte. */
  Out tag(int value) {
    need(1);
    bytes[at++] = (byte) value;
    return this;
  }

  /** A number that is not negative, in groups of seven bits, the lowest first. */
  Out count(long value) {
    need(10);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[at++] = (byte) rest;
    return this;
  }

  /** A number of any sign: small ones of both signs take few bytes. */
  Out number(long value) {
    return count((value << 1) ^ (value >> 63));
  }

  /** Eight bytes as they are. */
  Out raw(long value) {
    need(8);
    for (int i = 0; i < 8; i++) {
      bytes[at++] = (byte) (value >>> (8 * i));
    }
    return this;
  }

  Out real(double value) {
    return raw(Double.doubleToLongBits(value));
  }

  Out flag(boolean value) {
    return tag(value ? 1 : 0);
  }

  @SuppressWarnings("EnumOrdinal") // the schema beside it tells which constants there were
  Out constant(Enum<?> value) {
    return count(value.ordinal());
  }

  Out text(String text) {
    if (wordless) {
      return count(0);
    }
    String shown = mask.of(text);
    masked |= !shown.equals(text);
    return shown.startsWith(session)
        ? utf8(shown.substring(session.length()), OF_SESSION)
        : utf8(shown, PLAIN);
  }

  private Out utf8(String text, int kind) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    count((long) encoded.length << 1 | kind);
    need(encoded.length);
    System.arraycopy(encoded, 0, bytes, at, encoded.length);
    at += encoded.length;
    return this;
  }

  /** A text of our own, as it is. */
  Out plain(String text) {
    return utf8(text, PLAIN);
  }

  /** Takes one byte back and writes another one there. */
  void patch(int place, int value) {
    bytes[place] = (byte) value;
  }

  Out maybe(OptionalInt value) {
    return value.isPresent() ? tag(1).number(value.getAsInt()) : tag(0);
  }

  Out maybe(OptionalLong value) {
    return value.isPresent() ? tag(1).number(value.getAsLong()) : tag(0);
  }

  /** Writes whether there is a value, which then is to follow. */
  boolean has(Optional<?> value) {
    tag(value.isPresent() ? 1 : 0);
    return value.isPresent();
  }

  void maybeConstant(Optional<? extends Enum<?>> value) {
    if (has(value)) {
      constant(value.get());
    }
  }

  <T> void maybe(Optional<T> value, BiConsumer<Out, T> write) {
    if (has(value)) {
      write.accept(this, value.get());
    }
  }

  <T> Out all(List<T> values, BiConsumer<Out, T> write) {
    count(values.size());
    for (T value : values) {
      write.accept(this, value);
    }
    return this;
  }

  /** The digest of what was written from there on: 64 bits by FNV-1a. */
  long digest(int from) {
    return digest(bytes, from, at);
  }

  static long digest(byte[] bytes, int from, int to) {
    long digest = FNV_BASIS;
    for (int i = from; i < to; i++) {
      digest = (digest ^ (bytes[i] & 0xff)) * FNV_PRIME;
    }
    return digest;
  }
}

package io.plimsoll.core.record;

import io.plimsoll.core.Bounded;
import java.nio.charset.StandardCharsets;

/** Reads what {@link Out} wrote. For one thread. */
final class In {

  @Bounded("a part of a recording, that is handed in")
  private final byte[] bytes;

  private final int end;
  private final String session;
  private int at;

  /** Reads from there up to the end. */
  In(byte[] bytes, int from, int end, String session) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
    this.session = session;
  }

  /** Whether all is read. */
  boolean isOver() {
    return at == end;
  }

  private void need(long more) {
    if (Long.compareUnsigned(more, end - at) > 0) {
      throw new UnreadableException("a frame ends within a value; the file is damaged");
    }
  }

  int tag() {
    need(1);
    return bytes[at++] & 0xff;
  }

  long count() {
    long value = 0;
    for (int shift = 0; shift <= 63; shift += 7) {
      int next = tag();
      value |= (next & 0x7fL) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new UnreadableException("a number has no end; the file is damaged");
  }

  long number() {
    long value = count();
    return (value >>> 1) ^ -(value & 1);
  }

  long raw() {
    need(Long.BYTES);
    long value = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      value |= (bytes[at++] & 0xffL) << (8 * i);
    }
    return value;
  }

  boolean flag() {
    return tag() != 0;
  }

  String text() {
    long head = count();
    long length = head >>> 1;
    need(length);
    String text = new String(bytes, at, (int) length, StandardCharsets.UTF_8);
    at += (int) length;
    return (head & 1) == Out.OF_SESSION ? session + text : text;
  }

  /** How many values follow, each of one byte at least. */
  int size() {
    long size = count();
    need(size);
    return (int) size;
  }
}

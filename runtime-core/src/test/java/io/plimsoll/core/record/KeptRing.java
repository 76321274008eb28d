package io.plimsoll.core.record;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** A ring in memory that keeps every part, and fails when it is told to. */
final class KeptRing implements Ring {

  final List<ByteArrayOutputStream> parts = new ArrayList<>();
  private final int size;
  boolean full;
  boolean closed;

  KeptRing(int size) {
    this.size = size;
  }

  @Override
  public int room() {
    return parts.isEmpty() ? 0 : size - last().size();
  }

  private ByteArrayOutputStream last() {
    return parts.get(parts.size() - 1);
  }

  @Override
  public void begin() {
    if (full) {
      throw new IllegalStateException("No space left on device");
    }
    parts.add(new ByteArrayOutputStream());
  }

  @Override
  public void add(byte[] bytes, int length) {
    if (length > room()) {
      throw new IllegalStateException(length + " bytes, room for " + room());
    }
    last().write(bytes, 0, length);
  }

  @Override
  public void close() {
    closed = true;
  }

  /** All parts as they were read, from this one on. */
  List<Part> read(int from) {
    return parts.stream().skip(from).map(part -> Part.of(part.toByteArray())).toList();
  }
}

package io.plimsoll.core.record;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A ring in memory that keeps every part, and fails when it is told to. */
final class KeptRing implements Ring {

  final List<ByteArrayOutputStream> parts = new ArrayList<>();
  private final int size;

  /** What is thrown when a part is begun, or all is closed. */
  @Nullable Throwable failure;

  private boolean turns;
  boolean closed;

  KeptRing(int size) {
    this.size = size;
  }

  @Override
  public int room() {
    return parts.isEmpty() || turns ? 0 : size - last().size();
  }

  /** Takes nothing more into the part at hand. */
  void turn() {
    turns = true;
  }

  /** What a part holds, a character for each byte. */
  String text(int part) {
    return parts.get(part).toString(StandardCharsets.ISO_8859_1);
  }

  private void fail() {
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
  }

  private ByteArrayOutputStream last() {
    return parts.get(parts.size() - 1);
  }

  @Override
  public void begin() {
    fail();
    turns = false;
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
    fail();
  }

  /** All parts as they were read, from this one on. */
  List<Part> read(int from) {
    return parts.stream().skip(from).map(part -> Part.of(part.toByteArray())).toList();
  }
}

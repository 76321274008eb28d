package io.plimsoll.breaker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** A small file of the kernel that is read again and again, kept open meanwhile. Any thread. */
final class SmallFile implements AutoCloseable {

  private static final int MOST_BYTES = 4_096;

  private final Path path;
  private final Optional<FileChannel> channel;

  // Guarded by this; MOST_BYTES long: what a longer file says after that is not read.
  private final ByteBuffer buffer = ByteBuffer.allocate(MOST_BYTES);

  SmallFile(Path path) {
    this.path = path;
    this.channel = open(path);
  }

  private static Optional<FileChannel> open(Path path) {
    try {
      return Optional.of(FileChannel.open(path, StandardOpenOption.READ));
    } catch (IOException | RuntimeException e) {
      return Optional.empty(); // also where a rule forbids it
    }
  }

  boolean isThere() {
    return channel.isPresent();
  }

  Path path() {
    return path;
  }

  /** What it says now, stripped; empty where it cannot be read. */
  synchronized String text() {
    if (channel.isEmpty()) {
      return "";
    }
    try {
      buffer.clear();
      int at = 0;
      while (buffer.hasRemaining()) {
        int n = channel.get().read(buffer, at);
        if (n <= 0) {
          break;
        }
        at += n;
      }
      return new String(buffer.array(), 0, at, StandardCharsets.US_ASCII).strip();
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public void close() {
    channel.ifPresent(
        open -> {
          try {
            open.close();
          } catch (IOException e) {
            // Nothing was written, so nothing is lost.
          }
        });
  }
}

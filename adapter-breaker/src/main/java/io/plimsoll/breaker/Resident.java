package io.plimsoll.breaker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** The resident memory of this process, from {@code /proc/self/statm}. For one thread. */
final class Resident implements AutoCloseable {

  private static final long PAGE_SIZE_KEY = 6;
  private static final long USUAL_PAGE = 4_096;
  private static final long UNKNOWN = -1;

  private final SmallFile statm;
  private final long pageBytes;
  private long all = UNKNOWN;
  private long shared = UNKNOWN;

  Resident(Path root) {
    this.statm = new SmallFile(root.resolve("proc/self/statm"));
    this.pageBytes = pageBytes(root.resolve("proc/self/auxv"));
  }

  /** The size of a page of memory, from what the kernel told this process at its start. */
  private static long pageBytes(Path auxv) {
    try {
      ByteBuffer pairs = ByteBuffer.wrap(Files.readAllBytes(auxv)).order(ByteOrder.nativeOrder());
      while (pairs.remaining() >= 2 * Long.BYTES) {
        long key = pairs.getLong();
        long value = pairs.getLong();
        if (key == PAGE_SIZE_KEY && value > 0) {
          return value;
        }
      }
    } catch (IOException | RuntimeException e) {
      // Where it cannot be told it is the usual one.
    }
    return USUAL_PAGE;
  }

  /** Reads it; what cannot be read keeps its last value. */
  void read() {
    String[] fields = statm.text().split(" ", 4);
    try {
      if (fields.length == 4) {
        shared = Long.parseLong(fields[2]) * pageBytes;
        all = Long.parseLong(fields[1]) * pageBytes;
      }
    } catch (NumberFormatException e) {
      // A file that is not what it should be tells nothing.
    }
  }

  boolean isKnown() {
    return all != UNKNOWN;
  }

  /** All of it, in bytes. */
  long all() {
    return all;
  }

  /** The part that others could share: files, and memory that is mapped as one. */
  long shared() {
    return shared;
  }

  String words() {
    return isKnown()
        ? "%s, pages of %d bytes".formatted(statm.path(), pageBytes)
        : "not known: %s cannot be read; counted as what the JVM says that it has taken"
            .formatted(statm.path());
  }

  @Override
  public void close() {
    statm.close();
  }
}

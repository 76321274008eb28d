package io.plimsoll.cli.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Goes through the lines of a journal and holds no more than the beginning of each, however long it
 * is. One thread may use it.
 */
final class LineScan {

  private static final int CHUNK_BYTES = 1 << 16;
  private static final int CONTENT = JournalRecord.CHECKSUM + 1;

  private final FileChannel file;
  private final long limit;
  private final byte[] chunk = new byte[CHUNK_BYTES];
  private final byte[] head = new byte[JournalRecord.ENOUGH];
  private final CRC32C sum = new CRC32C();
  private int next;
  private int end;
  private long read;
  private long offset;
  private long length;
  private boolean ended;

  /** Over the first bytes of a file, which stays open, and whose position is not touched. */
  LineScan(FileChannel file, long limit) {
    this.file = file;
    this.limit = limit;
  }

  /** Goes to the next line, and answers whether there is one. */
  boolean next() throws IOException {
    offset += length + (ended ? 1 : 0);
    length = 0;
    ended = false;
    sum.reset();
    while (next < end || fill()) {
      int at = next;
      while (at < end && chunk[at] != '\n') {
        at++;
      }
      add(next, at);
      ended = at < end;
      next = ended ? at + 1 : at;
      if (ended) {
        return true;
      }
    }
    return length > 0;
  }

  private boolean fill() throws IOException {
    int most = (int) Math.min(chunk.length, limit - read);
    int got = most <= 0 ? -1 : file.read(ByteBuffer.wrap(chunk, 0, most), read);
    next = 0;
    end = Math.max(got, 0);
    read += end;
    return got > 0;
  }

  private void add(int from, int to) {
    int room = (int) Math.max(0, head.length - length);
    System.arraycopy(chunk, from, head, head.length - room, Math.min(room, to - from));
    int skip = (int) Math.max(0, CONTENT - length);
    if (to - from > skip) {
      sum.update(chunk, from + skip, to - from - skip);
    }
    length += to - from;
  }

  /** Where the line begins. */
  long offset() {
    return offset;
  }

  /** How long it is, its end not counted. */
  long length() {
    return length;
  }

  /** Where the next one begins. */
  long after() {
    return offset + length + (ended ? 1 : 0);
  }

  /** The beginning of the line. */
  byte[] head() {
    return head;
  }

  /** How much of it there is. */
  int headLength() {
    return (int) Math.min(length, head.length);
  }

  /** Whether the line is whole: it has its end, and its checksum is that of its content. */
  boolean isWhole() {
    return ended
        && length > CONTENT
        && head[CONTENT - 1] == ' '
        && Arrays.equals(
            head, 0, JournalRecord.CHECKSUM, Checksum.hex(sum.getValue()), 0, CONTENT - 1);
  }
}

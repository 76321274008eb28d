package io.plimsoll.cli.batch;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream into lines and holds one at a time. Takes LF and CRLF, a byte-order mark at the
 * beginning, and a missing last line end; passes over blank lines, which count. Of a line that is
 * too long it holds nothing. One thread may use it.
 */
final class LineReader {

  /** The longest line that is read: 1 MiB. */
  static final int LONGEST_LINE_BYTES = 1 << 20;

  private static final int CHUNK_BYTES = 1 << 16;
  private static final int FIRST_BYTES = 1 << 10;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final InputStream in;
  private final byte[] chunk = new byte[CHUNK_BYTES];
  private int next;
  private int end;
  private long number;
  private byte[] held = new byte[FIRST_BYTES];
  private int size;
  private long length;

  /** Reads from a stream, which needs no buffer and stays open. */
  LineReader(InputStream in) {
    this.in = in;
  }

  /** The next line that is not blank, or null at the end. Blocks as the stream does. */
  @Nullable Line next() throws IOException {
    Line line;
    do {
      line = any();
    } while (line != null && !line.tooLong() && isBlank(line.bytes()));
    return line;
  }

  /** How many lines were read, blank ones included. */
  long number() {
    return number;
  }

  private @Nullable Line any() throws IOException {
    size = 0;
    length = 0;
    boolean some = false;
    while (true) {
      if (next == end && !fill()) {
        return some ? line() : null;
      }
      some = true;
      int at = lineEnd();
      append(next, at);
      if (at < end) {
        next = at + 1;
        return line();
      }
      next = at;
    }
  }

  private boolean fill() throws IOException {
    int read;
    do {
      read = in.read(chunk, 0, chunk.length);
    } while (read == 0);
    next = 0;
    end = Math.max(read, 0);
    return read > 0;
  }

  private int lineEnd() {
    int at = next;
    while (at < end && chunk[at] != '\n') {
      at++;
    }
    return at;
  }

  /** Keeps bytes as long as the line, with a carriage return, may still be short enough. */
  private void append(int from, int to) {
    length += to - from;
    if (length > LONGEST_LINE_BYTES + 1L) {
      size = 0;
      return;
    }
    int more = to - from;
    if (size + more > held.length) {
      held = Arrays.copyOf(held, Math.max(size + more, held.length * 2));
    }
    System.arraycopy(chunk, from, held, size, more);
    size += more;
  }

  private Line line() {
    number++;
    int from = 0;
    int to = size;
    if (to > 0 && held[to - 1] == '\r') {
      to--;
    }
    if (number == 1 && startsWithMark(to)) {
      from = BYTE_ORDER_MARK.length;
    }
    long whole = size == 0 && length > 0 ? length : to - from;
    byte[] bytes = whole > LONGEST_LINE_BYTES ? new byte[0] : Arrays.copyOfRange(held, from, to);
    return new Line(number, bytes, whole);
  }

  private boolean startsWithMark(int to) {
    return to >= BYTE_ORDER_MARK.length
        && Arrays.equals(
            held, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
  }

  private static boolean isBlank(byte[] bytes) {
    for (byte b : bytes) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }
}

package io.plimsoll.process;

import io.plimsoll.command.OutputLine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts bytes into lines of bounded length, never through a character. Holds what was fed and not
 * yet cut: a chunk and at most one line's beginning. Not for use by several threads at once.
 */
final class LineSplitter {

  private static final int MOST = OutputLine.LONGEST_BYTES;
  private static final int LONGEST_CHARACTER = 4;

  private byte[] bytes = new byte[0];
  private int start;
  private int end;

  /** Where the search for a line end goes on: what lies before has been searched. */
  private int searched;

  /** Takes all of the chunk. Fed again only when {@link #next} has answered null. */
  void feed(ByteBuffer chunk) {
    int kept = end - start;
    int needed = kept + chunk.remaining();
    byte[] target = needed <= bytes.length ? bytes : new byte[needed];
    System.arraycopy(bytes, start, target, 0, kept);
    searched -= start;
    start = 0;
    bytes = target;
    end = needed;
    chunk.get(bytes, kept, needed - kept);
  }

  /** The next line, or null where none is complete yet; at the end also what is left. */
  @Nullable OutputLine next(boolean atEnd) {
    int limit = Math.min(end, start + MOST + 1);
    int at = searched;
    while (at < limit && bytes[at] != '\n') {
      at++;
    }
    searched = at;
    if (at < limit) {
      int stop = at > start && bytes[at - 1] == '\r' ? at - 1 : at;
      return cut(stop, at + 1, true);
    }
    if (end - start > MOST) {
      int stop = wholeCharacters(start + MOST);
      return cut(stop, stop, false);
    }
    return atEnd && end > start ? cut(end, end, false) : null;
  }

  boolean isEmpty() {
    return start == end;
  }

  private OutputLine cut(int stop, int following, boolean complete) {
    String text = new String(bytes, start, stop - start, StandardCharsets.UTF_8);
    start = following;
    searched = following;
    if (start == end) {
      start = 0;
      end = 0;
      searched = 0;
      bytes = bytes.length > 2 * MOST ? Arrays.copyOf(bytes, MOST) : bytes;
    }
    return new OutputLine(text, complete);
  }

  /** The last place at or before this one where a character begins, if that is near. */
  private int wholeCharacters(int stop) {
    for (int back = 0; back < LONGEST_CHARACTER; back++) {
      if ((bytes[stop - back] & 0xc0) != 0x80) {
        return stop - back;
      }
    }
    return stop;
  }
}

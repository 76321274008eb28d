package io.plimsoll.core.record;

import io.plimsoll.core.Bounded;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/** One part of a recording as it was read. Immutable. */
public final class Part {

  @Bounded("one part of a recording, that is handed in")
  private final byte[] content;

  private final Header header;
  private final int first;

  private Part(byte[] content, Header header, int first) {
    this.content = content;
    this.header = header;
    this.first = first;
  }

  /**
   * Reads the beginning of a part.
   *
   * @throws UnreadableException when it is none, is damaged, or is of another format
   */
  public static Part of(byte[] content) {
    if (!Frames.isLed(content)) {
      throw new UnreadableException(
          "is no recording; must begin with PLIMREC; name a file or folder below recordings");
    }
    int format = Frames.format(content);
    if (format != Frames.FORMAT) {
      throw new UnreadableException(
          "is of format %d, this version reads %d; replay it with the version that recorded it"
              .formatted(format, Frames.FORMAT));
    }
    int length = Frames.whole(content, Frames.LEAD, new CRC32C());
    if (length <= 0) {
      throw new UnreadableException("its header is torn; nothing of it can be read");
    }
    int first = Frames.LEAD + length;
    In in = new In(content, Frames.LEAD + Frames.HEAD, first, "");
    return new Part(content, Header.read(in), first);
  }

  /**
   * Whether it was only being begun when its runtime was killed: nothing is in it yet, or an older
   * part that it takes the place of is not all overwritten.
   */
  public static boolean isBeingBegun(byte[] content) {
    if (Frames.isLed(content)) {
      return Frames.format(content) == Frames.FORMAT
          && Frames.whole(content, Frames.LEAD, new CRC32C()) <= 0
          && !Frames.anyAfter(content, Frames.LEAD);
    }
    return Frames.isZero(Arrays.copyOf(content, Frames.LEAD), 0);
  }

  /** What it says of itself. */
  public Header header() {
    return header;
  }

  /**
   * What stands after the last whole frame and is not the end.
   *
   * @param bytes how much; 0 where there is nothing
   * @param damaged whether whole frames follow in it, so that it is no record that was torn
   */
  public record Rest(long bytes, boolean damaged) {}

  /** Hands over each whole frame, in order. */
  Rest frames(Consumer<In> each) {
    CRC32C sum = new CRC32C();
    int at = first;
    int length = Frames.whole(content, at, sum);
    while (length > 0) {
      each.accept(new In(content, at + Frames.HEAD, at + length, header.session()));
      at += length;
      length = Frames.whole(content, at, sum);
    }
    return length == 0
        ? new Rest(0, false)
        : new Rest(content.length - at, Frames.anyAfter(content, at));
  }
}

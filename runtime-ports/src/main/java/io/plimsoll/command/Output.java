package io.plimsoll.command;

import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Flow;

/**
 * Where a command's standard output or standard error goes. By default it is captured.
 *
 * @since 0.1.0
 */
public sealed interface Output {

  /** Bytes kept from the beginning, and again from the end, unless told otherwise: 64 KiB. */
  int KEPT_BYTES = 65_536;

  /** The most that one side of a capture may keep: 64 MiB. */
  int MOST_KEPT_BYTES = 64 << 20;

  /** Kept as the first and the last 64 KiB; what lies between is counted and dropped. */
  static Output capture() {
    return new Capture(KEPT_BYTES, KEPT_BYTES);
  }

  /** Kept as the first {@code head} and the last {@code tail} bytes. */
  static Output capture(int head, int tail) {
    return new Capture(head, tail);
  }

  /**
   * Handed over line by line. The subscriber's demand gates the reading: without demand the pipe
   * fills and the command blocks, while the runtime keeps at most two chunks of {@value
   * OutputLine#LONGEST_BYTES} bytes. Signals come one at a time from a thread of the runtime that
   * is shared with other commands, so a subscriber does not block: it asks for the next line when
   * it can take one. A subscriber that throws is cancelled and the rest of the output is read and
   * dropped.
   *
   * <p>A subscriber that is slower than the command loses nothing: when the command is over and the
   * time to read on has passed, what its pipe still holds is kept as well (72 KiB at most), and all
   * that is kept is handed over as it is asked for, until the runtime is closed; then comes {@code
   * onComplete}. It is {@code onError} instead, behind those lines, where somebody still held the
   * pipe; and at once, where the command was let go without being read to its end.
   */
  static Output lines(Flow.Subscriber<? super OutputLine> subscriber) {
    return new Lines(subscriber);
  }

  /** Written to a file, which is created or emptied first. */
  static Output file(Path path) {
    return new ToFile(path, false);
  }

  /** Appended to a file, which is created where it is missing. */
  static Output append(Path path) {
    return new ToFile(path, true);
  }

  /** The runtime's own standard output or error, untouched. */
  static Output inherit() {
    return Plain.INHERIT;
  }

  /** Dropped by the kernel, unread. */
  static Output discard() {
    return Plain.DISCARD;
  }

  /** See {@link Output#capture(int, int)}. */
  record Capture(int headBytes, int tailBytes) implements Output {

    /** Refuses sizes below 0 or above {@link Output#MOST_KEPT_BYTES}. */
    public Capture {
      if (headBytes < 0
          || tailBytes < 0
          || headBytes > MOST_KEPT_BYTES
          || tailBytes > MOST_KEPT_BYTES) {
        throw new IllegalArgumentException(
            "capture: is %d + %d bytes; each must be from 0 to %d; try 65536"
                .formatted(headBytes, tailBytes, MOST_KEPT_BYTES));
      }
    }
  }

  /** See {@link Output#lines(Flow.Subscriber)}. */
  record Lines(Flow.Subscriber<? super OutputLine> subscriber) implements Output {

    /** Refuses none. */
    public Lines {
      Objects.requireNonNull(subscriber, "subscriber");
    }
  }

  /** See {@link Output#file(Path)}. */
  record ToFile(Path path, boolean append) implements Output {

    /** Refuses none. */
    public ToFile {
      Objects.requireNonNull(path, "path");
    }
  }

  /** Outputs that need no setting. */
  enum Plain implements Output {
    INHERIT,
    DISCARD
  }
}

package io.plimsoll.cli.batch;

/**
 * One line of a batch, without its line end. Not copied: nobody writes into the bytes after it is
 * made.
 */
final class Line {

  private final long number;
  private final byte[] bytes;
  private final long length;

  Line(long number, byte[] bytes, long length) {
    this.number = number;
    this.bytes = bytes;
    this.length = length;
  }

  /** Its number, from 1. */
  long number() {
    return number;
  }

  /** Its bytes; none where it is too long to be held. */
  byte[] bytes() {
    return bytes;
  }

  /** How many bytes it has, held or not. */
  long length() {
    return length;
  }

  /** Whether it is too long to be held. */
  boolean tooLong() {
    return length > LineReader.LONGEST_LINE_BYTES;
  }
}

package io.plimsoll.command;

/**
 * One line of a command's output, without its line end.
 *
 * @param text the line, decoded as UTF-8; what is not UTF-8 becomes U+FFFD
 * @param complete false where the line was longer than {@value #LONGEST_BYTES} bytes, or the output
 *     ended without a line end: more of the same line may follow
 * @since 0.1.0
 */
public record OutputLine(String text, boolean complete) {

  /** The most bytes that one element carries; a longer line comes in parts. */
  public static final int LONGEST_BYTES = 65_536;
}

package io.plimsoll.process;

import io.plimsoll.command.Captured;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Takes what is read from one output. Called by one thread at a time. */
interface Receiver {

  /** Whether a chunk can be taken now. While not, the output is not read and the writer blocks. */
  boolean wanted();

  /** Takes the whole chunk, which belongs to the caller again afterwards. */
  void take(ByteBuffer chunk);

  /**
   * Where the next bytes are to be read to, from its position to its limit, so that nobody copies
   * them; null where they are to be given to {@link #take}. For the next read alone.
   */
  default @Nullable ByteBuffer space() {
    return null;
  }

  /** Whether so much has come that it is to be read beside the others. */
  default boolean isFlood() {
    return false;
  }

  /** So many bytes, one at least, were read into {@link #space}, up to its position. */
  default void took(int more) {}

  /**
   * Takes the whole chunk though nothing may be wanted: the command is over and its pipe is given
   * up, so what the pipe holds is kept here or lost. Called for a bounded rest only.
   */
  default void takeRest(ByteBuffer chunk) {
    take(chunk);
  }

  /**
   * Nothing more comes. A second call does nothing, but for what the first could not do for want of
   * a thread.
   *
   * @param whole whether the output was read as far as it was to be read; false where it was given
   *     up
   */
  void ended(boolean whole);

  /** The same where what was taken is still to be used up: the end comes behind it. */
  default void endedAfterRest(boolean whole) {
    ended(whole);
  }

  /** What was kept. */
  Captured captured();
}

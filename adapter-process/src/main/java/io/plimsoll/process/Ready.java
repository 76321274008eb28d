package io.plimsoll.process;

import java.nio.ByteBuffer;

/** Something that waits for a channel; told on the drainer's thread when that can be used. */
@FunctionalInterface
interface Ready {

  /**
   * Uses the channel without blocking.
   *
   * @param buffer for use within the call
   */
  void ready(ByteBuffer buffer);
}

package io.plimsoll.verification.bench.process;

import java.io.IOException;

/**
 * How a command ended.
 *
 * @param status its exit status, or a number below zero where it has none
 * @param bytes that it wrote to both outputs and that were read
 * @param held what is kept of them
 */
record Ended(int status, long bytes, Object held) {

  /** Itself, where it did what it was asked for. */
  Ended expect(long wanted) throws IOException {
    if (status != 0 || bytes != wanted) {
      throw new IOException(
          "other work: status %d and %d bytes, expected 0 and %d".formatted(status, bytes, wanted));
    }
    return this;
  }
}

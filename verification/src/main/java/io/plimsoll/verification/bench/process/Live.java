package io.plimsoll.verification.bench.process;

import java.io.IOException;

/** A command that was started. */
interface Live {

  /** Ends it at once. Does not wait. */
  void kill();

  /** Waits for its end. */
  Ended await() throws IOException, InterruptedException;
}

package io.plimsoll.pool;

import io.plimsoll.command.Durations;
import java.time.Duration;

/**
 * How long a borrower waits, opening and validation included. Measured by the clock of the machine,
 * like every wait of a thread.
 */
final class Patience {

  private final long begun = System.nanoTime();
  private final long nanos;

  Patience(Duration wait) {
    nanos = Durations.patience(wait);
  }

  /** What is left; zero or less when it is over. */
  long left() {
    return nanos - (System.nanoTime() - begun);
  }

  String words() {
    return Durations.words(nanos);
  }
}

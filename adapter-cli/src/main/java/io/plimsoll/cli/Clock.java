package io.plimsoll.cli;

import io.plimsoll.port.Ticker;
import java.time.Instant;

/** The time of this machine. Any thread may use it. */
final class Clock implements Ticker {

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public Instant wallTime() {
    return Instant.now();
  }
}

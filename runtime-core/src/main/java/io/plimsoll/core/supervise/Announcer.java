package io.plimsoll.core.supervise;

import io.plimsoll.port.EventSink;
import io.plimsoll.port.LazyLogger;
import io.plimsoll.port.RuntimeEvent;
import io.plimsoll.port.Ticker;

/**
 * Tells a sink what was decided, in order, and takes off a sink that throws. Used by the loop only.
 */
final class Announcer {

  private static final System.Logger LOG = LazyLogger.of(Announcer.class);

  private final Ticker ticker;
  private final EventSink sink;
  private boolean broken;
  private long sequence;

  Announcer(Ticker ticker, EventSink sink) {
    this.ticker = ticker;
    this.sink = sink;
  }

  void tell(Job job, String what, String words) {
    if (broken) {
      return;
    }
    sequence++;
    try {
      sink.on(
          new RuntimeEvent(
              sequence, ticker.wallTime(), job.lease, job.state.phase().word(), what, words));
    } catch (Throwable e) { // whatever it is: the command goes on
      broken = true;
      LOG.log(System.Logger.Level.WARNING, "the event sink threw and is taken off", e);
    }
  }
}

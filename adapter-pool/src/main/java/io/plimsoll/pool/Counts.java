package io.plimsoll.pool;

import io.plimsoll.resource.PoolStats;
import java.util.concurrent.atomic.LongAdder;

/** What happened in a pool since its start. All but the loans, which each connection counts. */
final class Counts {

  final LongAdder loansOfTheClosed = new LongAdder();
  final LongAdder opened = new LongAdder();
  final LongAdder closed = new LongAdder();
  final LongAdder foundClosed = new LongAdder();
  final LongAdder openFailures = new LongAdder();
  final LongAdder late = new LongAdder();
  final LongAdder refused = new LongAdder();
  final LongAdder heldTooLong = new LongAdder();
  final LongAdder reclaimed = new LongAdder();
  final LongAdder dropped = new LongAdder();
  final LongAdder closeFailures = new LongAdder();

  /** All of it, beside what is there now. */
  PoolStats stats(String name, int lent, int idle, int waiting, int most, long loans) {
    return new PoolStats(
        name,
        lent,
        idle,
        waiting,
        most,
        loans,
        opened.sum(),
        closed.sum(),
        foundClosed.sum(),
        openFailures.sum(),
        late.sum(),
        refused.sum(),
        heldTooLong.sum(),
        reclaimed.sum(),
        dropped.sum(),
        closeFailures.sum());
  }
}

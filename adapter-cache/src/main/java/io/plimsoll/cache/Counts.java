package io.plimsoll.cache;

import java.util.concurrent.atomic.LongAdder;

/** What happened in one cache since its start. Any thread may add. */
final class Counts {
  final LongAdder hits = new LongAdder();
  final LongAdder misses = new LongAdder();
  final LongAdder loads = new LongAdder();
  final LongAdder failures = new LongAdder();
  final LongAdder refused = new LongAdder();
}

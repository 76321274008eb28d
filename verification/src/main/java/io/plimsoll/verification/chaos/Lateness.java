package io.plimsoll.verification.chaos;

import java.util.concurrent.atomic.AtomicLongArray;

/** How late things came, in milliseconds, in as many places whatever their number. */
final class Lateness {

  private static final int MOST_MILLIS = 60_000;

  private final AtomicLongArray counts = new AtomicLongArray(MOST_MILLIS + 1);

  /** Counts one; less than zero is zero, what is later than a minute is a minute. */
  void add(long millis) {
    counts.incrementAndGet((int) Math.max(0, Math.min(MOST_MILLIS, millis)));
  }

  /** How many there were. */
  long count() {
    long all = 0;
    for (int i = 0; i <= MOST_MILLIS; i++) {
      all += counts.get(i);
    }
    return all;
  }

  /** The least that so many of a thousand do not pass; zero where there are none. */
  int within(int thousandths) {
    long wanted = (count() * thousandths + 999) / 1000;
    long seen = 0;
    for (int i = 0; i <= MOST_MILLIS; i++) {
      seen += counts.get(i);
      if (wanted > 0 && seen >= wanted) {
        return i;
      }
    }
    return 0;
  }
}

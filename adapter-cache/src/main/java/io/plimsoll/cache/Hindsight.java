package io.plimsoll.cache;

import io.plimsoll.port.Ticker;
import java.util.Iterator;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The time that the library reads. It shows nothing that is too old, though it may still hold it
 * for more than a second: so to a thread that looks for all that is held, it is long ago.
 */
final class Hindsight implements com.github.benmanes.caffeine.cache.Ticker {

  /** 73 years; with the longest age it is still less than what a difference of times can be. */
  private static final long LONG_AGO = Long.MAX_VALUE >> 2;

  private final Ticker ticker;

  /** Held by the thread that looks; others only ask whether they are that thread. */
  private final ReentrantLock looking = new ReentrantLock();

  Hindsight(Ticker ticker) {
    this.ticker = ticker;
  }

  @Override
  public long read() {
    long now = ticker.nanos();
    return looking.isHeldByCurrentThread() ? now - LONG_AGO : now;
  }

  /** The next key of the library's table, be it too old or not; null after the last one. */
  <K> @Nullable K next(Iterator<K> keys) {
    looking.lock();
    try {
      return keys.hasNext() ? keys.next() : null;
    } finally {
      looking.unlock();
    }
  }
}

package io.plimsoll.micrometer;

import io.plimsoll.Plimsoll;
import io.plimsoll.lease.Health;
import io.plimsoll.lease.LeaseView;
import io.plimsoll.memory.LoadReport;
import io.plimsoll.port.LazyLogger;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Reads a runtime for meters: what waits for the runtime once a second at most, by whoever comes
 * first, while the others get what was read before. Any thread may use it. Does not hold the
 * runtime.
 */
final class Source {

  private static final System.Logger LOG = LazyLogger.of(Source.class);

  /** How old a reading may be. */
  static final long FRESH = TimeUnit.SECONDS.toNanos(1);

  private final LongSupplier nanos;
  private final Consumer<Reading> told;
  private final ReentrantLock reading = new ReentrantLock();
  private volatile Taken last;

  /** A reading, and when it was done. */
  private record Taken(Reading reading, long at) {}

  /**
   * A source that has read nothing yet.
   *
   * @param nanos the time
   * @param told is told of each reading as it is taken, one after the other
   */
  Source(LongSupplier nanos, Consumer<Reading> told) {
    this.nanos = nanos;
    this.told = told;
    this.last = new Taken(Reading.NOTHING, nanos.getAsLong() - FRESH);
  }

  /** The runtime as it is now, and within the last second. */
  View view(Plimsoll plimsoll) {
    if (!isFresh() && reading.tryLock()) {
      try {
        if (!isFresh()) {
          Reading now = read(plimsoll, last.reading());
          last = new Taken(now, nanos.getAsLong());
          told.accept(now);
        }
      } finally {
        reading.unlock();
      }
    }
    return new View(plimsoll, last.reading());
  }

  /** Does something while nobody reads. */
  void undisturbed(Runnable what) {
    reading.lock();
    try {
      what.run();
    } finally {
      reading.unlock();
    }
  }

  private boolean isFresh() {
    return nanos.getAsLong() - last.at() < FRESH;
  }

  private static Reading read(Plimsoll plimsoll, Reading before) {
    List<LeaseView> leases = before.leases();
    Optional<LoadReport> load = before.load();
    try {
      boolean over = isOver(plimsoll.health()); // then nobody would answer
      leases = over ? List.of() : plimsoll.leases();
      load = over ? load : plimsoll.loadReport().or(before::load);
    } catch (IllegalStateException e) {
      // Asked by a thread that the answer would have to come from.
      LOG.log(System.Logger.Level.DEBUG, "meters show what was read before", e);
    }
    return new Reading(leases, load, plimsoll.caches(), plimsoll.pools());
  }

  /** The outermost scope counts too. */
  private static boolean isOver(Health health) {
    return health.scopes() == 0 && (health.live() == 0 || health.threads() == 0);
  }
}

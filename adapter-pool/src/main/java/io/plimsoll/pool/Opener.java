package io.plimsoll.pool;

import io.plimsoll.command.Durations;
import io.plimsoll.resource.PoolException;
import io.plimsoll.resource.PoolException.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Opens and validates on helpers' threads, so that neither costs a borrower more than its patience.
 * Each opening holds a place of the bound and a permission of the breaker, and gives both back
 * once, however it ends.
 */
final class Opener<C> {

  private static final Duration SOON = Duration.ofMillis(100);
  private static final long SLACK = TimeUnit.MILLISECONDS.toNanos(50);

  private final Parts<C> parts;
  private final Counts counts;

  /** What is told to the pool. */
  interface Ends<C> {

    /** A fresh one that nobody waits for. */
    void unclaimed(Entry<C> fresh);

    /** A place is free again. */
    void placeFree();

    /** Closes one, elsewhere; where it has a place, that is free afterwards. */
    void close(Entry<C> entry);

    /** Which drain a fresh one comes after. */
    int generation();
  }

  private final Ends<C> ends;

  // At most one for each place of the bound, and one for each connection that is kept alive.
  private final Set<Errand<?>> underWay = ConcurrentHashMap.newKeySet();

  Opener(Parts<C> parts, Counts counts, Ends<C> ends) {
    this.parts = parts;
    this.counts = counts;
    this.ends = ends;
  }

  /** Opens one on a place that the caller has taken. */
  Entry<C> open(Patience patience) throws InterruptedException {
    if (!parts.breaker().tryAcquire()) {
      ends.placeFree();
      throw refused();
    }
    Errand<Entry<C>> opening = new Errand<>(this::connect, limit(), new Opening());
    start(opening);
    switch (await(opening, patience)) {
      case ENDED -> {
        Entry<C> fresh = opening.value();
        if (fresh != null) {
          return fresh;
        }
        throw unreachable(words(opening.failure()), opening.failure());
      }
      case OVERDUE ->
          throw unreachable(
              "opening it took longer than " + Durations.words(parts.limits().open()), null);
      default ->
          throw unreachable(
              patience.left() > 0
                  ? "no thread was free to open one in " + Durations.words(parts.limits().open())
                  : "it was not open when the borrower's " + patience.words() + " were over",
              null);
    }
  }

  /** A little more than the factory is told, so that one that keeps to it is never given up. */
  private long limit() {
    return withSlack(parts.limits().open().toNanos());
  }

  private static long withSlack(long nanos) {
    return nanos + nanos / 10 + SLACK;
  }

  private Errand.Stage await(Errand<?> errand, Patience patience) throws InterruptedException {
    Errand.Stage stage = Errand.Stage.CANCELLED;
    try {
      stage = errand.await(patience);
    } finally {
      if (stage == Errand.Stage.CANCELLED) {
        parts.helpers().forget(errand);
      }
      if (stage != Errand.Stage.RUNNING) {
        drop(errand);
      }
    }
    return stage;
  }

  private void drop(Errand<?> errand) {
    Errand.Stage stage = errand.stage();
    if (stage != Errand.Stage.QUEUED && stage != Errand.Stage.RUNNING) {
      underWay.remove(errand);
    }
  }

  private void start(Errand<?> errand) {
    underWay.add(errand);
    try {
      parts.helpers().open(errand);
    } catch (RuntimeException | OutOfMemoryError e) {
      errand.leave();
      underWay.remove(errand);
      throw unreachable(
          "%d openings wait for a thread already, or it is closed".formatted(Helpers.MOST_OPENINGS),
          e);
    }
  }

  private Entry<C> connect(long leftToLimit) throws Exception {
    long begun = System.nanoTime();
    long leftNanos = Math.min(leftToLimit, parts.limits().open().toNanos());
    int generation = ends.generation();
    C connection = parts.factory().open(Duration.ofNanos(leftNanos));
    if (connection == null) {
      throw new IOException("the factory opened nothing");
    }
    boolean serves = false;
    try {
      Duration left = Duration.ofNanos(Math.max(1, leftNanos - (System.nanoTime() - begun)));
      serves = parts.factory().isOpen(connection) && parts.factory().validate(connection, left);
    } finally {
      if (!serves) {
        // On this thread, so that its place is not free before.
        reject(connection);
      }
    }
    if (!serves) {
      throw new IOException("it is open, but does not serve: its first validation failed");
    }
    return new Entry<>(
        connection, parts.pulse().exact(), ThreadLocalRandom.current().nextDouble(), generation);
  }

  private void reject(C connection) {
    counts.opened.increment();
    counts.closed.increment();
    try {
      parts.factory().close(connection);
    } catch (Throwable e) {
      counts.closeFailures.increment();
    }
  }

  private final class Opening implements Errand.End<Entry<C>> {

    @Override
    public void ended(@Nullable Entry<C> fresh, @Nullable Throwable failure, boolean awaited) {
      if (fresh != null) {
        counts.opened.increment();
        parts.breaker().succeeded();
        if (!awaited) {
          ends.unclaimed(fresh);
        }
      } else {
        counts.openFailures.increment();
        parts.breaker().failed();
        ends.placeFree();
      }
    }

    @Override
    public void overdue() {
      counts.openFailures.increment();
      parts.breaker().failed();
      ends.placeFree();
    }

    @Override
    public void cancelled() {
      parts.breaker().released();
      ends.placeFree();
    }

    @Override
    public void late(Entry<C> fresh) {
      counts.opened.increment();
      counts.late.increment();
      fresh.leavePlace();
      ends.close(fresh);
    }
  }

  /** Whether one that is taken out still serves. Where that is not known in time, it does not. */
  boolean validate(Entry<C> entry, Patience patience) throws InterruptedException {
    Errand<Boolean> check = checking(entry, serves -> {});
    start(check);
    return await(check, patience) == Errand.Stage.ENDED && Boolean.TRUE.equals(check.value());
  }

  /** The same without waiting: tells the taker. */
  void validateLater(Entry<C> entry, Consumer<Boolean> taker) {
    Errand<Boolean> check = checking(entry, taker);
    try {
      start(check);
    } catch (PoolException e) {
      return; // told by its cancellation
    }
  }

  private Errand<Boolean> checking(Entry<C> entry, Consumer<Boolean> taker) {
    return new Errand<>(
        left -> {
          long allowed = Math.min(left, parts.limits().open().toNanos());
          boolean serves = parts.factory().validate(entry.connection, Duration.ofNanos(allowed));
          if (serves) {
            entry.checkedAt = parts.pulse().exact();
          }
          return serves;
        },
        limit(),
        new Errand.End<>() {
          @Override
          public void ended(@Nullable Boolean value, @Nullable Throwable failure, boolean awaited) {
            taker.accept(Boolean.TRUE.equals(value));
          }

          @Override
          public void overdue() {
            taker.accept(false);
          }

          @Override
          public void cancelled() {
            taker.accept(false);
          }

          @Override
          public void late(Boolean value) {}
        });
  }

  /** Gives up what takes longer than it may, whether or not somebody waits for it. */
  void sweep() {
    for (Errand<?> errand : underWay) {
      errand.endIfOverdue();
      drop(errand);
    }
  }

  boolean isQuiet() {
    return underWay.isEmpty();
  }

  private PoolException refused() {
    Duration after = parts.breaker().retryAfter();
    return new PoolException(
        Reason.BREAKER_OPEN,
        "pool '%s': %s could not be reached lately, so nobody tries just now; try again in %s"
            .formatted(parts.name(), parts.target(), Durations.words(after)),
        after.isZero() ? SOON : after,
        null);
  }

  private PoolException unreachable(String why, @Nullable Throwable cause) {
    Duration after = parts.breaker().retryAfter();
    return new PoolException(
        Reason.UNREACHABLE,
        "pool '%s': no connection to %s: %s".formatted(parts.name(), parts.target(), why),
        after.compareTo(SOON) < 0 ? SOON : after,
        cause);
  }

  private static String words(@Nullable Throwable failure) {
    String message = failure == null ? null : failure.getMessage();
    return message == null ? String.valueOf(failure) : message;
  }
}

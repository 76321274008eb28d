package io.plimsoll.pool;

import io.plimsoll.command.Durations;
import io.plimsoll.port.ConnectionJudge.Verdict;
import io.plimsoll.resource.PoolException;
import io.plimsoll.resource.PoolException.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Opens, validates and resets on helpers' threads, so that none costs anybody more than its
 * patience. Each opening holds a place of the bound and a permission of the breaker, and gives both
 * back once, however it ends.
 */
final class Opener<C> {

  private static final Duration SOON = Duration.ofMillis(100);
  private static final long SLACK = TimeUnit.MILLISECONDS.toNanos(50);
  private static final String VALIDATION = "its validation";
  private static final String RESET = "resetting it";

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

    /** What becomes of one that was taken out, where nobody else has it. */
    void settle(Entry<C> entry, Verdict verdict);
  }

  private final Ends<C> ends;

  // At most one for each place of the bound, and one for each connection that is kept alive.
  private final Set<Errand<?>> underWay = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  Opener(Parts<C> parts, Counts counts, Ends<C> ends) {
    this.parts = parts;
    this.counts = counts;
    this.ends = ends;
  }

  /** Opens one on a place that the caller has taken. */
  Entry<C> open(Patience patience) throws InterruptedException {
    boolean permitted = false;
    Errand<Entry<C>> opening;
    try {
      // Before the permission: what has both gives back both.
      opening = new Errand<>(this::connect, limit(), false, new Opening());
      permitted = parts.breaker().tryAcquire();
    } finally {
      if (!permitted) {
        ends.placeFree();
      }
    }
    if (!permitted) {
      throw refused();
    }
    start(opening);
    switch (await(opening, patience)) {
      case ENDED -> {
        Entry<C> fresh = opening.value();
        if (fresh != null) {
          return fresh;
        }
        throw unreachable(words(opening.failure()), opening.failure());
      }
      case OVERDUE -> throw unreachable("opening it took longer than " + mostTime(), null);
      default ->
          throw unreachable(
              patience.left() > 0
                  ? "no thread was free to open one in " + mostTime()
                  : "it was not open when the borrower's " + patience.words() + " were over",
              null);
    }
  }

  /** A little more than the factory is told, so that one that keeps to it is never given up. */
  private long limit() {
    return withSlack(parts.limits().open().toNanos());
  }

  private String mostTime() {
    return Durations.words(parts.limits().open());
  }

  private static long withSlack(long nanos) {
    return nanos + nanos / 10 + SLACK;
  }

  private Errand.Stage await(Errand<?> errand, Patience patience) throws InterruptedException {
    try {
      if (closed) {
        errand.dismiss(); // the close may not have seen it
      }
      return errand.await(patience);
    } finally {
      drop(errand);
    }
  }

  private void drop(Errand<?> errand) {
    Errand.Stage stage = errand.stage();
    if (stage == Errand.Stage.CANCELLED) {
      parts.helpers().forget(errand); // it would keep the place of one that may still begin
    }
    if (stage != Errand.Stage.QUEUED && stage != Errand.Stage.RUNNING) {
      underWay.remove(errand);
    }
  }

  private void start(Errand<?> errand) {
    try {
      underWay.add(errand);
      parts.helpers().open(errand);
    } catch (Throwable e) {
      errand.cancel();
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
    Entry<C> fresh = null;
    try {
      Duration left = Duration.ofNanos(Math.max(1, leftNanos - (System.nanoTime() - begun)));
      if (parts.factory().isOpen(connection) && parts.factory().validate(connection, left)) {
        double chance = ThreadLocalRandom.current().nextDouble();
        fresh = new Entry<>(connection, parts.pulse().exact(), chance, generation);
      }
    } finally {
      if (fresh == null) {
        // On this thread, so that its place is not free before.
        reject(connection);
      }
    }
    if (fresh == null) {
      throw new IOException("it is open, but does not serve: its first validation failed");
    }
    return fresh;
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

  /**
   * Whether one that was taken out still serves.
   *
   * @return what is to become of it; null where it took too long and is gone
   * @throws PoolException when that is not known in time: then it is no longer the caller's, and
   *     what its validation finds decides
   */
  @Nullable Verdict validate(Entry<C> entry, Patience patience) throws InterruptedException {
    Errand<Verdict> check = checking(entry);
    start(check);
    return switch (await(check, patience)) {
      case ENDED -> found(VALIDATION, check.value(), check.failure());
      case OVERDUE -> null;
      default ->
          throw unreachable(
              patience.left() > 0
                  ? "no thread was free to validate one in " + mostTime()
                  : "an unused one was not validated when the borrower's %s were over; wait longer"
                      .formatted(patience.words()),
              null);
    };
  }

  /** The same without waiting: what it finds decides. */
  void validateLater(Entry<C> entry) {
    Errand<Verdict> check = checking(entry);
    check.leave();
    try {
      start(check);
    } catch (PoolException e) {
      return; // told by its cancellation
    }
  }

  private Errand<Verdict> checking(Entry<C> entry) {
    return errand(
        entry,
        left -> {
          long allowed = Math.min(left, parts.limits().open().toNanos());
          if (!parts.factory().validate(entry.connection, Duration.ofNanos(allowed))) {
            return Verdict.retire("its validation failed");
          }
          entry.checkedAt = parts.pulse().exact();
          return Verdict.KEEP;
        },
        VALIDATION,
        Verdict.KEEP); // where it never begins, as little is known as before
  }

  /** What is done to one that was taken out: from now on its end has it, whatever is thrown. */
  private Errand<Verdict> errand(
      Entry<C> entry, Errand.Task<Verdict> task, String what, Verdict unbegun) {
    try {
      return new Errand<>(task, limit(), true, new Settling(entry, what, unbegun));
    } catch (Throwable e) {
      ends.settle(entry, unbegun);
      throw e;
    }
  }

  /**
   * Has one reset that came back, and waits until its patience is over: what is found then decides.
   */
  void reset(Entry<C> entry, Supplier<Verdict> task, Patience patience) {
    Errand<Verdict> reset =
        errand(entry, left -> task.get(), RESET, Verdict.retire("no thread was free to reset it"));
    try {
      start(reset);
      if (await(reset, patience) == Errand.Stage.ENDED) {
        ends.settle(entry, found(RESET, reset.value(), reset.failure()));
      }
    } catch (PoolException e) {
      return; // told by its cancellation
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Verdict found(
      String what, @Nullable Verdict verdict, @Nullable Throwable failure) {
    return verdict == null ? Examiner.failed(what, failure) : verdict;
  }

  /** Where nobody waits for what is done to one, the pool is told. */
  private final class Settling implements Errand.End<Verdict> {
    private final Entry<C> entry;
    private final String what;
    private final Verdict unbegun;

    Settling(Entry<C> entry, String what, Verdict unbegun) {
      this.entry = entry;
      this.what = what;
      this.unbegun = unbegun;
    }

    @Override
    public void ended(@Nullable Verdict verdict, @Nullable Throwable failure, boolean awaited) {
      if (!awaited) {
        ends.settle(entry, found(what, verdict, failure));
      }
    }

    @Override
    public void overdue() {
      ends.settle(entry, Verdict.retire(what + " took longer than " + mostTime()));
    }

    @Override
    public void cancelled() {
      ends.settle(entry, unbegun);
    }

    @Override
    public void late(Verdict verdict) {}
  }

  /** Gives up what takes longer than it may, whether or not somebody waits for it. */
  void sweep() {
    for (Errand<?> errand : underWay) {
      errand.endIfOverdue();
      drop(errand);
    }
  }

  /** The pool is closed: nobody waits any more. What is under way goes on within its limit. */
  void close() {
    closed = true;
    for (Errand<?> errand : underWay) {
      errand.dismiss();
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

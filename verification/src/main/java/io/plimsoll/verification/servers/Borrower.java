package io.plimsoll.verification.servers;

import io.plimsoll.resource.Borrowed;
import io.plimsoll.resource.Pool;
import io.plimsoll.resource.PoolException;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Borrows, asks the server, and gives back: as fast as it can in one second, with rests in the
 * next, so that connections are ended in use and unused. It never says that a connection is broken:
 * that is for the pool to find.
 */
final class Borrower<C> implements Runnable {

  private static final int MOST_QUERIES = 3;
  private static final long LONGEST_REST = TimeUnit.MILLISECONDS.toNanos(20);

  private final Service<C> service;
  private final Pool<Session<C>> pool;
  private final Tally tally;
  private final SplittableRandom random;

  Borrower(Service<C> service, Pool<Session<C>> pool, Tally tally, SplittableRandom random) {
    this.service = service;
    this.pool = pool;
    this.tally = tally;
    this.random = random;
  }

  @Override
  public void run() {
    try {
      while (tally.goesOn()) {
        once();
        rest();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      tally.surprise("a borrower failed: " + e);
    }
  }

  private void rest() {
    if (TimeUnit.NANOSECONDS.toSeconds(System.nanoTime()) % 2 == 0) {
      LockSupport.parkNanos(random.nextLong(LONGEST_REST));
    }
  }

  private void once() throws InterruptedException {
    long asked = System.nanoTime();
    try (Borrowed<Session<C>> loan = pool.borrow()) {
      Session<C> session = loan.get();
      tally.lent(session, asked);
      try {
        use(session, asked);
      } finally {
        tally.returned(session);
      }
    } catch (PoolException e) {
      tally.refused(e, asked);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  private void use(Session<C> session, long asked) {
    int count = 1 + random.nextInt(MOST_QUERIES);
    for (int i = 0; i < count; i++) {
      long number = random.nextLong();
      long begun = System.nanoTime();
      try {
        if (service.ask(session.connection(), number) != number) {
          tally.wrongAnswers.increment();
        }
        tally.answered(session, begun);
      } catch (Exception e) {
        if (!service.isItsOwn(e)) {
          tally.surprise("a query threw what is not the driver's: " + e);
        }
        tally.failed(session, asked, begun, e);
        return;
      }
    }
  }
}

package io.plimsoll.verification.pool;

import io.plimsoll.resource.Borrowed;
import io.plimsoll.resource.Pool;
import io.plimsoll.resource.PoolException;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Borrows, asks the server, and gives back; with bad manners of its own by chance. */
final class Borrower implements Runnable {

  private static final int READ_MILLIS = 100;

  private final Pool<Guest> pool;
  private final RudeServer server;
  private final Tally tally;
  private final SplittableRandom random;

  Borrower(Pool<Guest> pool, RudeServer server, Tally tally, SplittableRandom random) {
    this.pool = pool;
    this.server = server;
    this.tally = tally;
    this.random = random;
  }

  @Override
  public void run() {
    try {
      while (tally.goesOn()) {
        once();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      tally.surprise(e);
    }
  }

  private void once() throws InterruptedException {
    long before = System.nanoTime();
    try (Borrowed<Guest> loan = pool.borrow()) {
      Guest guest = loan.get();
      tally.lent(guest, System.nanoTime() - before);
      try {
        judge(guest, before);
        use(loan, guest);
      } finally {
        tally.returned(guest);
      }
    } catch (PoolException e) {
      tally.refused(e, System.nanoTime() - before);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  private void judge(Guest guest, long before) {
    Long ended = server.endedAt(guest.id());
    if (ended != null && ended - before < 0) {
      tally.closedOne(guest, before - ended);
    } else if (ended != null) {
      tally.closedMeanwhile();
    }
  }

  private void use(Borrowed<Guest> loan, Guest guest) {
    try {
      guest.socket().setSoTimeout(READ_MILLIS);
      long asked = random.nextLong();
      long answer = guest.ask(asked);
      if (answer == asked + 1) {
        leave(loan, guest);
      } else {
        // Right only where the server talked unasked meanwhile: a pool cannot see that coming.
        tally.wrongAnswer(server.endedAt(guest.id()) != null);
        loan.discard("a wrong answer");
      }
    } catch (IOException e) {
      tally.failedCall();
      // What may still answer must not be lent again, and only its borrower knows.
      loan.discard("a call failed: " + e.getMessage());
    }
  }

  private void leave(Borrowed<Guest> loan, Guest guest) throws IOException {
    switch (random.nextInt(400)) {
      case 0 -> guest.socket().close();
      case 1 -> guest.socket().shutdownOutput();
      case 2 -> loan.discard("at random");
      case 3 -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      default -> {}
    }
  }
}

package io.plimsoll.bootstrap;

import io.plimsoll.core.ledger.Failures;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waiting for an end that has to be waited for: bounded, and through interrupts. */
final class Waiting {

  private Waiting() {}

  /** How a wait ended. */
  record Result(boolean done, Optional<Throwable> failure) {}

  /** Waits. Where the thread was interrupted, it is interrupted again afterwards. */
  static Result quietly(Future<?> future, Duration atMost) {
    long due = System.nanoTime() + atMost.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          future.get(Math.max(1, due - System.nanoTime()), TimeUnit.NANOSECONDS);
          return new Result(true, Optional.empty());
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          return new Result(true, Optional.ofNullable(e.getCause()));
        } catch (TimeoutException e) {
          return new Result(false, Optional.empty());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Throws what failed first, where something did. */
  static void throwFirst(Failures failures) {
    if (failures.first().isPresent()) {
      throw unchecked(failures.first().get());
    }
  }

  /** As something that may be thrown anywhere. */
  static RuntimeException unchecked(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return failure instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException("close: " + failure, failure);
  }
}

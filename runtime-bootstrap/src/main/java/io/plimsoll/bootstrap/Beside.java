package io.plimsoll.bootstrap;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;

/**
 * Something that is made on another thread beside the rest of a start, and waited for where it is
 * needed. Where no thread is to be had it is made by whoever begins.
 */
final class Beside<T> {

  private final FutureTask<T> making;

  private Beside(FutureTask<T> making) {
    this.making = making;
  }

  /** Begins to make it. */
  static <T> Beside<T> begin(Executor executor, Callable<T> maker) {
    FutureTask<T> making = new FutureTask<>(maker);
    try {
      executor.execute(making);
    } catch (IllegalStateException | OutOfMemoryError e) {
      making.run();
    }
    return new Beside<>(making);
  }

  /** Waits for it, interrupted or not, and throws what its maker threw. */
  T get() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return making.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw Waiting.unchecked(Objects.requireNonNullElse(e.getCause(), e));
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

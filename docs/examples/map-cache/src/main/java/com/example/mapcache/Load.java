package com.example.mapcache;

import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** One load, by the thread that began it, and those who wait for it. What ends it first counts. */
final class Load<V> {

  final Thread by = Thread.currentThread();
  private final CountDownLatch done = new CountDownLatch(1);
  private @Nullable V value;
  private @Nullable Throwable failure;
  private @Nullable RuntimeException refusal;

  synchronized void end(
      @Nullable V made, @Nullable Throwable thrown, @Nullable RuntimeException refused) {
    if (done.getCount() > 0) {
      value = made;
      failure = thrown;
      refusal = refused;
      done.countDown();
    }
  }

  boolean isDone() {
    return done.getCount() == 0;
  }

  void await() throws InterruptedException {
    done.await();
  }

  /** What came of it, once it is done. */
  synchronized V answer() throws ExecutionException {
    if (refusal != null) {
      throw refusal;
    }
    if (failure != null) {
      throw new ExecutionException(failure);
    }
    return Objects.requireNonNull(value);
  }
}

package io.plimsoll.cache;

import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One load, by the thread that began it, and those who wait for it. What ends it first counts.
 *
 * @param <V> the type of the value
 */
final class Load<V> {

  final Thread by = Thread.currentThread();
  private final CountDownLatch done = new CountDownLatch(1);
  private final AtomicReference<@Nullable End<V>> end = new AtomicReference<>();

  /** A value; or what the loader threw; or why what it made was not taken. */
  private record End<V>(
      @Nullable V value, @Nullable Throwable failure, @Nullable RuntimeException refusal) {}

  void succeed(V value) {
    end(new End<>(value, null, null));
  }

  void fail(Throwable thrown) {
    end(new End<>(null, thrown, null));
  }

  void refuse(RuntimeException why) {
    end(new End<>(null, null, why));
  }

  /** Ends with what another load has left in the cache. */
  void end(Held<V> held) {
    end(new End<>(held.value, held.failure, null));
  }

  private void end(End<V> how) {
    if (end.compareAndSet(null, how)) {
      done.countDown();
    }
  }

  boolean isDone() {
    return end.get() != null;
  }

  void await() throws InterruptedException {
    done.await();
  }

  /** What came of it, once it is done. */
  V answer() throws ExecutionException {
    End<V> how = Objects.requireNonNull(end.get());
    if (how.refusal != null) {
      throw how.refusal;
    }
    if (how.failure != null) {
      throw new ExecutionException(how.failure);
    }
    return Objects.requireNonNull(how.value);
  }
}

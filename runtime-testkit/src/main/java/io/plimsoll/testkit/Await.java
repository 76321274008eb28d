package io.plimsoll.testkit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Waiting for a condition with a bound, for tests of real processes, threads and sockets, which end
 * in their own time. It looks every two milliseconds and leaves the processor to others in between.
 * What can be driven by {@link VirtualTime} does not need it.
 *
 * @since 0.1.0
 */
public final class Await {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long PAUSE_NANOS = Duration.ofMillis(2).toNanos();

  private Await() {}

  /** What is waited for. It may throw, which ends the waiting. */
  @FunctionalInterface
  public interface Condition {
    /** Whether it has come to pass; asked by the waiting thread, again and again. */
    boolean holds() throws Exception;
  }

  /**
   * Waits for a minute at most.
   *
   * @throws AssertionError if it does not come to pass
   * @throws IllegalStateException if looking throws a checked exception
   */
  public static void await(Condition condition) {
    await("the condition", condition);
  }

  /**
   * Waits for a minute at most, and names what was waited for in vain.
   *
   * @throws AssertionError if it does not come to pass
   * @throws IllegalStateException if looking throws a checked exception
   */
  public static void await(String what, Condition condition) {
    await(() -> what, PATIENCE, condition);
  }

  /**
   * Waits, and says what was waited for in vain as it stands at the end.
   *
   * @throws AssertionError if it does not come to pass within {@code patience}
   * @throws IllegalStateException if looking throws a checked exception
   */
  public static void await(Supplier<String> what, Duration patience, Condition condition) {
    long begun = System.nanoTime();
    while (!holds(condition)) {
      if (System.nanoTime() - begun > patience.toNanos()) {
        throw new AssertionError(
            "waited %s in vain for %s".formatted(patience.toString(), what.get()));
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private static boolean holds(Condition condition) {
    try {
      return condition.holds();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}

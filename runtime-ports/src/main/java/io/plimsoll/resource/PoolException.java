package io.plimsoll.resource;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A connection that was not lent. Nothing is owed for it, and it may be asked for again.
 *
 * @since 0.1.0
 */
public final class PoolException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Why there was none. */
  public enum Reason {
    /** All were lent, or being made ready for others, for as long as the borrower would wait. */
    EXHAUSTED,
    /** The other side could not be reached, or not in the borrower's time. */
    UNREACHABLE,
    /** The other side could not be reached lately; nobody tries just now. */
    BREAKER_OPEN,
    /** The pool is suspended. */
    SUSPENDED,
    /** The pool is closed. */
    CLOSED
  }

  private final Reason reason;
  private final Duration retryAfter;

  /**
   * With words for people; {@code retryAfter} is zero where another try never makes sense. A
   * refusal by the breaker carries no stack trace: it is made to be cheap.
   */
  public PoolException(
      Reason reason, String words, Duration retryAfter, @Nullable Throwable cause) {
    super(words, cause, true, reason != Reason.BREAKER_OPEN);
    this.reason = reason;
    this.retryAfter = retryAfter;
  }

  /** Why there was none. */
  public Reason reason() {
    return reason;
  }

  /** When another try makes sense; zero where it never does. */
  public Duration retryAfter() {
    return retryAfter;
  }
}

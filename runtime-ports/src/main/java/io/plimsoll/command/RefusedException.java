package io.plimsoll.command;

import java.time.Duration;

/**
 * Work that the runtime did not take: nothing of it was done, and it may be offered again.
 *
 * @since 0.1.0
 */
public final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Why work is refused. */
  public enum Reason {
    /** As many commands wait as may. */
    QUEUE_FULL,
    /** As many scopes are open as may be. */
    SCOPES_FULL,
    /** The memory is at the load line. */
    LOAD_LINE,
    /** As many caches are open as may be. */
    CACHES_FULL,
    /** As many gauges are watched as may be. */
    GAUGES_FULL,
    /** As many observers listen as may. */
    OBSERVERS_FULL,
    /** The scope, or the runtime, is closing or closed. */
    CLOSED
  }

  private final Reason reason;
  private final Duration retryAfter;

  /**
   * With the reason, words for people, and when another try makes sense; zero where it never does.
   */
  public RefusedException(Reason reason, String words, Duration retryAfter) {
    super(words);
    this.reason = reason;
    this.retryAfter = retryAfter;
  }

  /** Why it was refused. */
  public Reason reason() {
    return reason;
  }

  /** When another try makes sense; zero where it never does. */
  public Duration retryAfter() {
    return retryAfter;
  }
}

package io.plimsoll.core;

/**
 * Arithmetic on points of a ticker that may wrap around: points are compared by their difference
 * only. All points in use at one time lie within 146 years of one another.
 */
public final class Due {

  /** The point that is never reached. */
  public static final long NEVER = Long.MAX_VALUE;

  private Due() {}

  /** The point {@code delay} after {@code now}; never {@link #NEVER} itself. */
  public static long after(long now, long delay) {
    long due = now + delay;
    return due == NEVER ? due - 1 : due;
  }

  /** Whether a point is reached. */
  public static boolean reached(long due, long now) {
    return due != NEVER && now - due >= 0;
  }

  /** The earlier of two points. */
  public static long earlier(long a, long b) {
    if (a == NEVER || b == NEVER) {
      return a == NEVER ? b : a;
    }
    return a - b <= 0 ? a : b;
  }

  /** Orders points, the earlier first, {@link #NEVER} last. */
  public static int compare(long a, long b) {
    if (a == b) {
      return 0;
    }
    return earlier(a, b) == a ? -1 : 1;
  }
}

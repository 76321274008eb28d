package io.plimsoll.process;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * When to ask next whether a command has exited. The platform tells of an exit by a thread that it
 * starts for it where processors are few, so it is asked to while nothing speaks for an exit soon:
 * who is young, has no output any more or was sent a signal is polled. The drainer's thread.
 *
 * <p>That telling goes by a pool that the application shares, and may have filled: so whoever is to
 * be told of is asked once a second all the same, everybody in the same moment.
 */
final class ExitPoll {

  private static final long MICROS = 1_000;
  private static final long MILLIS = 1_000_000;

  /** How often whoever is to be told of is asked. */
  static final long TOLD_NANOS = 1_000 * MILLIS;

  private static final long YOUNG_NANOS = 500 * MILLIS;

  /** How long after the end of its outputs a command is believed to be about to exit. */
  private static final long ENDED_NANOS = 20 * MILLIS;

  /** The same after a signal, which it may heed by work of its own. */
  private static final long SIGNALLED_NANOS = 1_000 * MILLIS;

  private final Root root;
  private final long startedNanos;

  /** Asks to be told of the exit, and gives what takes that back. */
  private final Supplier<Runnable> hook;

  /** Null while it is not asked for. */
  private @Nullable Runnable unhook;

  private boolean ended;
  private long endedNanos;
  private boolean signalled;
  private long signalledNanos;

  ExitPoll(Root root, long startedNanos, Supplier<Runnable> hook) {
    this.root = root;
    this.startedNanos = startedNanos;
    this.hook = hook;
  }

  /** A signal is about to be sent. */
  void signalled(long now) {
    signalled = true;
    signalledNanos = now;
    unhook();
  }

  /**
   * How many nanoseconds may pass while it lives, or {@link Watch#NEVER} where we tell ourselves.
   *
   * @param noOutput whether its outputs are at their end
   */
  long pause(long now, boolean noOutput) {
    if (root.isOrphan()) {
      return MILLIS / 5;
    }
    if (root.isTold()) {
      return Watch.NEVER;
    }
    if (noOutput && !ended) {
      ended = true;
      endedNanos = now;
    }
    long age = now - startedNanos;
    long pause = Watch.NEVER;
    if (age <= YOUNG_NANOS) {
      pause = within(500 * MICROS, age / 10, 20 * MILLIS);
    }
    if (ended && (age <= YOUNG_NANOS || now - endedNanos < ENDED_NANOS)) {
      pause = Math.min(pause, within(50 * MICROS, (now - endedNanos) / 4, 5 * MILLIS));
    }
    if (signalled && now - signalledNanos < SIGNALLED_NANOS) {
      pause = Math.min(pause, within(200 * MICROS, (now - signalledNanos) / 8, 5 * MILLIS));
    }
    if (pause != Watch.NEVER) {
      unhook();
      return pause;
    }
    if (unhook == null) {
      unhook = hook.get();
    }
    return TOLD_NANOS - Math.floorMod(now, TOLD_NANOS);
  }

  private void unhook() {
    Runnable hooked = unhook;
    if (hooked != null) {
      unhook = null;
      hooked.run();
    }
  }

  private static long within(long least, long value, long most) {
    return Math.max(least, Math.min(value, most));
  }
}

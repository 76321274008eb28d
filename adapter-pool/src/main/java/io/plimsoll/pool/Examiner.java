package io.plimsoll.pool;

import io.plimsoll.port.ConnectionJudge.Action;
import io.plimsoll.port.ConnectionJudge.Facts;
import io.plimsoll.port.ConnectionJudge.Moment;
import io.plimsoll.port.ConnectionJudge.Verdict;
import io.plimsoll.resource.ConnectionFactory;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Has connections judged by what is known of them. Any thread that holds the connection. */
final class Examiner<C> {

  private static final Verdict CLOSED = Verdict.retire("it is closed");
  private static final Verdict FAILED = Verdict.retire("what was done to it failed");

  private final Parts<C> parts;
  private final Counts counts;
  private final Predicate<Entry<C>> past;
  private final boolean resets;

  /**
   * @param past whether one is to go because the pool is drained or closed
   */
  Examiner(Parts<C> parts, Counts counts, Predicate<Entry<C>> past) {
    this.parts = parts;
    this.counts = counts;
    this.past = past;
    resets = resets(parts.factory().getClass());
  }

  private static boolean resets(Class<?> factory) {
    try {
      return factory.getMethod("reset", Object.class).getDeclaringClass()
          != ConnectionFactory.class;
    } catch (NoSuchMethodException | LinkageError e) {
      return true; // for all that is known
    }
  }

  /** Whether there is something to be done that may take long when one comes back. */
  boolean mayTakeLong(Entry<C> entry) {
    return resets && !entry.discarded;
  }

  /** Resets one that came back, and has it judged. */
  Verdict whenBack(Entry<C> entry) {
    long now = parts.pulse().coarse();
    entry.usedAt = now;
    try {
      if (!entry.discarded) {
        parts.factory().reset(entry.connection);
      }
    } catch (Throwable e) {
      Interrupts.keep(e);
      return failed("resetting it", e);
    }
    return judge(Moment.RETURN, entry, now);
  }

  /** It goes, though what was thrown may not let itself be told. */
  static Verdict failed(String what, @Nullable Throwable failure) {
    try {
      return Verdict.retire(what + " failed: " + failure);
    } catch (Throwable e) {
      return FAILED;
    }
  }

  /** Has one judged. */
  Verdict judge(Moment moment, Entry<C> entry, long now) {
    boolean open = isOpen(entry);
    if (!open && !entry.discarded && entry.closing == null) {
      counts.foundClosed.increment();
    }
    Verdict verdict =
        parts
            .judge()
            .judge(
                new Facts(
                    moment,
                    open,
                    Math.max(0, now - entry.usedAt),
                    Math.max(0, now - entry.openedAt),
                    Math.max(0, now - entry.checkedAt),
                    entry.chance,
                    entry.discarded,
                    past.test(entry)));
    Objects.requireNonNull(verdict, "the judge of a pool decided nothing");
    // Whatever a judge says: a closed one is never lent and never kept.
    return open || verdict.action() == Action.RETIRE ? verdict : CLOSED;
  }

  private boolean isOpen(Entry<C> entry) {
    try {
      return parts.factory().isOpen(entry.connection);
    } catch (Throwable e) {
      Interrupts.keep(e);
      return false;
    }
  }
}

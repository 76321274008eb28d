package io.plimsoll.core.supervise;

import io.plimsoll.command.Text;
import io.plimsoll.core.Bounded;
import io.plimsoll.core.Due;
import io.plimsoll.core.ledger.Failures;
import io.plimsoll.core.ledger.ScopeNode;
import io.plimsoll.core.subprocess.Verdict;
import io.plimsoll.lease.NotEndedException;
import io.plimsoll.lease.NotEndedException.Left;
import io.plimsoll.port.Ticker;
import io.plimsoll.port.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The scopes that were closed and are not empty yet: in which order their commands are asked to
 * leave, when they are killed, and what failed. Used by the loop only.
 */
final class Closings {

  private static final int LONGEST_NAME = 64;

  private final Ticker ticker;
  private final Timers timers;
  private final Consumer<Happening> post;

  @Bounded("scopes that were closed and are not empty yet: no more than there are scopes")
  private final List<Closing> closings = new ArrayList<>();

  Closings(Ticker ticker, Timers timers, Consumer<Happening> post) {
    this.ticker = ticker;
    this.timers = timers;
    this.post = post;
  }

  /** One scope on its way to its end. */
  private static final class Closing {

    final ScopeNode scope;
    final Failures failures = new Failures();

    @Bounded("the accepted commands of the scope when it was closed; only becomes smaller")
    final Set<Job> waited;

    @Bounded("the commands of the scope, each once")
    final List<Left> left = new ArrayList<>();

    @Bounded("one for each deadline among the scopes within")
    final List<Timers.Timer> deadlines = new ArrayList<>();

    Closing(ScopeNode scope, Collection<Job> jobs) {
      this.scope = scope;
      this.waited = new HashSet<>(jobs);
    }
  }

  /**
   * Begins to close a scope; answers its commands in the order in which they are asked to leave:
   * those of scopes within first, and in each scope the one that was opened last.
   */
  List<Job> begin(ScopeNode scope, String words, Collection<Job> accepted) {
    List<Job> within = new ArrayList<>();
    for (Job job : accepted) {
      if (job.scope.isWithin(scope)) {
        within.add(job);
      }
    }
    if (within.size() > 1) {
      within.sort(asked());
    }
    Closing closing = new Closing(scope, within);
    closings.add(closing);
    Set<Duration> deadlines = new LinkedHashSet<>();
    for (Job job : within) {
      Duration deadline = job.scope.deadline().orElse(Duration.ZERO);
      if (!deadline.isZero() && deadlines.add(deadline)) {
        // Without it they are asked to leave all the same, and have their graces.
        closing.failures.run(() -> closing.deadlines.add(timer(scope, words, deadline)));
      }
    }
    return within;
  }

  /** In which order they are asked to leave. */
  private static Comparator<Job> asked() {
    return Comparator.comparing((Job job) -> job.scope, ScopeNode::byEnd)
        .thenComparing(Comparator.comparingLong((Job job) -> job.opened).reversed())
        .thenComparing(Comparator.comparingLong((Job job) -> job.number).reversed());
  }

  private Timers.Timer timer(ScopeNode scope, String words, Duration deadline) {
    return timers.at(
        Due.after(ticker.nanos(), deadline.toNanos()),
        () -> post.accept(new Happening.ScopeOverdue(scope, words, deadline)));
  }

  /** Something that was done to end a command failed. */
  void failed(Job job, String what, Throwable failure) {
    for (Closing closing : closings) {
      if (closing.waited.contains(job)) {
        closing.failures.add(
            new IllegalStateException(
                "lease %s (%s): %s failed: %s".formatted(job.lease, name(job), what, failure),
                failure));
      }
    }
  }

  /** A command has ended for good, or is given up. */
  void ended(Job job, Verdict verdict) {
    boolean byItself =
        switch (verdict.kind()) {
          case SUCCEEDED, FAILED, SIGNALLED -> true;
          case TIMED_OUT, OVER_MEMORY, CANCELLED, SHED, NOT_STARTED -> false;
        };
    boolean mayStay = byItself && !job.policy.endSurvivors();
    if (verdict.survivors() > 0 && !mayStay) {
      left(job, verdict.reason());
    }
    noLongerWaited(job);
  }

  /** Nobody sees the end of this command any more. */
  void abandoned(Job job, String words) {
    left(job, words);
    noLongerWaited(job);
  }

  private void noLongerWaited(Job job) {
    for (Closing closing : closings) {
      closing.waited.remove(job);
    }
  }

  private void left(Job job, String words) {
    long held = Math.max(0, ticker.nanos() - job.openedAt);
    Left left = new Left(job.lease, name(job), job.where, Duration.ofNanos(held), words);
    for (Closing closing : closings) {
      if (closing.waited.contains(job)) {
        closing.left.add(left);
      }
    }
  }

  private static String name(Job job) {
    return Text.visible(job.command.arguments().get(0), LONGEST_NAME);
  }

  /** Tells the scopes that are empty that they are. */
  void tellEmpty() {
    for (Iterator<Closing> it = closings.iterator(); it.hasNext(); ) {
      Closing closing = it.next();
      if (closing.waited.isEmpty()) {
        it.remove();
        for (Timers.Timer deadline : closing.deadlines) {
          deadline.cancel();
        }
        complete(closing);
      }
    }
  }

  /** How many scopes were closed and are not empty yet. */
  int size() {
    return closings.size();
  }

  private static void complete(Closing closing) {
    Failures failures = new Failures();
    if (!closing.left.isEmpty()) {
      failures.add(new NotEndedException(closing.scope.path(), closing.left));
    }
    Throwable before = closing.failures.first().orElse(null);
    if (before != null) {
      failures.add(before);
    }
    Throwable first = failures.first().orElse(null);
    if (first != null) {
      closing.scope.end().completeExceptionally(first);
    } else {
      closing.scope.end().complete(null);
    }
  }
}

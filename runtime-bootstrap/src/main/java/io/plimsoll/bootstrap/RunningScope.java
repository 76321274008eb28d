package io.plimsoll.bootstrap;

import io.plimsoll.Running;
import io.plimsoll.Scope;
import io.plimsoll.command.Command;
import io.plimsoll.command.Durations;
import io.plimsoll.command.Outcome;
import io.plimsoll.command.Output;
import io.plimsoll.command.RefusedException;
import io.plimsoll.command.Text;
import io.plimsoll.core.ledger.Failures;
import io.plimsoll.core.ledger.ScopeNode;
import io.plimsoll.core.supervise.Job;
import io.plimsoll.core.supervise.Supervisor;
import io.plimsoll.lease.LeaseView;
import io.plimsoll.lease.NotEndedException;
import io.plimsoll.lease.NotEndedException.Left;
import io.plimsoll.resource.Borrowed;
import io.plimsoll.resource.Pool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** A scope of a running runtime. */
class RunningScope implements Scope {

  /** How long the end of a scope waits for connections that are reset. */
  private static final long RESETS = TimeUnit.SECONDS.toNanos(2);

  private static final int LONGEST_NAME = 64;
  static final Duration ANSWER = Duration.ofSeconds(1);
  private static final String CLOSED = "its scope was closed";

  private final Supervisor supervisor;
  private final ScopeNode node;
  private final RuntimeThreads threads;
  private final Bounds bounds;
  private final Loans loans;
  private final AtomicBoolean told = new AtomicBoolean();

  /** How much is kept of outputs that are captured by default. */
  record Bounds(int headBytes, int tailBytes) {}

  RunningScope(
      Supervisor supervisor, ScopeNode node, RuntimeThreads threads, Bounds bounds, Loans loans) {
    this.supervisor = supervisor;
    this.node = node;
    this.threads = threads;
    this.bounds = bounds;
    this.loans = loans;
  }

  @Override
  public String path() {
    return node.path();
  }

  @Override
  public Running submit(Command command) {
    return new RunningJob(supervisor.submit(node, fitted(command)));
  }

  @Override
  public Running submit(Command command, Duration wait) throws InterruptedException {
    return new RunningJob(supervisor.submit(node, fitted(command), wait));
  }

  @Override
  public Outcome run(Command command) throws InterruptedException {
    refuseToWaitForItself("run");
    if (Thread.interrupted()) {
      throw new InterruptedException("run: interrupted before the command was accepted");
    }
    RunningJob running = new RunningJob(supervisor.submit(node, fitted(command)));
    try {
      return running.await();
    } catch (InterruptedException e) {
      running.cancel("the waiting thread was interrupted");
      if (!Waiting.quietly(running.job.outcome(), supervisor.longestEnd()).done()) {
        e.addSuppressed(unseen());
      }
      throw e;
    }
  }

  @Override
  public <C> Borrowed<C> borrow(Pool<C> pool, Duration wait) throws InterruptedException {
    refuseToWaitForItself("borrow");
    try {
      return loans.borrow(node, pool, wait);
    } catch (RefusedException e) {
      throw supervisor.refused(e);
    }
  }

  /** Does something, and counts it where it is refused. */
  final <T> T counted(Supplier<T> what) {
    try {
      return what.get();
    } catch (RefusedException e) {
      throw supervisor.refused(e);
    }
  }

  @Override
  public Scope scope(String name) {
    return open(name, Optional.empty());
  }

  @Override
  public Scope scope(String name, Duration deadline) {
    if (deadline.isNegative() || deadline.compareTo(Durations.LONGEST) > 0) {
      throw new IllegalArgumentException(
          "scope '%s': deadline is %s; must be from zero to 36500 days; try 5s"
              .formatted(Text.visible(name, LONGEST_NAME), deadline));
    }
    return open(name, Optional.of(deadline));
  }

  private Scope open(String name, Optional<Duration> deadline) {
    if (name.isBlank()
        || name.length() > LONGEST_NAME
        || name.indexOf('/') >= 0
        || !Text.visible(name).equals(name)) {
      throw new IllegalArgumentException(
          "scope: name is '%s'; must be 1 to %d characters, no slash, no control character; try batch"
              .formatted(Text.visible(name, LONGEST_NAME), LONGEST_NAME));
    }
    return new RunningScope(
        supervisor, supervisor.openScope(node, name, deadline), threads, bounds, loans);
  }

  @Override
  public void close() {
    beginEnd();
    if (!threads.isOwn()) {
      ended().first().ifPresent(this::throwOnce);
    } else if (loans.any(node)) {
      // A thread of the runtime must not wait: for the end of the commands, or for a pool.
      RuntimeThreads.beside(
          threads, "giver-back", this::ended, () -> loans.end(node, 0, new Failures()));
    }
  }

  /** Waits for the end that was begun, then gives back what was borrowed; answers what failed. */
  final Failures ended() {
    Failures failures = new Failures();
    long due = System.nanoTime() + supervisor.longestEnd(node).toNanos();
    Optional<Throwable> failure = awaitScope();
    if (failure.isPresent()) {
      failures.add(failure.get());
    }
    loans.end(node, Math.min(due - System.nanoTime(), RESETS), failures);
    return failures;
  }

  /** Refuses what comes from now on, and asks what lives to end. Does not wait. */
  final void beginEnd() {
    CompletableFuture<Void> unused = supervisor.closeScope(node, CLOSED);
  }

  /** Waits for the end that was begun; answers what failed, or that it was not seen in time. */
  private Optional<Throwable> awaitScope() {
    Waiting.Result result = Waiting.quietly(node.end(), supervisor.longestEnd(node));
    return result.done() ? result.failure() : Optional.of(unseen());
  }

  /** A failure is told by one of the calls that closed, and by no other. */
  final void throwOnce(Throwable failure) {
    if (told.compareAndSet(false, true)) {
      throw Waiting.unchecked(failure);
    }
  }

  private NotEndedException unseen() {
    List<Left> left = new ArrayList<>();
    for (LeaseView lease : leasesNow()) {
      if (lease.owner().equals(path()) || lease.owner().startsWith(path() + "/")) {
        left.add(new Left(lease.id(), lease.origin(), "", lease.age(), "is " + lease.phase()));
      }
    }
    return new NotEndedException(path(), left);
  }

  /** The live leases; none where the loop does not answer within a second. */
  final List<LeaseView> leasesNow() {
    CompletableFuture<List<LeaseView>> answer = supervisor.leases();
    // Not completeOnTimeout: the JDK would start a thread for it that never ends.
    return Waiting.quietly(answer, ANSWER).done() ? answer.join() : List.of();
  }

  /** The loans of all scopes, for people. */
  final List<LeaseView> loansNow() {
    return loans.views();
  }

  final void refuseToWaitForItself(String what) {
    if (supervisor.loop().isHandling() || threads.isDelivery()) {
      throw new IllegalStateException(
          what
              + ": called by the thread that decides or that delivers outcomes, which would wait"
              + " for itself; chain to outcome(), or wait on another thread");
    }
  }

  /** Outputs that are captured by default are kept as far as the settings say. */
  private Command fitted(Command command) {
    return command.stdout(fitted(command.stdout())).stderr(fitted(command.stderr()));
  }

  private Output fitted(Output output) {
    return isUsual(output) ? Output.capture(bounds.headBytes(), bounds.tailBytes()) : output;
  }

  /** By hand: what compares records is made when it is first called, and would hold up a start. */
  private static boolean isUsual(Output output) {
    return output instanceof Output.Capture its
        && its.headBytes() == Output.KEPT_BYTES
        && its.tailBytes() == Output.KEPT_BYTES;
  }

  /** An accepted command. */
  private final class RunningJob implements Running {

    private final Job job;

    RunningJob(Job job) {
      this.job = job;
    }

    @Override
    public CompletionStage<Outcome> outcome() {
      return job.chain();
    }

    @Override
    public void cancel(String reason) {
      supervisor.cancel(job, Objects.requireNonNull(reason, "reason"), false);
    }

    @Override
    public void kill(String reason) {
      supervisor.cancel(job, Objects.requireNonNull(reason, "reason"), true);
    }

    @Override
    public Outcome await() throws InterruptedException {
      if (!job.outcome().isDone()) {
        refuseToWaitForItself("await");
      }
      try {
        return job.outcome().get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("an outcome failed, which it must not", e);
      }
    }

    @Override
    public String toString() {
      return job.toString();
    }
  }
}

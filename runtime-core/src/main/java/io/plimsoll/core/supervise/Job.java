package io.plimsoll.core.supervise;

import io.plimsoll.command.Command;
import io.plimsoll.command.Outcome;
import io.plimsoll.core.Due;
import io.plimsoll.core.ledger.ScopeNode;
import io.plimsoll.core.record.Strand;
import io.plimsoll.core.subprocess.SubprocessPolicy;
import io.plimsoll.core.subprocess.SubprocessState;
import io.plimsoll.port.LiveProcess;
import io.plimsoll.port.ProcessObserver.Settled;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One accepted command from its acceptance to its outcome, through all its attempts. What is not
 * final is touched by the loop only.
 */
public final class Job {

  final long number;
  final ScopeNode scope;
  final Command command;
  final SubprocessPolicy policy;
  final RetryPolicy retry;
  final Strand strand;
  private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

  /** Whether somebody may have chained to the outcome. Guarded by this. */
  private boolean chained;

  int attempt;
  boolean unwanted;
  String lease;
  SubprocessState state;
  long residentBytes;
  long due;

  /** Since when it waits for a place, where it does. */
  long readySince;

  /** Who waits for what it holds to be known. */
  @Nullable Runnable looked;

  /** Its place in the order in which leases were opened; last while it waits. */
  long opened = Long.MAX_VALUE;

  long openedAt;
  String where = "";
  @Nullable LiveProcess process;
  @Nullable Settled outputs;

  Job(long number, ScopeNode scope, Command command, String lease, SubprocessState state) {
    this.readySince = state instanceof SubprocessState.Queued waits ? waits.since() : 0;
    this.number = number;
    this.scope = scope;
    this.command = command;
    this.policy = SubprocessPolicy.of(command.limits());
    this.retry = new RetryPolicy(command.retry());
    this.strand = Strand.of(number, command);
    this.attempt = command.attempts().first();
    this.lease = lease;
    this.state = state;
    this.due = Due.NEVER;
  }

  /**
   * Completes, never exceptionally, when the command has ended for good. To be waited for: what is
   * chained to it may run on the loop.
   */
  public CompletableFuture<Outcome> outcome() {
    return outcome;
  }

  /** The same for who chains what may take a while. */
  public synchronized CompletionStage<Outcome> chain() {
    chained = true;
    return outcome.minimalCompletionStage();
  }

  /** Completes the outcome here, unless something may be chained to it: then false. */
  synchronized boolean unlessChained(Runnable completing) {
    if (chained) {
      return false;
    }
    completing.run();
    return true;
  }

  @Override
  public String toString() {
    return lease + " " + command.line();
  }

  /** The command as this attempt of it is launched. */
  Command launched() {
    return attempt == 1
        ? command
        : command.environment(
            command.environment().with("PLIMSOLL_ATTEMPT", Integer.toString(attempt)));
  }

  /** Tells who waited for it that what it holds is known. On the loop. */
  void tellLooked() {
    Runnable told = looked;
    if (told != null) {
      looked = null;
      told.run();
    }
  }

  /** Waits for another attempt, under a lease of its own. On the loop. */
  void again(String nextLease, long now) {
    attempt++;
    lease = nextLease;
    process = null;
    outputs = null;
    opened = Long.MAX_VALUE;
    where = "";
    state = new SubprocessState.Queued(now);
  }
}

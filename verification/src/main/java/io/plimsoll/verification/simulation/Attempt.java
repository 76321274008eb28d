package io.plimsoll.verification.simulation;

import io.plimsoll.core.Due;
import io.plimsoll.core.subprocess.SubprocessPolicy;
import io.plimsoll.testkit.ScriptedProcess;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One launch of one command, as the watch sees it. */
final class Attempt {

  final Tracked command;
  final String lease;
  final int number;
  final long launchedAt;
  @Nullable ScriptedProcess process;
  int signalsSeen;
  long firstAskedAt = Due.NEVER;
  boolean ended;
  String endWords = "";

  Attempt(Tracked command, String lease, int number, long launchedAt) {
    this.command = command;
    this.lease = lease;
    this.number = number;
    this.launchedAt = launchedAt;
  }

  ProcessPlan plan() {
    return command.plan.attempt(number);
  }

  /** The time by which it must have ended, as far as is known now. */
  long latestEnd() {
    if (process == null) {
      return launchedAt;
    }
    OptionalLong told = process.startToldAt();
    return told.isEmpty() ? latestGivenUp() : latestEnd(process);
  }

  private long latestGivenUp() {
    long timeout = command.plan.timeoutNanos();
    long most = SubprocessPolicy.START_LIMIT;
    long least = SubprocessPolicy.START_LEAST;
    long limit = timeout == 0 ? most : Math.min(most, Math.max(least, timeout));
    long latest = Due.after(launchedAt, limit);
    return command.cancelAt == Due.NEVER
        ? latest
        : Due.earlier(latest, Due.after(command.cancelAt, SubprocessPolicy.AFTER_GRACE));
  }

  private long latestEnd(ScriptedProcess started) {
    CommandPlan plan = command.plan;
    long killed = SubprocessPolicy.AFTER_GRACE + plan().lag();
    long gone = plan.graceNanos() + killed;
    long latest = Due.NEVER;
    if (plan.timeout() > 0) {
      // Whose start was told late cannot be asked to leave before.
      long deadline = Due.after(started.startedAt(), plan.timeoutNanos());
      long told = started.startToldAt().orElse(deadline);
      latest = Due.after(Due.earlier(deadline, told) == deadline ? told : deadline, gone);
    }
    OptionalLong exit = started.exitToldAt();
    if (exit.isPresent()) {
      latest = Due.earlier(latest, Due.after(exit.getAsLong(), gone));
    }
    if (command.cancelAt != Due.NEVER) {
      latest = Due.earlier(latest, Due.after(command.cancelAt, gone));
    }
    boolean spared = plan.spares() && exit.isPresent();
    if (command.atOnceAt != Due.NEVER && !spared) {
      latest = Due.earlier(latest, Due.after(command.atOnceAt, killed));
    }
    return latest;
  }

  /** Whether a process of it may live on after its end. */
  boolean mayLiveOn() {
    if (process == null || process.startToldAt().isEmpty()) {
      return plan().undead();
    }
    boolean kept = command.plan.spares() && process.hasExited();
    return kept || (plan().undead() && endWords.contains("were left"));
  }
}

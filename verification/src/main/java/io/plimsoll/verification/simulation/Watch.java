package io.plimsoll.verification.simulation;

import io.plimsoll.command.Command;
import io.plimsoll.command.Outcome;
import io.plimsoll.command.Retry;
import io.plimsoll.command.StopSignal;
import io.plimsoll.core.Due;
import io.plimsoll.lease.Health;
import io.plimsoll.port.EventSink;
import io.plimsoll.port.RuntimeEvent;
import io.plimsoll.testkit.ScriptedLauncher;
import io.plimsoll.testkit.ScriptedProcess;
import io.plimsoll.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what a subject does and names the first invariant that does not hold. What it keeps is
 * bounded by the plan.
 */
final class Watch implements EventSink {

  private final Setup setup;
  private final VirtualTime time;
  private final ScriptedLauncher launcher;
  private final Figures figures;
  private final Consumer<String> trace;
  final Map<Integer, Tracked> commands = new LinkedHashMap<>();
  private final Map<String, Attempt> attempts = new HashMap<>();
  private final List<Attempt> live = new ArrayList<>();
  private final Set<String> endedWaiting = new HashSet<>();
  private @Nullable Violation violation;
  private int launchesSeen;
  private long events;
  private int deliveries;
  private long hash = 1125899906842597L;

  Watch(
      Setup setup,
      VirtualTime time,
      ScriptedLauncher launcher,
      Figures figures,
      Consumer<String> trace) {
    this.setup = setup;
    this.time = time;
    this.launcher = launcher;
    this.figures = figures;
    this.trace = trace;
  }

  /** Notes a violation; the first one counts. */
  void broke(String invariant, String words) {
    if (violation == null) {
      violation = new Violation(invariant, words);
    }
  }

  void check(boolean holds, String invariant, Object about) {
    if (!holds) {
      broke(invariant, about + " at " + at(time.nanos()));
    }
  }

  void throwIfBroken() {
    if (violation != null) {
      throw violation;
    }
  }

  /** A point of time for people: since the beginning of the run. */
  String at(long nanos) {
    return Duration.ofNanos(nanos - setup.origin()).toString();
  }

  /** The launcher is asked for a process: the plan of the attempt is chosen here. */
  ProcessPlan launching(String lease, Command command) {
    Tracked tracked = commands.get(CommandPlan.numberOf(command));
    if (tracked == null) {
      throw new IllegalStateException("launched without a plan: " + command);
    }
    int number = tracked.attempts.size() + 1;
    Attempt attempt = new Attempt(tracked, lease, number, time.nanos());
    checkLaunch(tracked, number);
    tracked.attempts.add(attempt);
    check(attempts.put(lease, attempt) == null, "a lease is launched once", lease);
    live.add(attempt);
    figures.launches++;
    return attempt.plan();
  }

  private void checkLaunch(Tracked tracked, int number) {
    String words = "command " + tracked.plan.number() + ", attempt " + number;
    check(tracked.outcomes == 0, "nothing is launched after its outcome", words);
    // In the same instant the loop may come to the launch first.
    boolean asked = tracked.cancelAt != Due.NEVER && time.nanos() - tracked.cancelAt > 0;
    check(!asked, "nothing is launched after its cancel", words);
    check(number <= tracked.plan.retries() + 1, "retries are bounded", words);
    if (number > 1) {
      Duration pause =
          new Retry(tracked.plan.retries(), Duration.ofMillis(tracked.plan.backoff()))
              .pauseBefore(number);
      check(
          Due.reached(Due.after(tracked.lastEndAt, pause.toNanos()), time.nanos()),
          "a retry waits for its pause",
          words);
    }
  }

  @Override
  public void on(RuntimeEvent event) {
    events++;
    mix(event.sequence(), time.nanos(), event.at().hashCode());
    mix(event.lease().hashCode(), event.what().hashCode(), event.words().hashCode());
    mix(event.phase().hashCode());
    trace.accept(
        at(time.nanos()) + "  " + event.lease() + " " + event.what() + ": " + event.words());
    check(event.sequence() == events, "events are numbered without a gap", event);
    check(!event.words().isBlank(), "reasons are never empty", event);
    if (event.what().equals("end")) {
      ended(event);
    }
  }

  private void ended(RuntimeEvent event) {
    Attempt attempt = attempts.get(event.lease());
    if (attempt == null) {
      check(endedWaiting.add(event.lease()), "each lease ends exactly once", event);
      return;
    }
    check(!attempt.ended, "each lease ends exactly once", event);
    bindLaunches();
    checkInTime(attempt);
    attempt.ended = true;
    attempt.endWords = event.words();
    attempt.command.lastEndAt = time.nanos();
    live.remove(attempt);
    ScriptedProcess process = attempt.process;
    check(process == null || process.isReleased(), "what ended is let go", event);
  }

  void delivered() {
    deliveries++;
  }

  void outcome(Tracked tracked, Outcome outcome) {
    tracked.outcomes++;
    figures.outcome(outcome.kind());
    mix(
        outcome.kind().name().hashCode(),
        outcome.reason().hashCode(),
        outcome.duration().toNanos());
    trace.accept(
        at(time.nanos())
            + "  outcome of command "
            + tracked.plan.number()
            + ": "
            + outcome.kind().word()
            + ", "
            + outcome.reason());
    check(tracked.outcomes == 1, "each command gets one outcome", outcome.lease());
    new Verdicts(this, tracked, outcome, time.nanos()).check();
  }

  /** After each turn of the loop. */
  void afterTurn(Health health) {
    figures.turns++;
    bindLaunches();
    checkCounts(health);
    for (int i = 0; i < live.size(); i++) {
      checkSignals(live.get(i));
      checkInTime(live.get(i));
    }
    if (launcher.isBreached()) {
      broke("the launcher is asked only what it may be asked", launcher.breaches().get(0));
    }
    throwIfBroken();
  }

  private void bindLaunches() {
    while (launchesSeen < launcher.launches()) {
      ScriptedProcess process = launcher.launched(launchesSeen++);
      Attempt attempt = attempts.get(process.lease());
      if (attempt != null) {
        attempt.process = process;
      }
    }
  }

  private void checkCounts(Health health) {
    check(health.live() <= setup.limit(), "live <= limit", health);
    check(live.size() <= setup.limit(), "live <= limit", live.size() + " launched, " + health);
    check(health.live() == live.size(), "live means launched and not ended", health);
    check(health.queued() <= setup.queue(), "queue <= bound", health);
    check(health.opened() == health.ended() + health.live(), "opened = ended + live", health);
    check(health.scopes() <= setup.scopes(), "scopes <= bound", health);
    check(health.residentBytes() >= 0, "resident memory is not negative", health);
    check(health.live() > 0 || health.residentBytes() == 0, "none live, no memory", health);
  }

  private void checkSignals(Attempt attempt) {
    ScriptedProcess process = attempt.process;
    if (process == null) {
      return;
    }
    while (attempt.signalsSeen < process.signalCount()) {
      ScriptedProcess.Sent sent = process.signal(attempt.signalsSeen++);
      figures.signals++;
      mix(sent.signal().number(), sent.atNanos());
      if (sent.signal() == StopSignal.KILL) {
        figures.kills++;
        check(mayKill(attempt, sent.atNanos()), "no KILL before the grace is over", process);
      } else {
        check(
            sent.signal() == attempt.command.plan.first(), "the first signal is as asked", process);
        attempt.firstAskedAt = Due.earlier(attempt.firstAskedAt, sent.atNanos());
      }
    }
  }

  private static boolean mayKill(Attempt attempt, long now) {
    CommandPlan plan = attempt.command.plan;
    ProcessPlan process = attempt.plan();
    long tree = process.lastBytes() + (long) process.behind() * ProcessPlan.MEBIBYTE;
    return plan.grace() == 0
        || plan.first() == StopSignal.KILL
        || attempt.command.atOnceAt != Due.NEVER
        || (plan.memory() > 0 && tree > plan.memory())
        || (attempt.firstAskedAt != Due.NEVER
            && Due.reached(Due.after(attempt.firstAskedAt, plan.graceNanos()), now));
  }

  private void checkInTime(Attempt attempt) {
    long latest = attempt.latestEnd();
    if (latest != Due.NEVER && time.nanos() - latest > 0) {
      ScriptedProcess process = attempt.process;
      boolean started = process != null && process.startToldAt().isPresent();
      broke(
          started
              ? "nothing ends later than timeout + grace + 2 s, on a machine that keeps up"
              : "a start that is not answered is given up in time",
          "command %d lives at %s, allowed until %s"
              .formatted(attempt.command.plan.number(), at(time.nanos()), at(latest)));
    }
  }

  /** When everything must be over. */
  void atTheEnd(Health health) {
    for (Tracked tracked : commands.values()) {
      int wanted = tracked.refused ? 0 : 1;
      check(tracked.outcomes == wanted, "each command gets one outcome", tracked.plan.words());
    }
    int accepted = (int) commands.values().stream().filter(c -> !c.refused).count();
    check(deliveries == accepted, "each command gets one outcome", deliveries + " of " + accepted);
    for (Attempt attempt : attempts.values()) {
      ScriptedProcess process = attempt.process;
      check(attempt.ended, "each lease ends exactly once", attempt.lease);
      check(process == null || process.isReleased(), "what ended is let go", attempt.lease);
      check(
          process == null || process.live() == 0 || attempt.mayLiveOn(),
          "nothing outlives its owner",
          process + ", " + attempt.endWords);
    }
    check(health.live() == 0 && health.queued() == 0, "all has ended", health);
    check(time.timersSet() == 0, "no timer is left", time);
    throwIfBroken();
  }

  private void mix(long... values) {
    for (long value : values) {
      hash = (hash ^ value) * 1099511628211L;
      hash ^= hash >>> 29;
    }
  }

  /** A digest of all that happened. */
  long hash() {
    return hash;
  }
}

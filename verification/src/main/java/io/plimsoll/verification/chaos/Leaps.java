package io.plimsoll.verification.chaos;

import io.plimsoll.command.ByteSize;
import io.plimsoll.command.Command;
import io.plimsoll.command.Outcome;
import io.plimsoll.command.StopSignal;
import io.plimsoll.command.Survivors;
import io.plimsoll.core.supervise.Supervisor;
import io.plimsoll.core.supervise.SupervisorLimits;
import io.plimsoll.testkit.Script;
import io.plimsoll.testkit.ScriptedLauncher;
import io.plimsoll.testkit.ScriptedProcess;
import io.plimsoll.testkit.VirtualTime;
import io.plimsoll.verification.workload.Findings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/**
 * Runtimes whose time leaps: they sleep for minutes while their commands go on, the time of day is
 * set by a year, and every deadline fires at once when they wake. In virtual time, with the real
 * core.
 */
final class Leaps {

  private static final int COMMANDS = 20;
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final long seed;
  private int asleep;
  private int ended;
  private int namedThoughGone;

  Leaps(long seed) {
    this.seed = seed;
  }

  void run(int rounds, Findings findings) {
    List<String> complaints = new ArrayList<>();
    for (int round = 0; round < rounds && complaints.isEmpty(); round++) {
      round(new Random(seed * 31 + round), complaints);
    }
    findings.figure(
        "time leaps: runtimes, sleeps, outcomes", rounds + ", " + asleep + ", " + ended);
    findings.figure("time leaps: outcomes that name as left what is gone", namedThoughGone);
    complaints.forEach(words -> findings.require(false, "time leaps: " + words));
  }

  private void round(Random random, List<String> complaints) {
    VirtualTime time = new VirtualTime();
    SleepyTimers timers = new SleepyTimers(time);
    ScriptedLauncher launcher =
        new ScriptedLauncher(time).otherwise((lease, command) -> script(random));
    SupervisorLimits limits =
        new SupervisorLimits(8, COMMANDS, 4, TIMEOUT, GRACE, ByteSize.NONE, Survivors.END);
    Supervisor supervisor =
        new Supervisor("leaps", limits, launcher, time, timers, event -> {}, Runnable::run);
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < COMMANDS; i++) {
      CompletableFuture<Void> unused =
          supervisor
              .submit(supervisor.root(), Command.of("sleeper"))
              .outcome()
              .thenAccept(outcomes::add);
    }
    Runnable turn =
        () -> {
          while (!timers.isAsleep() && supervisor.loop().turn()) {
            // Until nothing is to be decided.
          }
        };
    turn.run();
    for (int i = 0; i < COMMANDS * 4 && outcomes.size() < COMMANDS; i++) {
      time.advance(Duration.ofMillis(random.nextInt(10_000)), turn);
      timers.sleep();
      time.advance(Duration.ofSeconds(1 + random.nextInt(600)), turn);
      time.jumpWall(Duration.ofDays(random.nextInt(730) - 365L));
      timers.wake();
      turn.run();
      asleep++;
    }
    ended += outcomes.size();
    judge(outcomes, launcher, complaints);
  }

  private static Script script(Random random) {
    Script script = new Script();
    if (random.nextInt(3) == 0) {
      script.exitsAfter(Duration.ofSeconds(random.nextInt(300)), random.nextInt(3));
    }
    if (random.nextInt(3) == 0) {
      script.ignoresTerm();
    }
    if (random.nextInt(4) == 0) {
      script.leavesDeafBehind(2);
    }
    return script;
  }

  private void judge(List<Outcome> outcomes, ScriptedLauncher launcher, List<String> complaints) {
    if (outcomes.size() != COMMANDS) {
      complaints.add(outcomes.size() + " outcomes of " + COMMANDS + " commands");
    }
    complaints.addAll(launcher.breaches());
    for (Outcome outcome : outcomes) {
      namedThoughGone += outcome.survivors() > 0 ? 1 : 0;
      if (outcome.duration().isNegative()) {
        complaints.add("an outcome of " + outcome.duration() + ": " + outcome.reason());
      }
    }
    for (ScriptedProcess process : launcher.launched()) {
      if (process.live() > 0) {
        complaints.add(process + ": lives on");
      }
      if (killedEarly(process)) {
        complaints.add(process + ": killed before its grace was over: " + process.signals());
      }
    }
  }

  /** The deadline and the end of the grace fall into one sleep: the grace is due all the same. */
  private static boolean killedEarly(ScriptedProcess process) {
    long asked = 0;
    boolean isAsked = false;
    for (ScriptedProcess.Sent sent : process.signals()) {
      if (sent.signal() == StopSignal.KILL) {
        return !isAsked || sent.atNanos() - asked < GRACE.toNanos();
      }
      if (!isAsked) {
        isAsked = true;
        asked = sent.atNanos();
      }
    }
    return false;
  }
}

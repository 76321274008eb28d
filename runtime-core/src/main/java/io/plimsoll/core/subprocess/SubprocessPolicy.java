package io.plimsoll.core.subprocess;

import io.plimsoll.command.Command;
import io.plimsoll.command.OutcomeKind;
import io.plimsoll.command.StartFailure;
import io.plimsoll.command.StopSignal;
import io.plimsoll.command.Survivors;
import io.plimsoll.core.Due;
import io.plimsoll.core.Transition;
import io.plimsoll.core.subprocess.SubprocessEffect.CloseInput;
import io.plimsoll.core.subprocess.SubprocessEffect.Conclude;
import io.plimsoll.core.subprocess.SubprocessEffect.Release;
import io.plimsoll.core.subprocess.SubprocessEffect.Settle;
import io.plimsoll.core.subprocess.SubprocessEffect.Signal;
import io.plimsoll.core.subprocess.SubprocessEffect.Survey;
import io.plimsoll.core.subprocess.SubprocessState.Ended;
import io.plimsoll.core.subprocess.SubprocessState.Killing;
import io.plimsoll.core.subprocess.SubprocessState.Settling;
import io.plimsoll.core.subprocess.SubprocessState.Starting;
import io.plimsoll.core.subprocess.SubprocessState.Stopping;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The rules by which one command lives and ends. Given its state, an event and the time, it says
 * what follows and what is to be done; it does nothing itself.
 *
 * <p>Every state but the last has a due time or waits for an event that must come, so every life
 * ends: at the latest its timeout, its grace and {@link #AFTER_GRACE} after it was started, and
 * {@link #DYING_LIMIT} more where the machine does not keep up with ending it.
 *
 * @param timeoutNanos how long it may run; 0 means without end
 * @param graceNanos how long it may take to leave before it is killed
 * @param memoryLimit the most resident bytes of its tree; 0 means no limit
 * @param firstSignal the signal that asks it to leave
 * @param endSurvivors whether what it leaves behind is ended
 * @param endsWithInput whether the end of its input asks it to leave
 */
public record SubprocessPolicy(
    long timeoutNanos,
    long graceNanos,
    long memoryLimit,
    StopSignal firstSignal,
    boolean endSurvivors,
    boolean endsWithInput) {

  /** The longest that a start may take. */
  public static final long START_LIMIT = Duration.ofSeconds(30).toNanos();

  /**
   * What a start may take at least, however short the timeout: a busy machine is no hanging one.
   */
  public static final long START_LEAST = Duration.ofSeconds(5).toNanos();

  /**
   * How long after the grace everything has ended, whatever it does, on a machine that keeps up.
   */
  public static final long AFTER_GRACE = Duration.ofSeconds(2).toNanos();

  /**
   * How much longer it is waited where the machine is too busy to let end what has taken its KILL,
   * or to look whether it has.
   */
  public static final long DYING_LIMIT = Duration.ofSeconds(8).toNanos();

  /** How long an output must be quiet to count as read, and how long that may take. */
  static final long QUIET = Duration.ofMillis(100).toNanos();

  static final long SETTLE_LIMIT = Duration.ofSeconds(2).toNanos();

  /** Looks in a row that must find nobody: a fork can slip past one. */
  static final int LOOKS = 2;

  /**
   * The pauses between looks at what is ending: the first where the command itself has exited, then
   * twice as long each. Until it has, which is told, a look says little: they are the longest.
   */
  static final long FIRST_PAUSE = Duration.ofMillis(1).toNanos();

  static final long LONGEST_PAUSE = Duration.ofMillis(50).toNanos();

  /**
   * How long the first look after an exit, or a start that is not wanted any more, is waited for.
   * It leaves the KILL that may follow its share of {@link #AFTER_GRACE}.
   */
  static final long PATIENCE = Duration.ofSeconds(1).toNanos();

  /** How soon a look that was not answered is asked for again. */
  static final long ASK_AGAIN = Duration.ofMillis(500).toNanos();

  /** The fastest growth that a memory limit is read often enough for: 1 GiB a second. */
  static final double GROWTH_BYTES_PER_NANO = (1L << 30) / 1e9;

  static final long SHORTEST_READING = Duration.ofMillis(10).toNanos();
  static final long LONGEST_READING = Duration.ofSeconds(1).toNanos();

  /**
   * The policy for a command whose limits are all given.
   *
   * @throws java.util.NoSuchElementException if a limit is left to the settings
   */
  public static SubprocessPolicy of(Command.Limits limits) {
    return new SubprocessPolicy(
        limits.timeout().orElseThrow().toNanos(),
        limits.grace().orElseThrow().toNanos(),
        limits.memory().orElseThrow().bytes(),
        limits.firstSignal(),
        limits.survivors().orElseThrow() == Survivors.END && !limits.detached(),
        limits.endsWithInput());
  }

  /** What follows. */
  public Transition<SubprocessState, SubprocessEffect> on(
      SubprocessState state, SubprocessEvent event, long now) {
    return event.match(state.match(new Handlers(this, now)));
  }

  /** When the memory of a tree that holds so much must be read again. */
  long nextReading(long residentBytes, long now) {
    if (memoryLimit == 0) {
      return Due.NEVER;
    }
    long pause = (long) (Math.max(0, memoryLimit - residentBytes) / GROWTH_BYTES_PER_NANO);
    return Due.after(now, Math.min(LONGEST_READING, Math.max(SHORTEST_READING, pause)));
  }

  /**
   * The pause after a look that saw somebody who is to leave.
   *
   * @param before the one before
   */
  static long pause(OptionalInt exit, long before) {
    return exit.isPresent() ? Math.min(LONGEST_PAUSE, before * 2) : LONGEST_PAUSE;
  }

  boolean isOver(long residentBytes) {
    return memoryLimit > 0 && residentBytes > memoryLimit;
  }

  /** How long a start may take before it is given up. */
  public long startLimit() {
    return timeoutNanos == 0
        ? START_LIMIT
        : Math.min(START_LIMIT, Math.max(START_LEAST, timeoutNanos));
  }

  /** When a command whose end begins now has ended, whatever it does. */
  long latestEnd(long now) {
    return Due.after(now, graceNanos + AFTER_GRACE);
  }

  /**
   * Its tree is asked to leave; without a grace, or where the first signal is KILL, it is killed.
   *
   * @param latest when it has ended, whatever it does
   */
  Transition<SubprocessState, SubprocessEffect> stop(
      Stop stop, Vitals vitals, OptionalInt exit, long latest, long now) {
    if (firstSignal == StopSignal.KILL || graceNanos == 0) {
      return kill(stop, vitals, exit, latest, now);
    }
    return Transition.to(
        new Stopping(
            stop,
            vitals,
            exit,
            false,
            true,
            Due.after(now, graceNanos),
            latest,
            Due.earlier(
                Due.after(now, exit.isPresent() ? FIRST_PAUSE : LONGEST_PAUSE),
                memoryLimit == 0 ? Due.NEVER : Due.after(now, SHORTEST_READING)),
            FIRST_PAUSE),
        new CloseInput(),
        new Signal(firstSignal, stop.words()));
  }

  /**
   * Its tree is killed. It is looked at when the command has exited, or did not for a while.
   *
   * @param latest when it has ended, whatever it does
   */
  Transition<SubprocessState, SubprocessEffect> kill(
      Stop stop, Vitals vitals, OptionalInt exit, long latest, long now) {
    Killing killing =
        new Killing(
            stop,
            vitals,
            exit,
            exit.isEmpty(),
            false,
            false,
            Patience.from(latest, now),
            Due.after(now, exit.isPresent() ? ASK_AGAIN : LONGEST_PAUSE),
            FIRST_PAUSE);
    Signal signal = new Signal(StopSignal.KILL, stop.words());
    return exit.isPresent()
        ? Transition.to(killing, new CloseInput(), signal, new Survey(LOOKS))
        : Transition.to(killing, new CloseInput(), signal);
  }

  /** Its tree is gone or given up: the outputs are read, by {@code latest} at the latest. */
  static Transition<SubprocessState, SubprocessEffect> settle(
      Verdict verdict, boolean killed, long latest, long now) {
    long due = Due.earlier(Due.after(now, SETTLE_LIMIT), latest);
    long cap = Math.max(0, due - now - QUIET);
    return Transition.to(new Settling(verdict, due, killed), new Settle(QUIET, cap));
  }

  static Transition<SubprocessState, SubprocessEffect> end(Verdict verdict) {
    return Transition.to(new Ended(verdict), new Release(), new Conclude(verdict));
  }

  /** What was started was not the command yet and could not become it, or there was nothing. */
  static Transition<SubprocessState, SubprocessEffect> neverStarted(
      Optional<Stop> stop, StartFailure failure, long now) {
    return end(
        stop.filter(Stop::asked)
            .map(asked -> Verdict.neverRan(asked.neverRan(), asked.words(), Optional.empty(), now))
            .orElseGet(
                () ->
                    Verdict.neverRan(
                        OutcomeKind.NOT_STARTED, failure.words(), Optional.of(failure), now)));
  }

  /**
   * A start is given up. The word that it succeeded may be on its way at this very moment, and then
   * letting go would leave it behind: so it is killed first, which does nothing where it never ran.
   */
  static Transition<SubprocessState, SubprocessEffect> giveUp(Verdict verdict) {
    return Transition.to(
        new Ended(verdict),
        new Signal(StopSignal.KILL, verdict.reason()),
        new Release(),
        new Conclude(verdict));
  }

  Transition<SubprocessState, SubprocessEffect> launch(long now) {
    return Transition.to(
        Starting.since(now, Due.after(now, startLimit())), new SubprocessEffect.Launch());
  }
}

package io.plimsoll.verification.simulation;

import io.plimsoll.command.StartFailure;
import io.plimsoll.core.subprocess.SubprocessPolicy;
import io.plimsoll.testkit.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What one process will do, as data. Times in milliseconds; -1 means never, or not at all.
 *
 * @param start how its start goes
 * @param startDelay how long that takes
 * @param exitDelay when it leaves by itself
 * @param exitStatus its status then
 * @param afterTerm how long it lives on after a signal
 * @param afterKill how long it lives on after KILL
 * @param behind how many processes outlive it
 * @param behindAfterTerm how long those live on after a signal
 * @param lastBytes how much memory it holds in the end
 * @param bytesPerSecond how fast it comes to hold it
 * @param pipeHeld how long its output stays open after its exit
 * @param writes whether something is written there all the time
 * @param readEvery how often its tree is read unasked
 * @param inputEnds when its streamed input ends
 * @param manners what of it is not answered, or hidden
 * @param latencies how late things about it are told, in turn
 */
record ProcessPlan(
    Start start,
    long startDelay,
    long exitDelay,
    int exitStatus,
    long afterTerm,
    long afterKill,
    int behind,
    long behindAfterTerm,
    long lastBytes,
    long bytesPerSecond,
    long pipeHeld,
    boolean writes,
    long readEvery,
    long inputEnds,
    Manners manners,
    List<Long> latencies) {

  static final long NEVER = -1;

  /** What a machine that keeps up takes at most to answer, or to let end what was killed. */
  private static final long KEPT_UP = 400;

  static final long MEBIBYTE = 1L << 20;

  /** How a start goes. */
  enum Start {
    WELL,
    NOT_FOUND,
    EXHAUSTED,
    LAUNCHER_THROWS,
    UNANSWERED
  }

  /** What of it is not answered, or hidden. */
  enum Manners {
    GOOD,
    NO_SURVEYS,
    NO_SETTLING,
    HIDES_FROM_A_LOOK
  }

  /** Starts at once, leaves with status 0 after so long, and has no peculiarity. */
  static ProcessPlan plain(long exitDelay) {
    return new ProcessPlan(
        Start.WELL,
        0,
        exitDelay,
        0,
        0,
        0,
        0,
        0,
        MEBIBYTE,
        0,
        0,
        false,
        NEVER,
        NEVER,
        Manners.GOOD,
        List.of(0L));
  }

  /** Whether KILL does not end it or what it leaves behind. */
  boolean undead() {
    return afterKill == NEVER;
  }

  /**
   * How much longer, in nanoseconds, its end may take because the machine does not keep up with it.
   */
  long lag() {
    boolean slow =
        manners == Manners.NO_SURVEYS
            || afterKill > KEPT_UP
            || latencies.stream().anyMatch(latency -> latency > KEPT_UP);
    return slow ? SubprocessPolicy.DYING_LIMIT : 0;
  }

  Script script() {
    Script script =
        new Script()
            .startsAfter(Duration.ofMillis(startDelay))
            .growsTo(lastBytes, bytesPerSecond)
            .holdsPipeFor(Duration.ofMillis(pipeHeld))
            .answersAfter(latencies.stream().map(Duration::ofMillis).toArray(Duration[]::new));
    scriptStart(script);
    if (exitDelay != NEVER) {
      script.exitsAfter(Duration.ofMillis(exitDelay), exitStatus);
    }
    scriptEnd(script);
    if (writes) {
      script.keepsWriting();
    }
    if (readEvery != NEVER) {
      script.isReadEvery(Duration.ofMillis(readEvery));
    }
    if (inputEnds != NEVER) {
      script.inputEndsAfter(Duration.ofMillis(inputEnds));
    }
    return switch (manners) {
      case GOOD -> script;
      case NO_SURVEYS -> script.neverAnswersSurveys();
      case NO_SETTLING -> script.neverSettles();
      case HIDES_FROM_A_LOOK -> script.hidesFromLooks(1);
    };
  }

  private void scriptStart(Script script) {
    switch (start) {
      case NOT_FOUND -> script.startFails(StartFailure.Kind.NOT_FOUND, "there is no such program");
      case EXHAUSTED -> script.startFails(StartFailure.Kind.EXHAUSTED, "no process is free");
      case UNANSWERED -> script.neverAnswersStart();
      case WELL, LAUNCHER_THROWS -> {}
    }
  }

  private void scriptEnd(Script script) {
    if (behind > 0 && behindAfterTerm == NEVER) {
      script.leavesDeafBehind(behind);
    } else if (behind > 0) {
      script.leavesBehind(behind, Duration.ofMillis(behindAfterTerm));
    }
    if (undead()) {
      script.undead();
      return;
    }
    script.diesAfterKill(Duration.ofMillis(afterKill));
    if (afterTerm == NEVER) {
      script.ignoresTerm();
    } else {
      script.diesAfterTerm(Duration.ofMillis(afterTerm));
    }
  }

  /** Plans that differ from the plain one in less than this one does. */
  List<ProcessPlan> simpler() {
    ProcessPlan plain = plain(10);
    Object[] mine = values();
    Object[] simple = plain.values();
    List<ProcessPlan> plans = new ArrayList<>();
    for (int i = 0; i < mine.length; i++) {
      if (!mine[i].equals(simple[i])) {
        Object[] changed = mine.clone();
        changed[i] = simple[i];
        plans.add(of(changed));
      }
    }
    return plans;
  }

  private Object[] values() {
    return new Object[] {
      start, startDelay, exitDelay, exitStatus, afterTerm, afterKill, behind, behindAfterTerm,
      lastBytes, bytesPerSecond, pipeHeld, writes, readEvery, inputEnds, manners, latencies
    };
  }

  @SuppressWarnings("unchecked") // the list comes from values()
  private static ProcessPlan of(Object[] v) {
    return new ProcessPlan(
        (Start) v[0],
        (Long) v[1],
        (Long) v[2],
        (Integer) v[3],
        (Long) v[4],
        (Long) v[5],
        (Integer) v[6],
        (Long) v[7],
        (Long) v[8],
        (Long) v[9],
        (Long) v[10],
        (Boolean) v[11],
        (Long) v[12],
        (Long) v[13],
        (Manners) v[14],
        (List<Long>) v[15]);
  }

  /** What it does, for people; only what is not plain. */
  String words() {
    List<String> words = new ArrayList<>();
    add(words, start != Start.WELL, "start " + start.name().toLowerCase(java.util.Locale.ROOT));
    add(words, startDelay > 0, "starts after " + startDelay + " ms");
    add(
        words,
        true,
        exitDelay == NEVER ? "stays" : "leaves with " + exitStatus + " after " + exitDelay + " ms");
    add(words, afterTerm == NEVER, "ignores TERM");
    add(words, afterTerm > 0, "dies " + afterTerm + " ms after TERM");
    add(words, undead(), "cannot be killed");
    add(words, afterKill > 0, "dies " + afterKill + " ms after KILL");
    add(
        words,
        behind > 0,
        "leaves "
            + behind
            + " behind, who "
            + (behindAfterTerm == NEVER
                ? "ignore TERM"
                : "die " + behindAfterTerm + " ms after TERM"));
    add(
        words,
        lastBytes > MEBIBYTE,
        "grows to " + lastBytes / MEBIBYTE + " MiB by " + bytesPerSecond / MEBIBYTE + " MiB/s");
    add(
        words,
        pipeHeld > 0,
        "its output is held open for " + pipeHeld + " ms" + (writes ? " and written to" : ""));
    add(words, readEvery != NEVER, "is read every " + readEvery + " ms");
    add(words, inputEnds != NEVER, "its input ends after " + inputEnds + " ms");
    add(
        words,
        manners != Manners.GOOD,
        manners.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '));
    add(
        words,
        latencies.stream().anyMatch(l -> l > 0),
        "told late by "
            + latencies.stream().map(String::valueOf).collect(Collectors.joining(", "))
            + " ms");
    return String.join("; ", words);
  }

  private static void add(List<String> words, boolean when, String... more) {
    if (when) {
      words.addAll(Arrays.asList(more));
    }
  }
}

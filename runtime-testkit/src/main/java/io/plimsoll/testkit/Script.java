package io.plimsoll.testkit;

import io.plimsoll.command.StartFailure;
import java.time.Duration;
import java.util.Optional;

/**
 * What a scripted process does. Unless told otherwise it starts at once, holds 1 MiB, runs until a
 * signal ends it, obeys every signal at once, leaves nothing behind, and all about it is told
 * without delay.
 *
 * <p>Every method changes this script and answers it. Written before the launch, read by it.
 *
 * @since 0.1.0
 */
public final class Script {

  static final long NEVER = -1;
  private static final long MEBIBYTE = 1L << 20;

  long startDelay;
  boolean startAnswered = true;
  Optional<StartFailure> failure = Optional.empty();
  long exitDelay = NEVER;
  int exitStatus;
  final Temper root = new Temper();
  final Temper left = new Temper();
  int descendants;
  long bytes = MEBIBYTE;
  long bytesAtLast = MEBIBYTE;
  long bytesPerSecond;
  long pipeHeld;
  boolean pipeWritten;
  boolean surveysAnswered = true;
  boolean settleAnswered = true;
  long readingPause = NEVER;
  long inputEnd = NEVER;
  long inputClosedDelay = NEVER;
  int inputClosedStatus;
  int hiddenLooks;
  String text = "";
  // As many as the test names.
  private long[] latencies = {0};

  /** A process that follows the defaults. */
  public Script() {}

  /** How one process takes signals. Times in nanoseconds. */
  static final class Temper {
    long afterTerm;
    int statusAfterTerm = (int) NEVER;
    long afterKill;
  }

  /** It starts so long after the launch; a start that fails, fails then. */
  public Script startsAfter(Duration delay) {
    startDelay = delay.toNanos();
    return this;
  }

  /** Its start fails. */
  public Script startFails(StartFailure.Kind kind, String words) {
    failure = Optional.of(new StartFailure(kind, words));
    return this;
  }

  /** Nothing is ever told about its start, and nothing starts. */
  public Script neverAnswersStart() {
    startAnswered = false;
    return this;
  }

  /** It leaves by itself so long after its start. */
  public Script exitsAfter(Duration delay, int status) {
    exitDelay = delay.toNanos();
    exitStatus = status;
    return this;
  }

  /** It ignores every signal but KILL. */
  public Script ignoresTerm() {
    root.afterTerm = NEVER;
    return this;
  }

  /** A signal other than KILL ends it so long after. */
  public Script diesAfterTerm(Duration delay) {
    root.afterTerm = delay.toNanos();
    return this;
  }

  /** A signal other than KILL makes it leave by itself with this status, so long after. */
  public Script leavesAfterTerm(Duration delay, int status) {
    root.statusAfterTerm = status;
    return diesAfterTerm(delay);
  }

  /** KILL ends it, and what it leaves behind, so long after. */
  public Script diesAfterKill(Duration delay) {
    root.afterKill = delay.toNanos();
    left.afterKill = delay.toNanos();
    return this;
  }

  /** No signal ends it, KILL included, nor what it leaves behind. */
  public Script undead() {
    root.afterTerm = NEVER;
    root.afterKill = NEVER;
    left.afterTerm = NEVER;
    left.afterKill = NEVER;
    return this;
  }

  /** It has so many descendants, who outlive it and die so long after a signal. */
  public Script leavesBehind(int count, Duration afterTerm) {
    descendants = count;
    left.afterTerm = afterTerm.toNanos();
    return this;
  }

  /** It has so many descendants, who outlive it and ignore every signal but KILL. */
  public Script leavesDeafBehind(int count) {
    descendants = count;
    left.afterTerm = NEVER;
    return this;
  }

  /** It holds so much memory. */
  public Script holds(long size) {
    bytes = size;
    bytesAtLast = size;
    bytesPerSecond = 0;
    return this;
  }

  /** The memory it holds grows from its start on. */
  public Script growsTo(long last, long perSecond) {
    bytesAtLast = last;
    bytesPerSecond = perSecond;
    return this;
  }

  /** Somebody holds its output open so long after its exit. */
  public Script holdsPipeFor(Duration time) {
    pipeHeld = time.toNanos();
    return this;
  }

  /** Who holds its output open writes to it all the time. */
  public Script keepsWriting() {
    pipeWritten = true;
    return this;
  }

  /** It has written this to its standard output. */
  public Script prints(String content) {
    text = content;
    return this;
  }

  /** What is told about it comes late: by these delays in turn, and again from the first. */
  public Script answersAfter(Duration... delays) {
    latencies = new long[Math.max(1, delays.length)];
    for (int i = 0; i < delays.length; i++) {
      latencies[i] = delays[i].toNanos();
    }
    return this;
  }

  /** No request to look at its tree is answered. */
  public Script neverAnswersSurveys() {
    surveysAnswered = false;
    return this;
  }

  /** No request to read its outputs to their end is answered. */
  public Script neverSettles() {
    settleAnswered = false;
    return this;
  }

  /** Its tree is read every so often, unasked. */
  public Script isReadEvery(Duration pause) {
    readingPause = pause.toNanos();
    return this;
  }

  /** Its streamed input ends so long after its start. */
  public Script inputEndsAfter(Duration delay) {
    inputEnd = delay.toNanos();
    return this;
  }

  /** It leaves so long after its input was closed. */
  public Script leavesOnClosedInput(Duration delay, int status) {
    inputClosedDelay = delay.toNanos();
    inputClosedStatus = status;
    return this;
  }

  /** The first looks at its tree after its exit find nobody, as when a fork slips past them. */
  public Script hidesFromLooks(int looks) {
    hiddenLooks = looks;
    return this;
  }

  long latency(int turn) {
    return latencies[turn % latencies.length];
  }

  long bytesAfter(long nanos) {
    double grown = (double) bytes + (double) bytesPerSecond * (nanos / 1e9);
    return bytesPerSecond == 0 ? bytes : Math.min(bytesAtLast, (long) grown);
  }
}

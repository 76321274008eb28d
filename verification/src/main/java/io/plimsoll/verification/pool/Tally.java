package io.plimsoll.verification.pool;

import io.plimsoll.command.Durations;
import io.plimsoll.resource.PoolException;
import io.plimsoll.resource.PoolException.Reason;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What the borrowers saw. */
final class Tally {

  private final long end;
  private final int most;
  final LongAdder loans = new LongAdder();
  final LongAdder closedMeanwhile = new LongAdder();
  final LongAdder failedCalls = new LongAdder();
  final LongAdder wrongAnswers = new LongAdder();
  final AtomicInteger closedOnes = new AtomicInteger();
  final AtomicInteger inTwoHands = new AtomicInteger();
  final AtomicInteger overLimit = new AtomicInteger();
  final AtomicLong longestWait = new AtomicLong();
  final AtomicLong longestRefusal = new AtomicLong();

  // At most one for each connection that is lent.
  private final Set<Long> hands = ConcurrentHashMap.newKeySet();
  private volatile String surprise = "";
  private final AtomicInteger lent = new AtomicInteger();
  // One a reason.
  private final Map<Reason, LongAdder> refusals = new EnumMap<>(Reason.class);

  /**
   * @param end until when borrowers go on
   */
  Tally(long end, int most) {
    this.end = end;
    this.most = most;
    for (Reason reason : Reason.values()) {
      refusals.put(reason, new LongAdder());
    }
  }

  boolean goesOn() {
    return System.nanoTime() - end < 0 && surprise.isEmpty();
  }

  void lent(Guest guest, long nanos) {
    loans.increment();
    longestWait.accumulateAndGet(nanos, Math::max);
    inTwoHands.addAndGet(hands.add(guest.id()) ? 0 : 1);
    overLimit.addAndGet(lent.incrementAndGet() > most ? 1 : 0);
  }

  void returned(Guest guest) {
    hands.remove(guest.id());
    lent.decrementAndGet();
  }

  void closedOne(Guest guest, long nanosBefore) {
    closedOnes.incrementAndGet();
    surprise =
        "connection %d was lent, ended %s (%d ns) before it was asked for"
            .formatted(guest.id(), Durations.words(nanosBefore), nanosBefore);
  }

  void closedMeanwhile() {
    closedMeanwhile.increment();
  }

  /**
   * @param explained whether the server talked unasked while the connection was lent
   */
  void wrongAnswer(boolean explained) {
    (explained ? failedCalls : wrongAnswers).increment();
  }

  void failedCall() {
    failedCalls.increment();
  }

  void refused(PoolException refusal, long nanos) {
    LongAdder count = refusals.get(refusal.reason());
    if (count != null) {
      count.increment();
    }
    longestRefusal.accumulateAndGet(nanos, Math::max);
  }

  long refusals(Reason reason) {
    LongAdder count = refusals.get(reason);
    return count == null ? 0 : count.sum();
  }

  /** What was not foreseen; empty where all was. */
  String surprise() {
    return surprise;
  }

  void surprise(RuntimeException failure) {
    surprise = "a borrower failed: " + failure;
  }
}

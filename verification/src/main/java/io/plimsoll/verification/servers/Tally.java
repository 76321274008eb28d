package io.plimsoll.verification.servers;

import io.plimsoll.command.Durations;
import io.plimsoll.resource.PoolException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What the borrowers saw. Any thread may use it. */
final class Tally {

  private final int most;
  private final Disturbances disturbances;
  final LongAdder borrows = new LongAdder();
  final LongAdder queries = new LongAdder();
  final LongAdder endedMeanwhile = new LongAdder();
  final LongAdder wrongAnswers = new LongAdder();
  final AtomicInteger closedOnes = new AtomicInteger();
  final AtomicInteger unexplained = new AtomicInteger();
  final AtomicInteger leftWaiting = new AtomicInteger();
  final AtomicInteger inTwoHands = new AtomicInteger();
  final AtomicInteger overLimit = new AtomicInteger();
  final AtomicLong longestBorrow = new AtomicLong();
  final AtomicLong longestQuery = new AtomicLong();

  private final AtomicInteger lent = new AtomicInteger();
  // At most one for each connection that is lent.
  private final Set<Session<?>> hands = ConcurrentHashMap.newKeySet();
  // One for each type of failure: a few reasons, and what the drivers throw.
  private final Map<String, LongAdder> failures = new ConcurrentSkipListMap<>();
  // One for each restart.
  private final List<Long> recoveries = Collections.synchronizedList(new ArrayList<>());
  private final AtomicLong answersSince = new AtomicLong();
  private volatile String answersRun = "";
  private volatile String surprise = "";
  private volatile boolean over;

  Tally(int most, Disturbances disturbances) {
    this.most = most;
    this.disturbances = disturbances;
  }

  boolean goesOn() {
    return !over && surprise.isEmpty();
  }

  void end() {
    over = true;
  }

  /** A loan was made that was asked for at that time. */
  void lent(Session<?> session, long asked) {
    borrows.increment();
    longestBorrow.accumulateAndGet(System.nanoTime() - asked, Math::max);
    inTwoHands.addAndGet(hands.add(session) ? 0 : 1);
    overLimit.addAndGet(lent.incrementAndGet() > most ? 1 : 0);
    Long ended = session.endedAt();
    if (ended != null && ended - asked < 0) {
      closedOnes.incrementAndGet();
      surprise(
          "a connection was lent that had ended %s (%d ns) before it was asked for"
              .formatted(Durations.words(asked - ended), asked - ended));
    } else if (ended != null) {
      endedMeanwhile.increment();
    }
  }

  void returned(Session<?> session) {
    hands.remove(session);
    lent.decrementAndGet();
  }

  void refused(PoolException refusal, long asked) {
    long now = System.nanoTime();
    longestBorrow.accumulateAndGet(now - asked, Math::max);
    count("no loan: " + refusal.reason().name().toLowerCase(java.util.Locale.ROOT));
    if (refusal.reason() == PoolException.Reason.EXHAUSTED && !disturbances.within(asked, now)) {
      leftWaiting.incrementAndGet();
    }
  }

  void answered(Session<?> session, long begun) {
    queries.increment();
    long now = System.nanoTime();
    longestQuery.accumulateAndGet(now - begun, Math::max);
    long since = answersSince.get();
    if (since != 0
        && session.identity().run().equals(answersRun)
        && answersSince.compareAndSet(since, 0)) {
      recoveries.add(now - since);
    }
  }

  /** A query failed on a loan that was asked for at that time. */
  void failed(Session<?> session, long asked, long begun, Exception failure) {
    long now = System.nanoTime();
    longestQuery.accumulateAndGet(now - begun, Math::max);
    count("in the borrower's hands: " + failure.getClass().getSimpleName());
    if (!session.isBeingEnded(now) && !disturbances.within(asked, now)) {
      unexplained.incrementAndGet();
      surprise("a query failed, and nobody had touched the server: " + failure);
    }
  }

  /** The server answers again, as this run. */
  void answersAgain(String run) {
    answersRun = run;
    answersSince.set(System.nanoTime());
  }

  /** How long it took after each restart until a borrower had its answer, shortest first. */
  List<Long> recoveries() {
    synchronized (recoveries) {
      return recoveries.stream().sorted().toList();
    }
  }

  Map<String, Long> failures() {
    Map<String, Long> all = new TreeMap<>();
    failures.forEach((type, count) -> all.put(type, count.sum()));
    return all;
  }

  private void count(String failure) {
    failures.computeIfAbsent(failure, type -> new LongAdder()).increment();
  }

  /** What was not foreseen; empty where all was. */
  String surprise() {
    return surprise;
  }

  void surprise(String words) {
    if (surprise.isEmpty()) {
      surprise = words;
    }
  }
}

package io.plimsoll.verification.servers;

import io.plimsoll.Plimsoll;
import io.plimsoll.Settings;
import io.plimsoll.command.Durations;
import io.plimsoll.resource.Borrowed;
import io.plimsoll.resource.Pool;
import io.plimsoll.resource.PoolException;
import io.plimsoll.resource.PoolLimits;
import io.plimsoll.resource.PoolStats;
import io.plimsoll.verification.workload.Findings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** Borrowers over one pool while its server is killed, and what is left when the pool is closed. */
final class ServersTrial<C> {

  static final int THREADS = 8;
  static final int MOST = 4;

  /** How long a server may keep silent when it is asked. */
  static final Duration ANSWER = Duration.ofSeconds(1);

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration OPEN = Duration.ofSeconds(1);
  private static final Duration SWEEP = Duration.ofMillis(500);

  /** What this machine may take longer than was allowed, and no more. */
  private static final Duration LATE = Duration.ofSeconds(1);

  /** A pause of the breaker, and what a first connection takes. */
  private static final Duration RECOVERY = Duration.ofSeconds(3);

  private final Service<C> service;
  private final Findings findings;
  private final long seed;
  private final Disturbances disturbances = new Disturbances();
  private final Tally tally = new Tally(MOST, disturbances);
  private final Sessions<C> sessions;
  private final Mischief<C> mischief;

  ServersTrial(Service<C> service, Findings findings, long seed) {
    this.service = service;
    this.findings = findings;
    this.seed = seed;
    this.sessions = new Sessions<>(service, disturbances);
    this.mischief =
        new Mischief<>(service, sessions, disturbances, tally, new SplittableRandom(seed));
  }

  private static PoolLimits limits() {
    return PoolLimits.usual().most(MOST).patience(PATIENCE).open(OPEN).sweep(SWEEP);
  }

  /** Runs it, and closes the service. Answers what is to be said of it in few words. */
  String run(Duration time) throws IOException, InterruptedException {
    Path folder = service.server().folder();
    try (service) {
      mischief.connect();
      warmUp();
      Left before = Left.now(folder);
      try (Plimsoll plimsoll = Plimsoll.start(Settings.defaults())) {
        Pool<Session<C>> pool = plimsoll.pool(service.name(), sessions, limits());
        borrow(pool, time);
        told(pool.stats());
        quietEnd(pool);
      }
      figure("after close(): connections open", sessions.alive(), 0);
      Left after = Left.since(before, folder);
      figure("after close(): threads", after.threads().size(), 0);
      require(after.threads().isEmpty(), after.names());
      figure("after close(): sockets", after.sockets(), 0);
    }
    figure("after the end: processes of the server", Left.now(folder).processes(), 0);
    List<Long> recoveries = tally.recoveries();
    return "%s: %d borrows, %d kills, %d ends, 0 closed ones handed out, back after %s"
        .formatted(
            service.name(),
            tally.borrows.sum(),
            mischief.kills(),
            mischief.terminations(),
            recoveries.isEmpty() ? "nothing" : middle(recoveries));
  }

  /** What the driver and the platform open on first use is no part of what is counted. */
  private void warmUp() throws IOException {
    try {
      Session<C> session = sessions.open(RECOVERY);
      sessions.isOpen(session);
      sessions.reset(session);
      sessions.close(session);
    } catch (Exception e) {
      throw new IOException("the server is up and does not answer: " + e, e);
    }
  }

  private void borrow(Pool<Session<C>> pool, Duration time)
      throws IOException, InterruptedException {
    SplittableRandom random = new SplittableRandom(seed);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Thread thread =
          new Thread(new Borrower<>(service, pool, tally, random.split()), "borrower-" + i);
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    try {
      mischief.make(time.toMillis());
    } finally {
      tally.end();
    }
    long due = System.nanoTime() + PATIENCE.plus(ANSWER.multipliedBy(4)).plus(LATE).toNanos();
    int stuck = 0;
    for (Thread thread : threads) {
      thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(due - System.nanoTime())));
      stuck += thread.isAlive() ? 1 : 0;
    }
    figure("borrowers that did not come to their end", stuck, 0);
  }

  private void told(PoolStats stats) {
    figure("borrows", tally.borrows.sum());
    figure("queries answered", tally.queries.sum());
    figure("kills of the server, each with a restart", mischief.kills());
    figure("times it was frozen", mischief.freezes());
    figure("connections that it ended", mischief.terminations());
    figure("connections opened", stats.opened());
    figure("found closed before they were lent or kept", stats.foundClosed());
    figure("ended while they were being borrowed, not judged", tally.endedMeanwhile.sum());
    tally.failures().forEach(this::figure);
    figure("closed ones handed out", tally.closedOnes.get(), 0);
    figure("failed queries that no kill, freeze or end explains", tally.unexplained.get(), 0);
    figure("wrong answers", tally.wrongAnswers.sum(), 0);
    figure("in two hands", tally.inTwoHands.get(), 0);
    figure("over the limit, loans", tally.overLimit.get(), 0);
    figure("over the limit, open connections", Math.max(0, sessions.mostAlive() - MOST), 0);
    figure("waited in vain while the server was up", tally.leftWaiting.get(), 0);
    require(tally.surprise().isEmpty(), tally.surprise());
    require(tally.queries.sum() > 0, "nothing was answered at all");
    inTime("longest borrow or refusal", tally.longestBorrow.get(), PATIENCE.plus(LATE));
    inTime("longest query or failure of one", tally.longestQuery.get(), ANSWER.plus(LATE));
    recovered();
  }

  private void inTime(String what, long nanos, Duration allowed) {
    figure(what, Durations.words(nanos));
    require(nanos <= allowed.toNanos(), what + ": " + Durations.words(nanos));
  }

  private void recovered() {
    List<Long> all = tally.recoveries();
    // The last restart may be too near the end for anybody to be answered.
    require(
        all.size() >= mischief.kills() - 1,
        "answered after %d of %d restarts".formatted(all.size(), mischief.kills()));
    if (!all.isEmpty()) {
      figure("from a restart to the first answer, half of them within", middle(all));
      inTime("and the longest", all.get(all.size() - 1), RECOVERY);
    }
  }

  private static String middle(List<Long> sorted) {
    return Durations.words(sorted.get(sorted.size() / 2));
  }

  /** Nobody borrows any more: what the server ends is let go, and what is asked for is served. */
  private void quietEnd(Pool<Session<C>> pool) throws IOException, InterruptedException {
    figure("still lent when all were given back", pool.stats().lent(), 0);
    lendAll(pool);
    int ended = mischief.terminateAll();
    require(ended == MOST, "%d of %d unused ones were ended".formatted(ended, MOST));
    twoSweeps();
    figure("ended ones kept, two sweeps later", kept(), 0);
    lendAll(pool);
    mischief.kill(0);
    twoSweeps();
    figure("ones of a killed server kept, two sweeps later", kept(), 0);
    mischief.restart();
    lendAll(pool);
    figure("waiters left behind at the end", pool.stats().waiting(), 0);
    figure("leaked: open and neither lent nor unused", sessions.alive() - pool.stats().idle(), 0);
  }

  private static void twoSweeps() throws InterruptedException {
    // A sweep hands what it finds to another thread to be closed, which has the rest of the time.
    TimeUnit.MILLISECONDS.sleep(SWEEP.multipliedBy(3).toMillis());
  }

  private long kept() {
    return sessions.all(session -> session.endedAt() != null).size();
  }

  /** As many as there may be, at the same time. */
  private void lendAll(Pool<Session<C>> pool) throws InterruptedException {
    long due = System.nanoTime() + RECOVERY.toNanos();
    List<Borrowed<Session<C>>> loans = new ArrayList<>();
    String last = "";
    while (loans.size() < MOST && System.nanoTime() - due < 0) {
      try {
        loans.add(pool.borrow());
      } catch (PoolException e) {
        last = e.getMessage();
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }
    require(loans.size() == MOST, "only %d of %d are lent: %s".formatted(loans.size(), MOST, last));
    loans.forEach(Borrowed::close);
  }

  private void figure(String what, Object value) {
    findings.figure(service.name() + ": " + what, value);
  }

  private void figure(String what, long value, long right) {
    figure(what, value);
    require(value == right, what + ": " + value);
  }

  private void require(boolean holds, String otherwise) {
    findings.require(holds, service.name() + ": " + otherwise);
  }
}

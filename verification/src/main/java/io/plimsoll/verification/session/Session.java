package io.plimsoll.verification.session;

import io.plimsoll.Plimsoll;
import io.plimsoll.Scope;
import io.plimsoll.Settings;
import io.plimsoll.cli.detect.Deployment;
import io.plimsoll.cli.detect.Detector;
import io.plimsoll.cli.detect.Known;
import io.plimsoll.cli.detect.Surroundings;
import io.plimsoll.cli.detect.VersionQuestion;
import io.plimsoll.command.Command;
import io.plimsoll.command.Outcome;
import io.plimsoll.port.Ticker;
import io.plimsoll.resource.Borrowed;
import io.plimsoll.resource.Cache;
import io.plimsoll.resource.CachePolicy;
import io.plimsoll.resource.Pool;
import io.plimsoll.resource.PoolStats;
import io.plimsoll.resource.Weigher;
import io.plimsoll.verification.pool.Guest;
import io.plimsoll.verification.pool.Guests;
import io.plimsoll.verification.pool.RudeServer;
import io.plimsoll.verification.workload.Findings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * One session of many operations, each with a detection, a write to a cache, a round trip on a
 * pooled connection, and a Python child.
 */
final class Session {

  private static final Duration WAIT = Duration.ofSeconds(10);
  private static final int VALUE_BYTES = 4_096;
  private static final int TRIES = 5;
  private static final long ALLOWED_GROWTH = 1 << 20;

  private final Findings findings;
  private int closedHandedOut;
  private int retried;
  private int failed;

  Session(Findings findings) {
    this.findings = findings;
  }

  void run(int operations, long seed, Path folder) throws IOException, InterruptedException {
    Surroundings here = new Surroundings(System.getenv(), folder);
    try (RudeServer server = new RudeServer(seed, RudeServer.CLOSING);
        Plimsoll plimsoll = Plimsoll.start(Settings.defaults());
        Scope scope = plimsoll.scope("session")) {
      Cache<String, Known> deployments =
          plimsoll.cache("deployments", Detector.POLICY, Known::bytes);
      Detector detector =
          new Detector(here, deployments, new VersionQuestion(scope, here)::ask, Ticker.system());
      Cache<String, byte[]> results =
          plimsoll.cache("results", CachePolicy.bytes(1 << 20), Weigher.<String, byte[]>usual());
      URI address = URI.create("tcp://127.0.0.1:" + server.port());
      Pool<Guest> pool =
          plimsoll.pool("lines", new Guests(Plimsoll.connections(address, Socket.class)));
      long early = 0;
      for (int i = 1; i <= operations; i++) {
        detect(detector, i);
        results.put("operation " + i, new byte[VALUE_BYTES]);
        ask(scope, pool, server, i);
        child(scope, i);
        if (i == Math.min(500, Math.max(1, operations / 3))) {
          early = heap();
          findings.figure("heap after collection at operation " + i + ", KiB", early >> 10);
        }
      }
      long late = heap();
      findings.figure("heap after collection at the end, KiB", late >> 10);
      findings.require(
          late - early <= ALLOWED_GROWTH, "the heap grew by " + (late - early) + " bytes");
      tell(operations, server, pool, results);
    }
  }

  private void detect(Detector detector, int number) throws InterruptedException {
    if (!(detector.detect("python3") instanceof Deployment.Found)) {
      fail("operation " + number + ": python3 was not found");
    }
  }

  /** A server may close while it is asked: then another connection is asked. */
  private void ask(Scope scope, Pool<Guest> pool, RudeServer server, int number)
      throws InterruptedException {
    for (int tried = 0; tried < TRIES; tried++) {
      long before = System.nanoTime();
      try (Borrowed<Guest> lent = scope.borrow(pool, WAIT)) {
        Guest line = lent.get();
        Long ended = server.endedAt(line.id());
        if (ended != null && ended - before < 0) {
          closedHandedOut++;
        }
        try {
          if (line.ask(number) != number + 1) {
            fail("operation " + number + ": a wrong answer");
          }
          return;
        } catch (IOException e) {
          lent.discard("closed while it was asked: " + e.getMessage());
          retried++;
        }
      }
    }
    fail("operation " + number + ": no answer in " + TRIES + " tries");
  }

  private void child(Scope scope, int number) throws InterruptedException {
    Outcome outcome =
        scope.run(
            Command.of("python3", "-I", "-S", "-c", "print(" + number + " * 2)").timeout(WAIT));
    if (!outcome.succeeded()
        || !outcome.stdout().text().strip().equals(Integer.toString(2 * number))) {
      fail("operation " + number + ": " + outcome.reason());
    }
  }

  private void fail(String words) {
    failed++;
    findings.require(false, words);
  }

  private void tell(
      int operations, RudeServer server, Pool<Guest> pool, Cache<String, byte[]> results)
      throws InterruptedException {
    long due = System.nanoTime() + WAIT.toNanos();
    pool.drain();
    // The server sees a close before it is counted here.
    while ((isHeld(pool.stats()) || server.open() > 0) && System.nanoTime() - due < 0) {
      Thread.onSpinWait();
    }
    PoolStats stats = pool.stats();
    findings.figure("operations, failed", operations + ", " + failed);
    findings.figure("connections that the server closed", server.deeds(RudeServer.Manner.CLOSES));
    findings.figure("closed connections handed out", closedHandedOut);
    findings.figure(
        "found closed before they were lent, or when they came back", stats.foundClosed());
    findings.figure("closed while they were asked, asked again on another", retried);
    findings.figure(
        "connections kept, here and at the server", stats.idle() + ", " + server.open());
    findings.figure("results kept, of bytes", results.stats().entries() + ", " + (1 << 20));
    findings.require(closedHandedOut == 0, "closed ones were handed out: " + closedHandedOut);
    findings.require(
        stats.idle() == 0 && server.open() == 0 && stats.lent() == 0,
        "connections were kept: " + stats);
    findings.require(
        stats.opened() == stats.closed(),
        "opened %d, closed %d".formatted(stats.opened(), stats.closed()));
    findings.require(
        results.stats().bytes() <= 1 << 20, "the cache holds " + results.stats().bytes());
  }

  private static boolean isHeld(PoolStats stats) {
    return stats.idle() > 0 || stats.opened() != stats.closed();
  }

  /**
   * What lives in the heap, as the collection itself left it: what is in use a moment later counts
   * the buffers that threads at work have taken for what they allocate next, a megabyte each.
   */
  private static long heap() {
    ManagementFactory.getMemoryMXBean().gc();
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null)
        .mapToLong(pool -> pool.getCollectionUsage().getUsed())
        .sum();
  }
}

package io.plimsoll.verification.pool;

import io.plimsoll.command.Durations;
import io.plimsoll.core.connection.ConnectionPolicy;
import io.plimsoll.pool.CommonsPoolAdapter;
import io.plimsoll.port.AdapterContext;
import io.plimsoll.port.PoolProvider;
import io.plimsoll.port.Ticker;
import io.plimsoll.resource.Borrowed;
import io.plimsoll.resource.ConnectionFactory;
import io.plimsoll.resource.Pool;
import io.plimsoll.resource.PoolException;
import io.plimsoll.resource.PoolException.Reason;
import io.plimsoll.resource.PoolLimits;
import io.plimsoll.resource.PoolStats;
import io.plimsoll.verification.workload.Findings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One run of borrowers against the server, and what is left when the pool is closed or dropped. */
final class PoolTrial {

  static final int THREADS = 8;
  static final int MOST = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long LATE = Duration.ofSeconds(1).toNanos();

  private final Findings findings;
  private final long seed;
  private final PlainBreaker breaker = new PlainBreaker();

  PoolTrial(Findings findings, long seed) {
    this.findings = findings;
    this.seed = seed;
  }

  private static PoolProvider provider() {
    return new CommonsPoolAdapter()
        .poolProvider(new AdapterContext("proof", Ticker.system(), Map.of()))
        .orElseThrow();
  }

  @SuppressWarnings("unchecked") // a tcp address is answered with sockets
  private static Guests guests(RudeServer server) {
    URI address = URI.create("tcp://127.0.0.1:" + server.port());
    ConnectionFactory<?> tcp = new CommonsPoolAdapter().connections(address).orElseThrow();
    return new Guests((ConnectionFactory<Socket>) tcp);
  }

  private Pool<Guest> open(PoolProvider provider, Guests guests, PoolLimits limits) {
    return provider.open("guests", guests, limits, ConnectionPolicy.of(limits), breaker);
  }

  private static PoolLimits limits() {
    return PoolLimits.usual()
        .most(MOST)
        .patience(PATIENCE)
        .open(Duration.ofMillis(500))
        .sweep(Duration.ofMillis(500));
  }

  /** What the platform opens on first use of its own is no part of what is counted. */
  private void warmUp() throws IOException {
    try (RudeServer server = new RudeServer(seed, RudeServer.RUDE)) {
      server.behaves();
      Guests guests = guests(server);
      Guest guest = guests.open(PATIENCE);
      guests.isOpen(guest);
      guests.close(guest);
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  /** Borrowers for so long, then the end by close(). */
  void closed(Duration time) throws IOException, InterruptedException {
    warmUp();
    long sockets = sockets();
    try (RudeServer server = new RudeServer(seed, RudeServer.RUDE)) {
      Guests guests = guests(server);
      WeakReference<Object> seen;
      try (PoolProvider provider = provider()) {
        Pool<Guest> pool = open(provider, guests, limits());
        seen = new WeakReference<>(pool);
        Tally tally = run(pool, server, time);
        told(tally, server, guests, pool.stats());
        quietEnd(pool, server, guests);
        pool.close();
        pool = null;
      }
      WeakReference<Object> factory = new WeakReference<>(guests);
      int alive = leftAlive(guests);
      guests = null;
      left("after close()", alive, server, seen, factory);
    }
    sockets(sockets, "after close()");
  }

  private Tally run(Pool<Guest> pool, RudeServer server, Duration time)
      throws InterruptedException {
    Tally tally = new Tally(System.nanoTime() + time.toNanos(), MOST);
    SplittableRandom random = new SplittableRandom(seed);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Thread thread = new Thread(new Borrower(pool, server, tally, random.split()), "guest-" + i);
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    long patience = time.plus(PATIENCE).toMillis() + 10_000;
    long due = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patience);
    for (Thread thread : threads) {
      thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(due - System.nanoTime())));
      findings.require(!thread.isAlive(), thread.getName() + " did not come to its end");
    }
    return tally;
  }

  private void told(Tally tally, RudeServer server, Guests guests, PoolStats stats) {
    findings.figure("borrows", tally.loans.sum());
    findings.figure("connections the server accepted", server.accepted());
    for (RudeServer.Manner manner : RudeServer.Manner.values()) {
      findings.figure("the server " + words(manner), server.deeds(manner));
    }
    findings.figure("found closed before they were lent or kept", stats.foundClosed());
    findings.figure(
        "closed while they were being borrowed, not judged", tally.closedMeanwhile.sum());
    findings.figure("calls that failed in a borrower's hands", tally.failedCalls.sum());
    for (Reason reason : Reason.values()) {
      findings.figure(
          "refused: " + reason.name().toLowerCase(java.util.Locale.ROOT), tally.refusals(reason));
    }
    findings.figure("refused by the breaker without a try", breaker.refusals());
    zero("closed ones handed out", tally.closedOnes.get());
    zero("in two hands", tally.inTwoHands.get());
    zero("over the limit, loans", tally.overLimit.get());
    zero("over the limit, open connections", Math.max(0, guests.mostAlive() - MOST));
    zero("wrong answers", tally.wrongAnswers.sum());
    zero("waiters left behind: patience ended, nothing lent", tally.refusals(Reason.EXHAUSTED));
    findings.require(tally.surprise().isEmpty(), tally.surprise());
    findings.require(tally.loans.sum() > 0, "nothing was lent at all");
    findings.figure("longest wait for a loan", Durations.words(tally.longestWait.get()));
    findings.figure("longest wait for a refusal", Durations.words(tally.longestRefusal.get()));
    findings.require(
        Math.max(tally.longestWait.get(), tally.longestRefusal.get()) < PATIENCE.toNanos() + LATE,
        "a borrow took more than a second longer than its patience");
    findings.sum(
        "%d borrows, %d connections found ended, 0 of them handed out, 0 leaked, longest wait %s"
            .formatted(
                tally.loans.sum(), stats.foundClosed(), Durations.words(tally.longestWait.get())));
  }

  private static String words(RudeServer.Manner manner) {
    return manner.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }

  /** The server is back and behaves: all are served, nothing is lent twice or kept. */
  private void quietEnd(Pool<Guest> pool, RudeServer server, Guests guests)
      throws InterruptedException {
    server.behaves();
    await(() -> kept(server, guests) == 0);
    zero("closed ones kept, two sweeps later", kept(server, guests));
    await(() -> lend(pool));
    List<Borrowed<Guest>> loans = new ArrayList<>();
    for (int i = 0; i < MOST; i++) {
      try {
        loans.add(pool.borrow());
      } catch (PoolException e) {
        findings.require(false, "the server is back, and " + e.getMessage());
      }
    }
    zero("places lost", MOST - loans.size());
    loans.forEach(Borrowed::close);
    PoolStats stats = pool.stats();
    zero("waiters left behind at the end", stats.waiting());
    zero("leaked: still lent", stats.lent());
    zero("leaked: open and neither lent nor unused", Math.max(0, guests.alive() - stats.idle()));
    zero("permissions of the breaker not given back", breaker.outstanding());
  }

  private static long kept(RudeServer server, Guests guests) {
    return guests.count(guest -> server.endedAt(guest.id()) != null);
  }

  private static boolean lend(Pool<Guest> pool) {
    try (Borrowed<Guest> loan = pool.borrow()) {
      return loan.get().id() > 0;
    } catch (PoolException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** A pool that is dropped without close, one of its loans too. */
  void dropped() throws IOException, InterruptedException {
    long sockets = sockets();
    try (RudeServer server = new RudeServer(seed, RudeServer.RUDE);
        PoolProvider provider = provider()) {
      server.behaves();
      Guests guests = guests(server);
      WeakReference<Object> seen = useAndDrop(provider, guests);
      await(() -> collected(seen) && server.open() == 0);
      WeakReference<Object> factory = new WeakReference<>(guests);
      int alive = leftAlive(guests);
      guests = null;
      left("dropped", alive, server, seen, factory);
    }
    threadsGone("dropped, then the provider closed: threads");
    sockets(sockets, "dropped");
  }

  private WeakReference<Object> useAndDrop(PoolProvider provider, Guests guests)
      throws InterruptedException {
    Pool<Guest> pool = open(provider, guests, limits());
    List<Borrowed<Guest>> loans = new ArrayList<>();
    for (int i = 0; i < MOST; i++) {
      loans.add(pool.borrow());
    }
    // The last one is never given back.
    loans.subList(0, MOST - 1).forEach(Borrowed::close);
    return new WeakReference<>(pool);
  }

  private static int leftAlive(Guests guests) throws InterruptedException {
    await(() -> guests.alive() == 0);
    return guests.alive();
  }

  private void left(
      String when,
      int alive,
      RudeServer server,
      WeakReference<Object> pool,
      WeakReference<Object> factory)
      throws InterruptedException {
    await(() -> server.open() == 0);
    await(() -> collected(pool) && collected(factory));
    zero(when + ": connections open on our side", alive);
    zero(when + ": connections open on the server's side", server.open());
    zero(
        when + ": pools and factories reachable",
        (pool.get() == null ? 0 : 1) + (factory.get() == null ? 0 : 1));
    if (!when.equals("dropped")) {
      threadsGone(when + ": threads");
    }
  }

  /** An executor is done a moment before the last of its threads is. */
  private void threadsGone(String what) throws InterruptedException {
    await(() -> threads() == 0);
    zero(what, threads());
  }

  private void sockets(long before, String when) throws InterruptedException {
    await(() -> sockets() <= before);
    zero(when + ": sockets of this process", Math.max(0, sockets() - before));
  }

  private static boolean collected(WeakReference<Object> reference) {
    ManagementFactory.getMemoryMXBean().gc();
    return reference.get() == null;
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("plimsoll-pool"))
        .count();
  }

  /** Sockets among the descriptors of this process; none where that cannot be read. */
  private static long sockets() {
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      return all.filter(each -> link(each).startsWith("socket:")).count();
    } catch (IOException e) {
      return 0;
    }
  }

  private static String link(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      return "";
    }
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long due = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!condition.getAsBoolean() && System.nanoTime() - due < 0) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private void zero(String what, @Nullable Number count) {
    findings.figure(what, String.valueOf(count));
    findings.require(count != null && count.longValue() == 0, what + ": " + count);
  }
}

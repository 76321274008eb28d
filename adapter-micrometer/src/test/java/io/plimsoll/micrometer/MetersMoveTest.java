package io.plimsoll.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.Plimsoll;
import io.plimsoll.Running;
import io.plimsoll.Scope;
import io.plimsoll.command.Command;
import io.plimsoll.command.OutcomeKind;
import io.plimsoll.command.Output;
import io.plimsoll.command.RefusedException;
import io.plimsoll.command.Retry;
import io.plimsoll.command.StopSignal;
import io.plimsoll.growth.Gauge;
import io.plimsoll.resource.Borrowed;
import io.plimsoll.resource.Cache;
import io.plimsoll.resource.CachePolicy;
import io.plimsoll.resource.EntryTooLargeException;
import io.plimsoll.resource.Pool;
import io.plimsoll.resource.PoolException;
import io.plimsoll.resource.PoolLimits;
import io.plimsoll.resource.Weigher;
import io.plimsoll.testkit.ScriptedConnections;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each meter moves with what it measures, in a runtime with real processes. */
@Timeout(60)
class MetersMoveTest {

  private static final Duration WAIT = Duration.ofSeconds(10);
  private static final Command LONG = Command.of("sleep", "600").grace(Duration.ofMillis(200));

  private Meters meters;

  private Plimsoll start(String... keysAndValues) {
    meters = new Meters(keysAndValues);
    return meters.plimsoll;
  }

  @AfterEach
  void end() {
    meters.close();
  }

  private double value(String name, String... tags) {
    return meters.value(name, tags);
  }

  private double ended(OutcomeKind kind) {
    return value("plimsoll.commands.ended", "outcome", kind.word());
  }

  private double attempts(OutcomeKind kind) {
    return value("plimsoll.attempts", "outcome", kind.word());
  }

  @Test
  void commandsLiveAndWaitBesideTheirBounds() throws Exception {
    Plimsoll plimsoll = start("process.concurrency", "1", "process.queue", "2");
    assertThat(value("plimsoll.commands.live.max")).isEqualTo(1);
    assertThat(value("plimsoll.commands.queued.max")).isEqualTo(2);
    List<Running> all = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      all.add(plimsoll.submit(LONG));
    }
    meters.awaitAtLeast(1, "plimsoll.commands.live");
    meters.awaitAtLeast(2, "plimsoll.commands.queued");
    meters.awaitAtLeast(1, "plimsoll.leases.live", "kind", "process-tree");
    meters.awaitAtLeast(Double.MIN_NORMAL, "plimsoll.leases.oldest", "kind", "process-tree");
    meters.awaitAtLeast(100_000, "plimsoll.memory.trees");
    assertThat(value("plimsoll.leases.opened")).isEqualTo(1);
    assertThat(value("plimsoll.leases.ended")).isZero();
    assertThatThrownBy(() -> plimsoll.submit(LONG)).isInstanceOf(RefusedException.class);
    assertThat(value("plimsoll.refused", "reason", "queue-full")).isEqualTo(1);
    assertThat(value("plimsoll.commands.accepted")).isEqualTo(3);
    for (Running each : all) {
      each.kill("the test is over");
      each.await();
    }
    assertThat(value("plimsoll.commands.live")).isZero();
    assertThat(value("plimsoll.commands.queued")).isZero();
    assertThat(value("plimsoll.leases.ended")).isEqualTo(value("plimsoll.leases.opened"));
    assertThat(ended(OutcomeKind.CANCELLED)).isEqualTo(3);
    assertThat(value("plimsoll.memory.trees")).isZero();
    meters.scrape();
    assertThat(value("plimsoll.leases.live", "kind", "process-tree")).isZero();
    assertThat(value("plimsoll.leases.oldest", "kind", "process-tree")).isZero();
  }

  @Test
  void outcomesAndTheTimesOfAttempts() throws Exception {
    Plimsoll plimsoll = start();
    plimsoll.run(Command.of("sleep", "0.3"));
    plimsoll.run(Command.of("sh", "-c", "exit 3").retry(new Retry(1, Duration.ofMillis(1))));
    plimsoll.run(Command.of("sh", "-c", "kill -HUP $$"));
    plimsoll.run(LONG.timeout(Duration.ofMillis(100)));
    plimsoll.run(Command.of("no-such-program-anywhere"));
    assertThat(ended(OutcomeKind.SUCCEEDED)).isEqualTo(1);
    assertThat(ended(OutcomeKind.FAILED)).isEqualTo(1);
    assertThat(ended(OutcomeKind.SIGNALLED)).isEqualTo(1);
    assertThat(ended(OutcomeKind.TIMED_OUT)).isEqualTo(1);
    assertThat(ended(OutcomeKind.NOT_STARTED)).isEqualTo(1);
    assertThat(attempts(OutcomeKind.SUCCEEDED)).isEqualTo(1);
    assertThat(attempts(OutcomeKind.FAILED)).isEqualTo(2);
    assertThat(attempts(OutcomeKind.NOT_STARTED)).isZero();
    assertThat(meters.millis("plimsoll.attempts", "outcome", "succeeded"))
        .isBetween(100.0, 20_000.0);
    assertThat(meters.millis("plimsoll.attempts", "outcome", "timed-out"))
        .isBetween(100.0, 20_000.0);
    assertThat(value("plimsoll.attempts.retries")).isEqualTo(1);
    assertThat(value("plimsoll.signals", "signal", "TERM")).isEqualTo(1);
    assertThat(value("plimsoll.processes.seen")).isGreaterThanOrEqualTo(5);
  }

  @Test
  void whatIsRecorded() throws Exception {
    Plimsoll plimsoll = start();
    plimsoll.run(Command.of("true"));
    double before = value("plimsoll.recorder.written");
    assertThat(before).isPositive();
    plimsoll.run(Command.of("true"));
    assertThat(value("plimsoll.recorder.written")).isGreaterThan(before);
    assertThat(value("plimsoll.recorder.lost")).isZero();
  }

  @Test
  void whatCannotBeRecorded() throws Exception {
    Plimsoll plimsoll = start("state.folder", "/dev/null/nowhere");
    plimsoll.run(Command.of("true"));
    assertThat(value("plimsoll.recorder.lost")).isPositive();
    assertThat(value("plimsoll.recorder.written")).isZero();
  }

  @Test
  void waitsForAPlace() throws Exception {
    Plimsoll plimsoll = start("process.concurrency", "1");
    Running first = plimsoll.submit(Command.of("sleep", "0.5"));
    Running second = plimsoll.submit(Command.of("true"));
    first.await();
    second.await();
    assertThat(value("plimsoll.queue.wait")).isEqualTo(2);
    assertThat(meters.millis("plimsoll.queue.wait")).isBetween(200.0, 20_000.0);
  }

  @Test
  void signalsWithoutASeriesOfTheirOwnAreAddedUp() throws Exception {
    Plimsoll plimsoll = start();
    Command.Limits limits = LONG.timeout(Duration.ofMillis(50)).limits();
    plimsoll.run(
        LONG.limits(
            new Command.Limits(
                limits.timeout(),
                limits.grace(),
                limits.memory(),
                StopSignal.USR1,
                limits.survivors(),
                limits.detached(),
                limits.endsWithInput())));
    Command deaf = Command.of("sh", "-c", "trap '' TERM; sleep 60 & wait; sleep 60");
    plimsoll.run(deaf.timeout(Duration.ofSeconds(2)).grace(Duration.ofMillis(50)));
    assertThat(value("plimsoll.signals", "signal", "other")).isEqualTo(1);
    assertThat(value("plimsoll.signals", "signal", "KILL")).isPositive();
    assertThat(value("plimsoll.signals", "signal", "HUP")).isZero();
  }

  @Test
  void outputsAndWhatStays() throws Exception {
    Plimsoll plimsoll = start("output.head", "3", "output.tail", "2", "process.survivors", "keep");
    plimsoll.run(Command.of("printf", "0123456789"));
    assertThat(value("plimsoll.output")).isEqualTo(10);
    assertThat(value("plimsoll.output.dropped")).isEqualTo(5);
    assertThat(value("plimsoll.processes.left")).isZero();
    var kept =
        plimsoll.run(
            Command.of("sh", "-c", "sleep 5 >/dev/null 2>&1 & echo $!")
                .stdout(Output.capture(100, 100)));
    assertThat(value("plimsoll.processes.left")).isEqualTo(1);
    ProcessHandle.of(Long.parseLong(kept.stdout().text().strip()))
        .ifPresent(ProcessHandle::destroyForcibly);
  }

  @Test
  void scopesThreadsAndWhatIsRefused() {
    Plimsoll plimsoll = start("scope.limit", "2", "cache.limit", "1");
    assertThat(value("plimsoll.scopes.open.max")).isEqualTo(2);
    assertThat(value("plimsoll.threads.live")).isPositive();
    assertThat(value("plimsoll.threads.live.max"))
        .isEqualTo(plimsoll.health().threadBound())
        .isGreaterThan(value("plimsoll.threads.live"));
    Scope scope = plimsoll.scope("request");
    assertThat(value("plimsoll.scopes.open")).isEqualTo(2);
    assertThatThrownBy(() -> plimsoll.scope("more")).isInstanceOf(RefusedException.class);
    assertThat(value("plimsoll.refused", "reason", "scopes-full")).isEqualTo(1);
    scope.close();
    assertThat(value("plimsoll.scopes.open")).isEqualTo(1);
    assertThatThrownBy(() -> scope.submit(LONG)).isInstanceOf(RefusedException.class);
    Pool<ScriptedConnections.Line> pool = plimsoll.pool("orders", new ScriptedConnections());
    assertThatThrownBy(() -> scope.borrow(pool, WAIT)).isInstanceOf(RefusedException.class);
    assertThat(value("plimsoll.refused", "reason", "closed")).isEqualTo(2);
    plimsoll.cache("one", CachePolicy.entries(1), Weigher.usual());
    assertThatThrownBy(() -> plimsoll.cache("two", CachePolicy.entries(1), Weigher.usual()))
        .isInstanceOf(RefusedException.class);
    assertThat(value("plimsoll.refused", "reason", "caches-full")).isEqualTo(1);
    for (int i = 0; i < 32; i++) {
      plimsoll.watch(Gauge.count("listeners", "" + i), () -> 1);
    }
    assertThatThrownBy(() -> plimsoll.watch(Gauge.count("listeners", ""), () -> 1))
        .isInstanceOf(RefusedException.class);
    assertThat(value("plimsoll.refused", "reason", "gauges-full")).isEqualTo(1);
    assertThat(value("plimsoll.refused", "reason", "load-line")).isZero();
    plimsoll.close();
    assertThatThrownBy(() -> plimsoll.pool("late", new ScriptedConnections()))
        .isInstanceOf(RefusedException.class);
    assertThat(value("plimsoll.refused", "reason", "closed")).isEqualTo(3);
  }

  @Test
  void theMemoryAndWhatGrows() {
    start("growth.every", "20ms", "memory.limit", "512m");
    assertThat(value("plimsoll.load.stage", "stage", "normal")).isEqualTo(1);
    assertThat(value("plimsoll.load.stage", "stage", "exit")).isZero();
    meters.awaitAtLeast(1, "plimsoll.memory.heap.used");
    meters.awaitAtLeast(1, "plimsoll.memory.heap.committed");
    meters.awaitAtLeast(1, "plimsoll.memory.resident");
    meters.awaitAtLeast(1, "plimsoll.memory.outside");
    assertThat(value("plimsoll.memory.max")).isEqualTo(512 << 20);
    assertThat(value("plimsoll.memory.heap.max"))
        .isBetween(value("plimsoll.memory.heap.committed"), (double) (512 << 20));
    assertThat(value("plimsoll.memory.stalled")).isBetween(0.0, 1.0);
    System.gc();
    meters.awaitAtLeast(1, "plimsoll.memory.heap.live");
    meters.awaitAtLeast(2, "plimsoll.growth.readings");
    meters.awaitAtLeast(1, "plimsoll.growth.watched");
    assertThat(value("plimsoll.growth.unwatched")).isZero();
  }

  @Test
  void whatGrowsWithoutEndIsAccused() {
    Plimsoll plimsoll = start("growth.every", "20ms");
    long[] listeners = {0};
    plimsoll.watch(Gauge.count("listeners", "test"), () -> listeners[0]++);
    meters.awaitAtLeast(1, "plimsoll.growth.growing", "state", "confirmed");
    assertThat(value("plimsoll.growth.accusations")).isPositive();
  }

  @Test
  void nobodyTellsTheMemoryWhereItIsOff() {
    start("memory.mode", "off");
    assertThat(value("plimsoll.memory.resident")).isNaN();
    assertThat(value("plimsoll.memory.heap.live")).isNaN();
    assertThat(value("plimsoll.growth.watched")).isNaN();
    assertThat(value("plimsoll.growth.accusations")).isZero();
    assertThat(value("plimsoll.load.stage", "stage", "normal")).isEqualTo(1);
  }

  @Test
  void stagesThatAreEntered() throws Exception {
    Plimsoll plimsoll = start("memory.limit", "128m", "process.concurrency", "2");
    String[] hog = {"sh", "-c", "head -c 400000000 /dev/zero | tail -c 400000000 | sleep 30"};
    assertThat(plimsoll.run(Command.of(hog[0], hog[1], hog[2])).kind()).isEqualTo(OutcomeKind.SHED);
    double entered =
        List.of("shed", "refuse", "kill").stream()
            .mapToDouble(stage -> value("plimsoll.load.stage.entered", "stage", stage))
            .sum();
    assertThat(entered).isPositive();
    assertThat(ended(OutcomeKind.SHED)).isEqualTo(1);
  }

  @Test
  void caches() throws Exception {
    Plimsoll plimsoll = start("cache.budget", "2m", "cache.limit", "9");
    assertThat(value("plimsoll.caches.open.max")).isEqualTo(9);
    assertThat(value("plimsoll.caches.size.max")).isEqualTo(2 << 20);
    Cache<String, AutoCloseable> cache =
        plimsoll.cache(
            "names", CachePolicy.entries(10), (key, value) -> key.equals("huge") ? 1 << 30 : 1_000);
    for (int i = 0; i < 30; i++) {
      String key = "key " + i;
      cache.put(
          key,
          () -> {
            throw new IllegalStateException(key + " does not close, on purpose");
          });
    }
    int hits = 0;
    for (int i = 0; i < 30; i++) {
      hits += cache.get("key " + i).isPresent() ? 1 : 0;
    }
    cache.get("loaded", key -> () -> {});
    assertThatThrownBy(
            () ->
                cache.get(
                    "broken",
                    key -> {
                      throw new IllegalStateException("does not load, on purpose");
                    }))
        .isInstanceOf(ExecutionException.class);
    assertThatThrownBy(() -> cache.put("huge", () -> {}))
        .isInstanceOf(EntryTooLargeException.class);
    String[] name = {"cache", "names"};
    meters.awaitAtLeast(15, "plimsoll.cache.evictions", name);
    meters.awaitAtLeast(1, "plimsoll.cache.close.failures", name);
    assertThat(value("plimsoll.cache.entries", name)).isBetween(1.0, 10.0);
    assertThat(value("plimsoll.cache.entries.max", name)).isEqualTo(10);
    assertThat(value("plimsoll.cache.size", name))
        .isBetween(1_000.0, value("plimsoll.cache.size.max", name));
    assertThat(value("plimsoll.caches.size")).isEqualTo(value("plimsoll.cache.size", name));
    assertThat(value("plimsoll.caches.open")).isEqualTo(1);
    assertThat(value("plimsoll.cache.gets", "cache", "names", "result", "hit"))
        .isEqualTo(hits)
        .isPositive();
    assertThat(value("plimsoll.cache.gets", "cache", "names", "result", "miss"))
        .isGreaterThanOrEqualTo(30 - hits)
        .isPositive();
    assertThat(value("plimsoll.cache.loads", "cache", "names", "result", "success")).isEqualTo(1);
    assertThat(value("plimsoll.cache.loads", "cache", "names", "result", "failure")).isEqualTo(1);
    assertThat(value("plimsoll.cache.refused", name)).isEqualTo(1);
  }

  @Test
  void pools() throws Exception {
    Plimsoll plimsoll = start("pool.limit", "3");
    assertThat(value("plimsoll.pools.open.max")).isEqualTo(3);
    ScriptedConnections connections = new ScriptedConnections();
    Pool<ScriptedConnections.Line> pool =
        plimsoll.pool("orders", connections, PoolLimits.usual().most(1));
    String[] name = {"pool", "orders"};
    String[] lent = {"pool", "orders", "state", "lent"};
    String[] idle = {"pool", "orders", "state", "idle"};
    try (Borrowed<ScriptedConnections.Line> one = plimsoll.borrow(pool, WAIT)) {
      meters.awaitAtLeast(1, "plimsoll.pool.connections", lent);
      meters.awaitAtLeast(1, "plimsoll.leases.live", "kind", "connection");
      Thread waiter =
          new Thread(
              () -> {
                try (Borrowed<ScriptedConnections.Line> later = plimsoll.borrow(pool, WAIT)) {
                  later.get().isOpen();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      waiter.start();
      meters.awaitAtLeast(1, "plimsoll.pool.waiting", name);
      assertThatThrownBy(() -> plimsoll.borrow(pool, Duration.ofMillis(20)))
          .isInstanceOf(PoolException.class);
      meters.awaitAtLeast(1, "plimsoll.pool.refused", name);
      one.close();
      waiter.join(TimeUnit.SECONDS.toMillis(20));
    }
    meters.awaitAtLeast(1, "plimsoll.pool.connections", idle);
    assertThat(value("plimsoll.pools.open")).isEqualTo(1);
    assertThat(value("plimsoll.pool.connections.max", name)).isEqualTo(1);
    assertThat(value("plimsoll.pool.borrows", name)).isEqualTo(2);
    assertThat(value("plimsoll.pool.opened", name)).isEqualTo(1);
    connections.whenClosing(
        line -> {
          throw new IllegalStateException("does not close, on purpose");
        });
    connections.lines().get(0).breaks();
    connections.isDown();
    assertThatThrownBy(() -> plimsoll.borrow(pool, Duration.ofMillis(200)))
        .isInstanceOf(PoolException.class);
    meters.awaitAtLeast(1, "plimsoll.pool.found.closed", name);
    meters.awaitAtLeast(1, "plimsoll.pool.open.failures", name);
    meters.awaitAtLeast(1, "plimsoll.pool.closed", name);
    meters.awaitAtLeast(1, "plimsoll.pool.close.failures", name);
  }

  @Test
  void loansThatAreHeldTooLongAndTakenAway() throws Exception {
    Plimsoll plimsoll = start();
    ScriptedConnections connections = new ScriptedConnections();
    Pool<ScriptedConnections.Line> pool =
        plimsoll.pool(
            "orders",
            connections,
            PoolLimits.usual()
                .most(4)
                .sweep(Duration.ofMillis(20))
                .held(Duration.ofMillis(50))
                .reclaim(true));
    String[] name = {"pool", "orders"};
    try (Borrowed<ScriptedConnections.Line> one = pool.borrow(WAIT)) {
      meters.awaitAtLeast(1, "plimsoll.pool.held.too.long", name);
      meters.awaitAtLeast(1, "plimsoll.pool.reclaimed", name);
      assertThat(one).isNotNull();
    }
  }
}

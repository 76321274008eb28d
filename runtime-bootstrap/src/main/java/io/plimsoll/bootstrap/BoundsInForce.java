package io.plimsoll.bootstrap;

import io.plimsoll.RuntimeSettings;
import io.plimsoll.Settings;
import io.plimsoll.core.growth.GrowthWatch;
import io.plimsoll.core.supervise.Supervisor;
import io.plimsoll.lease.Health;
import io.plimsoll.memory.LoadReport;
import io.plimsoll.memory.MemoryReading;
import io.plimsoll.report.BoundInForce;
import io.plimsoll.resource.CacheStats;
import io.plimsoll.resource.PoolStats;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The bounds of a runtime, each beside what there is. Any thread may use it. */
final class BoundsInForce {

  /** As many caches, and as many pools, are named: the fullest. */
  static final int MOST_NAMED = 32;

  private final Settings settings;
  private final Supervisor supervisor;
  private final RuntimeThreads threads;
  private final Resources resources;
  private final Gauges gauges;

  BoundsInForce(
      Settings settings,
      Supervisor supervisor,
      RuntimeThreads threads,
      Resources resources,
      Gauges gauges) {
    this.settings = settings;
    this.supervisor = supervisor;
    this.threads = threads;
    this.resources = resources;
    this.gauges = gauges;
  }

  private Health health() {
    return RunningPlimsoll.health(supervisor, threads);
  }

  /** How many commands have ended. */
  long ended() {
    return health().ended();
  }

  /**
   * All of them.
   *
   * @param load what the memory holds
   * @param exit the part of a limit at which everything ends
   */
  List<BoundInForce> now(LoadReport load, double exit) {
    List<BoundInForce> all = new ArrayList<>();
    if (load.reading().isPresent()) {
      memory(all, load.reading().get(), load.treeBytes(), exit);
    }
    commands(all);
    caches(all);
    pools(all);
    watched(all, load);
    return all;
  }

  private static void memory(
      List<BoundInForce> all, MemoryReading reading, long treeBytes, double exit) {
    long live = reading.heap().live().orElse(0);
    all.add(
        BoundInForce.bytes(
            "live heap",
            live,
            Math.round(exit * reading.heapLimit()),
            "everything ends, after caches shrank and new work was refused"));
    all.add(
        BoundInForce.bytes(
            "runtime and trees",
            live + reading.outside() + treeBytes,
            Math.round(exit * reading.limit()),
            "everything ends, after trees were ended one by one"));
  }

  private void commands(List<BoundInForce> all) {
    Health now = health();
    all.add(BoundInForce.count("commands that run", now.live(), now.limit(), "the next one waits"));
    all.add(
        BoundInForce.count(
            "commands that wait",
            now.queued(),
            now.queueBound(),
            "the next one is refused, or its caller waits"));
    all.add(
        BoundInForce.count("open scopes", now.scopes(), now.scopeBound(), "one more is refused"));
    all.add(
        BoundInForce.count(
            "threads of the runtime",
            now.threads(),
            now.threadBound(),
            "the command that needs one more is not started"));
  }

  private void caches(List<BoundInForce> all) {
    List<CacheStats> caches = new ArrayList<>(resources.cacheStats());
    caches.sort(new LargestFirst());
    long bytes = 0;
    for (CacheStats one : caches) {
      bytes += one.bytes();
    }
    all.add(
        BoundInForce.count(
            "caches", caches.size(), settings.get(RuntimeSettings.CACHES), "one more is refused"));
    all.add(
        BoundInForce.bytes(
            "all caches together",
            bytes,
            settings.get(RuntimeSettings.CACHE_BUDGET).bytes(),
            "the least useful entries go"));
    for (CacheStats one : caches.subList(0, Math.min(MOST_NAMED, caches.size()))) {
      all.add(
          one.mostEntries() > 0
              ? BoundInForce.count(
                  "entries of cache " + one.name(),
                  one.entries(),
                  one.mostEntries(),
                  "the least useful one goes")
              : BoundInForce.bytes(
                  "cache " + one.name(),
                  one.bytes(),
                  one.mostBytes(),
                  "the least useful entry goes"));
    }
  }

  private static final class LargestFirst implements Comparator<CacheStats> {

    @Override
    public int compare(CacheStats one, CacheStats other) {
      return Long.compare(other.bytes(), one.bytes());
    }
  }

  private void pools(List<BoundInForce> all) {
    List<PoolStats> pools = new ArrayList<>(resources.poolStats());
    pools.sort(new MostLentFirst());
    all.add(
        BoundInForce.count(
            "pools", pools.size(), settings.get(RuntimeSettings.POOLS), "one more is refused"));
    for (PoolStats one : pools.subList(0, Math.min(MOST_NAMED, pools.size()))) {
      all.add(
          BoundInForce.count(
              "connections of pool " + one.name(),
              one.lent() + one.idle(),
              one.most(),
              "the borrower waits, then is refused"));
    }
  }

  private static final class MostLentFirst implements Comparator<PoolStats> {

    @Override
    public int compare(PoolStats one, PoolStats other) {
      return Integer.compare(other.lent(), one.lent());
    }
  }

  private void watched(List<BoundInForce> all, LoadReport load) {
    all.add(
        BoundInForce.count(
            "gauges of the program", gauges.count(), Gauges.MOST, "one more is refused"));
    all.add(
        BoundInForce.count(
            "counts and weights that are watched",
            load.growth().gauges() - load.growth().unwatched(),
            GrowthWatch.MOST,
            "one more is not watched, which the report says"));
  }
}

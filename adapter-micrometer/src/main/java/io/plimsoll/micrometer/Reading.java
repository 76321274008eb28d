package io.plimsoll.micrometer;

import io.plimsoll.growth.Grown;
import io.plimsoll.lease.LeaseKind;
import io.plimsoll.lease.LeaseView;
import io.plimsoll.memory.HeapReading;
import io.plimsoll.memory.LoadReport;
import io.plimsoll.memory.MemoryReading;
import io.plimsoll.resource.CacheStats;
import io.plimsoll.resource.PoolStats;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * What is read once a second at most, since it waits for the runtime.
 *
 * @param leases what is held, the oldest first
 * @param load what the memory holds, and what grows; empty where nobody looks
 * @param caches counts of the open caches
 * @param pools counts of the open pools
 */
record Reading(
    List<LeaseView> leases,
    Optional<LoadReport> load,
    List<CacheStats> caches,
    List<PoolStats> pools) {

  /** Before the first. */
  static final Reading NOTHING = new Reading(List.of(), Optional.empty(), List.of(), List.of());

  /** Copies the lists. */
  Reading {
    leases = List.copyOf(leases);
    caches = List.copyOf(caches);
    pools = List.copyOf(pools);
  }

  /** How many leases of a kind are live. */
  long live(LeaseKind kind) {
    return leases.stream().filter(lease -> lease.kind() == kind).count();
  }

  /** How long the oldest lease of a kind has been held, in nanoseconds; 0 where there is none. */
  double oldest(LeaseKind kind) {
    return leases.stream()
        .filter(lease -> lease.kind() == kind)
        .mapToDouble(lease -> lease.age().toNanos())
        .max()
        .orElse(0);
  }

  /** What all caches hold together. */
  long cacheBytes() {
    return caches.stream().mapToLong(CacheStats::bytes).sum();
  }

  /** A figure of the memory; not a number where nobody looks. */
  double memory(ToDoubleFunction<MemoryReading> figure) {
    return load.flatMap(LoadReport::reading).map(figure::applyAsDouble).orElse(Double.NaN);
  }

  /** What the heap held after the last collections; not a number before the first. */
  double heapLive() {
    OptionalLong live =
        load.flatMap(LoadReport::reading)
            .map(MemoryReading::heap)
            .map(HeapReading::live)
            .orElse(OptionalLong.empty());
    return live.isPresent() ? live.getAsLong() : Double.NaN;
  }

  /** A figure of the report; not a number where nobody looks. */
  double load(ToDoubleFunction<LoadReport> figure) {
    return load.map(figure::applyAsDouble).orElse(Double.NaN);
  }

  /** A count that only rises; zero where nobody looks. */
  double risen(ToLongFunction<LoadReport> count) {
    return load.map(count::applyAsLong).orElse(0L);
  }

  /** How much grows, or seems to. */
  double growing(Grown.State state) {
    return load(
        report -> report.growth().grown().stream().filter(each -> each.state() == state).count());
  }
}

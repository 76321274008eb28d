package io.plimsoll.resource;

/**
 * The state of a cache at one moment: counts beside bounds, and what happened since its start.
 * Figures of the same moment may differ by what other threads do meanwhile.
 *
 * @param name its name
 * @param entries how many entries it holds, remembered failures with them
 * @param mostEntries how many it may hold now, under the present pressure; 0 where bytes bound it
 * @param bytes how many bytes it holds, with keys, values and the cost of each entry
 * @param mostBytes how many it may hold now, under the budget and the present pressure
 * @param hits reads that found a value
 * @param misses reads that found none
 * @param loads loads that succeeded
 * @param failures loads that failed
 * @param evicted entries that left because of a bound: number, bytes, age or idle time
 * @param refused entries that were larger than the cache
 * @param closeFailures values whose {@code close()} threw
 * @since 0.1.0
 */
public record CacheStats(
    String name,
    long entries,
    long mostEntries,
    long bytes,
    long mostBytes,
    long hits,
    long misses,
    long loads,
    long failures,
    long evicted,
    long refused,
    long closeFailures) {}

package io.plimsoll.micrometer;

import static io.plimsoll.micrometer.Figure.counter;
import static io.plimsoll.micrometer.Figure.gauge;

import io.plimsoll.resource.CacheStats;
import io.plimsoll.resource.PoolStats;
import java.util.List;

/** What is measured of each cache and of each pool. */
final class NamedFigures {

  /** Of a cache. */
  static final List<Figure<CacheStats>> CACHE =
      List.of(
          gauge("plimsoll.cache.entries", "Entries that the cache holds", CacheStats::entries),
          gauge(
              "plimsoll.cache.entries.max",
              "The most entries that the cache may hold now; 0 where bytes bound it",
              CacheStats::mostEntries),
          Figure.<CacheStats>gauge("plimsoll.cache.size", "What the cache holds", CacheStats::bytes)
              .bytes(),
          Figure.<CacheStats>gauge(
                  "plimsoll.cache.size.max",
                  "The most that the cache may hold now",
                  CacheStats::mostBytes)
              .bytes(),
          Figure.<CacheStats>counter("plimsoll.cache.gets", "Reads of the cache", CacheStats::hits)
              .tag("result", "hit"),
          Figure.<CacheStats>counter(
                  "plimsoll.cache.gets", "Reads of the cache", CacheStats::misses)
              .tag("result", "miss"),
          Figure.<CacheStats>counter(
                  "plimsoll.cache.loads", "Loads of the cache", CacheStats::loads)
              .tag("result", "success"),
          Figure.<CacheStats>counter(
                  "plimsoll.cache.loads", "Loads of the cache", CacheStats::failures)
              .tag("result", "failure"),
          counter(
              "plimsoll.cache.evictions",
              "Entries that left because of a bound",
              CacheStats::evicted),
          counter(
              "plimsoll.cache.refused",
              "Entries that were larger than the cache",
              CacheStats::refused),
          counter(
              "plimsoll.cache.close.failures",
              "Values that could not be closed when they left",
              CacheStats::closeFailures));

  /** Of a pool. */
  static final List<Figure<PoolStats>> POOL =
      List.of(
          Figure.<PoolStats>gauge(
                  "plimsoll.pool.connections", "Connections of the pool", PoolStats::lent)
              .tag("state", "lent"),
          Figure.<PoolStats>gauge(
                  "plimsoll.pool.connections", "Connections of the pool", PoolStats::idle)
              .tag("state", "idle"),
          gauge(
              "plimsoll.pool.connections.max",
              "The most connections that the pool may have",
              PoolStats::most),
          gauge("plimsoll.pool.waiting", "Borrowers that wait", PoolStats::waiting),
          counter("plimsoll.pool.borrows", "Loans", PoolStats::borrows),
          counter("plimsoll.pool.opened", "Connections that were opened", PoolStats::opened),
          counter("plimsoll.pool.closed", "Connections that were closed", PoolStats::closed),
          counter(
              "plimsoll.pool.found.closed",
              "Connections that the other side had closed",
              PoolStats::foundClosed),
          counter(
              "plimsoll.pool.open.failures",
              "Attempts to open a connection that failed or took too long",
              PoolStats::openFailures),
          counter(
              "plimsoll.pool.late",
              "Connections that came after their time was over",
              PoolStats::late),
          counter("plimsoll.pool.refused", "Borrowers that got none", PoolStats::refused),
          counter(
              "plimsoll.pool.held.too.long",
              "Loans that were reported as held too long",
              PoolStats::heldTooLong),
          counter(
              "plimsoll.pool.reclaimed",
              "Loans that were taken away from their borrowers",
              PoolStats::reclaimed),
          counter(
              "plimsoll.pool.dropped",
              "Loans whose handle was lost without being given back",
              PoolStats::dropped),
          counter(
              "plimsoll.pool.close.failures",
              "Connections whose closing failed",
              PoolStats::closeFailures));

  private NamedFigures() {}
}

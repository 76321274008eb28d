package io.plimsoll.port;

import io.plimsoll.resource.Cache;
import io.plimsoll.resource.CachePolicy;
import io.plimsoll.resource.CacheStats;
import io.plimsoll.resource.Weigher;
import java.util.List;

/**
 * Makes caches that share one budget of bytes. Any thread may use it.
 *
 * <p>What the settings of the adapter say: {@code budget}, the bytes of all caches together (64m
 * unless told otherwise), and {@code limit}, how many caches there may be (64).
 *
 * <p>The budget is divided anew whenever a cache opens or closes: a cache that asks for less than
 * an equal share gets what it asks for, and the others divide the rest equally. So what all of them
 * may hold is never more than the budget, whatever their policies say. A cache that is bounded by
 * entries asks for as much as there is, and keeps to its share of bytes besides.
 *
 * @since 0.1.0
 */
public interface CacheProvider extends AutoCloseable {

  /**
   * Opens a cache.
   *
   * @param name 1 to 64 characters, not taken by another open cache
   * @throws IllegalArgumentException when the name is not fit or taken
   * @throws IllegalStateException when the provider is closed
   * @throws io.plimsoll.command.RefusedException when as many are open as may be
   */
  <K, V> Cache<K, V> open(String name, CachePolicy policy, Weigher<K, V> weigher);

  /**
   * Sets which part of their bounds the caches may use from now on. It takes effect on a thread of
   * the provider, soon; the call itself does not wait. An entry is too large by its cache's whole
   * share: one that does not fit the allowed part is let go, not refused.
   *
   * @param fraction from 0.1 to 1; 1 restores
   * @throws IllegalArgumentException when the fraction is not in this range
   */
  void allow(double fraction);

  /** All open caches, in the order of their opening. Not for hot paths. */
  List<CacheStats> stats();

  /** Closes all caches and ends the provider's own threads. A second call does nothing. */
  @Override
  void close();
}

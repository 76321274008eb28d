package io.plimsoll.report;

import io.plimsoll.growth.Gauge;

/**
 * A bound that held in a session.
 *
 * @param name what is bounded
 * @param unit in what it is told
 * @param now how much there is
 * @param bound how much there may be
 * @param atBound what happens when there is as much
 * @since 0.1.0
 */
public record BoundInForce(String name, Gauge.Unit unit, long now, long bound, String atBound) {

  /** A bound of a number. */
  public static BoundInForce count(String name, long now, long bound, String atBound) {
    return new BoundInForce(name, Gauge.Unit.COUNT, now, bound, atBound);
  }

  /** A bound of bytes. */
  public static BoundInForce bytes(String name, long now, long bound, String atBound) {
    return new BoundInForce(name, Gauge.Unit.BYTES, now, bound, atBound);
  }
}

package io.plimsoll.growth;

import java.util.List;

/**
 * What a gauge showed in the course of a session, in few points: of each stretch the least.
 *
 * @param gauge which
 * @param points the oldest first
 * @since 0.1.0
 */
public record Series(Gauge gauge, List<Point> points) {

  /**
   * What was read at one moment.
   *
   * @param millis when, in milliseconds since the begin of the session
   * @param value how much
   */
  public record Point(long millis, long value) {}

  /** Copies the list. */
  public Series {
    points = List.copyOf(points);
  }
}

package io.plimsoll.report;

import io.plimsoll.growth.Series;

/**
 * Between which figures a series lies.
 *
 * @param first its first value
 * @param least its least
 * @param most its largest
 * @param last its last
 */
record Extent(long first, long least, long most, long last) {

  /** Of a series with at least one point. */
  static Extent of(Series series) {
    long first = series.points().get(0).value();
    long least = first;
    long most = first;
    for (Series.Point point : series.points()) {
      least = Math.min(least, point.value());
      most = Math.max(most, point.value());
    }
    return new Extent(first, least, most, series.points().get(series.points().size() - 1).value());
  }
}

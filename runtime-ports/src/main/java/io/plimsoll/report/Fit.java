package io.plimsoll.report;

import io.plimsoll.growth.Grown;
import io.plimsoll.growth.Series;
import java.time.Duration;
import java.util.List;

/**
 * The line of a trend through the points of a series, and between which others it lies.
 *
 * @param middle the time about which those turn
 * @param level what the line shows there
 * @param slope by how much it rises in a millisecond
 * @param least the least by which it may
 * @param most the most
 */
record Fit(double middle, double level, double slope, double least, double most) {

  private static final double HOUR = Duration.ofHours(1).toMillis();

  /** Through a series of at least one point: half of them lie above it. */
  static Fit of(Grown grown, Series series) {
    List<Series.Point> points = series.points();
    double slope = grown.perHour() / HOUR;
    double middle = (double) (points.get(0).millis() + points.get(points.size() - 1).millis()) / 2;
    double[] levels =
        points.stream()
            .mapToDouble(point -> point.value() - slope * (point.millis() - middle))
            .sorted()
            .toArray();
    double level = (levels[(levels.length - 1) / 2] + levels[levels.length / 2]) / 2;
    return new Fit(middle, level, slope, grown.least() / HOUR, grown.most() / HOUR);
  }

  double at(double millis) {
    return level + slope * (millis - middle);
  }

  double leastAt(double millis) {
    return level + (millis < middle ? most : least) * (millis - middle);
  }

  double mostAt(double millis) {
    return level + (millis < middle ? least : most) * (millis - middle);
  }
}

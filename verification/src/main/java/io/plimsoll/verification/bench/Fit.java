package io.plimsoll.verification.bench;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The straight line that lies closest to some points, by least squares of the relative errors: over
 * several powers of ten the greatest would otherwise be all that counts.
 *
 * @param begin where the line begins, at 0
 * @param slope by how much it rises
 * @param squared R², the share of what the points differ by that the line explains
 * @param deviation the largest distance of a point from the line, in percent of the line there
 */
public record Fit(double begin, double slope, double squared, double deviation) {

  /** The name of the figure beside a sample that says how far points are from the line. */
  public static final String DEVIATION = "largest deviation from a line, %";

  private static final Pattern POINT = Pattern.compile("at ([1-9][0-9]*) .+");

  /** Through these points, values above zero by size, of which there must be two at least. */
  public static Fit of(Map<Integer, Double> points) {
    if (points.size() < 2 || points.values().stream().anyMatch(value -> !(value > 0))) {
      throw new IllegalArgumentException(
          "points: are " + points + "; must be two or more, with values above zero");
    }
    double w = 0;
    double wx = 0;
    double wxx = 0;
    double wy = 0;
    double wxy = 0;
    double mean = 0;
    for (Map.Entry<Integer, Double> point : points.entrySet()) {
      double x = point.getKey();
      double y = point.getValue();
      double weight = 1 / (y * y);
      w += weight;
      wx += weight * x;
      wxx += weight * x * x;
      wy += weight * y;
      wxy += weight * x * y;
      mean += y / points.size();
    }
    double slope = (w * wxy - wx * wy) / (w * wxx - wx * wx);
    double begin = (wy - slope * wx) / w;
    double left = 0;
    double all = 0;
    double deviation = 0;
    for (Map.Entry<Integer, Double> point : points.entrySet()) {
      double line = begin + slope * point.getKey();
      double off = point.getValue() - line;
      left += off * off;
      all += (point.getValue() - mean) * (point.getValue() - mean);
      deviation = Math.max(deviation, 100 * Math.abs(off / line));
    }
    return new Fit(begin, slope, all == 0 ? 1 : 1 - left / all, deviation);
  }

  /** The medians of the points of a contestant's samples by size, as {@link #sample} made them. */
  public static Map<Integer, Double> points(Outcome outcome, String name) {
    Map<Integer, Double> points = new TreeMap<>();
    outcome.samples().getOrDefault(name, List.of()).stream()
        .flatMap(sample -> sample.beside().keySet().stream())
        .distinct()
        .forEach(
            figure -> {
              Matcher matcher = POINT.matcher(figure);
              if (matcher.matches()) {
                outcome
                    .beside(name, figure)
                    .ifPresent(
                        spread -> points.put(Integer.parseInt(matcher.group(1)), spread.median()));
              }
            });
    return points;
  }

  /** What the line is at a size. */
  public double at(double size) {
    return begin + slope * size;
  }

  /** A sample of the slope, with the line, the points, and how far they are from it beside. */
  public static Sample sample(Map<Integer, Double> points, String unit, String each) {
    Fit fit = of(points);
    Sample sample =
        Sample.of(fit.slope)
            .with(DEVIATION, fit.deviation)
            .with("R²", fit.squared)
            .with("at 0, " + unit, fit.begin);
    for (Map.Entry<Integer, Double> point : new TreeMap<>(points).entrySet()) {
      sample = sample.with("at " + point.getKey() + " " + each + ", " + unit, point.getValue());
    }
    return sample;
  }
}

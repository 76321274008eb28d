package io.plimsoll.verification.bench.process;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where some figures lie: of each, the least that so many do not exceed.
 *
 * @param half half of them
 * @param most 99 of 100
 * @param last all
 */
record Quantiles(double half, double most, double last) {

  static final String MOST = "p99, ms";
  static final String LAST = "latest, ms";

  /** Of these, of which there must be one at least. */
  static Quantiles of(Collection<Double> figures) {
    double[] sorted = figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return new Quantiles(at(sorted, 0.5), at(sorted, 0.99), sorted[sorted.length - 1]);
  }

  private static double at(double[] sorted, double part) {
    return sorted[(int) Math.ceil(part * sorted.length) - 1];
  }

  /** The first is what is compared. */
  Map<String, Double> figures() {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put(Racer.VALUE, half);
    figures.put(MOST, most);
    figures.put(LAST, last);
    return figures;
  }
}

package io.plimsoll.verification.bench;

import java.util.Arrays;
import java.util.Collection;

/**
 * The median of some figures, and the narrowest pair of them that holds the true median in nine
 * cases of ten or more: the interval of the sign test, which assumes nothing of how they are
 * distributed. With four figures or fewer there is none, and it is the least and the greatest.
 *
 * @param confidence of the interval, from 0 to 1
 */
public record Spread(double median, double low, double high, double confidence, int count) {

  private static final double ASKED = 0.9;

  /** Of these figures, of which there must be one at least. */
  public static Spread of(Collection<Double> figures) {
    double[] sorted = figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int count = sorted.length;
    if (count == 0) {
      throw new IllegalArgumentException("no figures: there must be one at least");
    }
    int cut = 0;
    while (2 * (cut + 1) < count && within(count, cut + 1) >= ASKED) {
      cut++;
    }
    return new Spread(
        median(sorted), sorted[cut], sorted[count - 1 - cut], within(count, cut), count);
  }

  /** The middle one, or the mean of the two in the middle. */
  private static double median(double[] sorted) {
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  /** How probable it is that the median lies within, with {@code cut} figures off at each end. */
  private static double within(int count, int cut) {
    double[] row = new double[count + 1];
    Arrays.fill(row, 0);
    row[0] = Math.pow(0.5, count);
    double outside = row[0];
    for (int i = 1; i <= cut; i++) {
      row[i] = row[i - 1] * (count - i + 1) / i;
      outside += row[i];
    }
    return Math.max(0, 1 - 2 * outside);
  }

  /** Whether a figure lies in the interval. */
  public boolean holds(double figure) {
    return low <= figure && figure <= high;
  }
}

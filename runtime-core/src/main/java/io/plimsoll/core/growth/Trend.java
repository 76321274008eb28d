package io.plimsoll.core.growth;

import java.util.Arrays;

/**
 * Whether and how fast a series rises, told by its ranks and medians, which single readings do not
 * sway.
 *
 * @param z how sure it is that it rises or falls: the statistic of Mann (1945) and Kendall (1975),
 *     normal with a mean of 0 where it does neither; its variance is corrected for neighbours that
 *     resemble each other as Yue and Wang (2004) do, for an autoregressive series of the first
 *     order
 * @param slope by how much it rises in a nanosecond: the median of the slopes between all pairs,
 *     after Theil (1950) and Sen (1968)
 * @param least the lower end of the interval in which that lies with a confidence of 95 %
 * @param most its upper end
 * @param lateSlope the same as the slope, of the second half alone
 * @param lastSlope the same of the last third alone
 * @param rise by how much it has risen from the first to the last point, as the slope goes
 * @param noise how far points lie from that line: 1.4826 times the median of the distances, which
 *     is the standard deviation where they are normal
 * @param median the median of the values
 * @param first the value at the first point, as the slope goes
 * @param nanos the time from the first point to the last
 */
public record Trend(
    double z,
    double slope,
    double least,
    double most,
    double lateSlope,
    double lastSlope,
    double rise,
    double noise,
    double median,
    double first,
    long nanos) {

  private static final double NORMAL_MAD = 1.4826;
  private static final double CONFIDENT = 1.96;
  private static final int FEWEST = 4;

  /** Of fewer points than four: nothing can be said. */
  static final Trend NONE = new Trend(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /**
   * Of points in the order of time. Costs some 200 microseconds for 64 points.
   *
   * @param values the values
   * @param nanos when each was read, by a ticker
   */
  public static Trend of(long[] values, long[] nanos) {
    int n = values.length;
    if (n < FEWEST) {
      return NONE;
    }
    double[] slopes = slopes(values, nanos, 0);
    double slope = median(slopes);
    double[] rests = new double[n];
    double[] sorted = new double[n];
    for (int i = 0; i < n; i++) {
      rests[i] = values[i] - slope * (nanos[i] - nanos[0]);
      sorted[i] = values[i];
    }
    Arrays.sort(sorted);
    double deviation = Math.sqrt(variance(sorted) * resemblance(rests));
    double pairs = slopes.length;
    int aside = (int) Math.round((pairs - CONFIDENT * deviation) / 2);
    int low = Math.max(0, aside); // at most half of them and one: of three or more, all are there
    return new Trend(
        standardized(values, deviation),
        slope,
        slopes.length == 0 ? 0 : slopes[low],
        slopes.length == 0 ? 0 : slopes[slopes.length - 1 - low],
        median(slopes(values, nanos, n / 2)),
        median(slopes(values, nanos, n - n / 3)),
        slope * (nanos[n - 1] - nanos[0]),
        noise(rests),
        median(sorted),
        middle(rests),
        nanos[n - 1] - nanos[0]);
  }

  /** The slopes between all pairs of points from this one on, in their order. */
  private static double[] slopes(long[] values, long[] nanos, int from) {
    double[] slopes = new double[values.length * values.length]; // there are fewer
    int count = 0;
    for (int i = from; i < values.length; i++) {
      for (int j = i + 1; j < values.length; j++) {
        if (nanos[j] - nanos[i] > 0) {
          slopes[count++] = (double) (values[j] - values[i]) / (nanos[j] - nanos[i]);
        }
      }
    }
    double[] all = Arrays.copyOf(slopes, count);
    Arrays.sort(all);
    return all;
  }

  /** Kendall's S, a step nearer to 0 because it is discrete, by its standard deviation. */
  private static double standardized(long[] values, double deviation) {
    long sum = 0;
    for (int i = 0; i < values.length; i++) {
      for (int j = i + 1; j < values.length; j++) {
        sum += Long.signum(values[j] - values[i]);
      }
    }
    return deviation == 0 ? 0 : (sum - Long.signum(sum)) / deviation;
  }

  /** The variance of Kendall's S where nothing rises, less for values that are equal. */
  private static double variance(double[] sorted) {
    double n = sorted.length;
    double sum = n * (n - 1) * (2 * n + 5);
    int run = 1;
    for (int i = 1; i <= sorted.length; i++) {
      if (i < sorted.length && sorted[i] == sorted[i - 1]) {
        run++;
      } else {
        sum -= run * (run - 1.0) * (2.0 * run + 5);
        run = 1;
      }
    }
    return sum / 18;
  }

  /**
   * By how much the variance is larger because neighbours resemble each other: the number of points
   * by that of independent ones that would tell as much. One that is smaller is not believed.
   */
  private static double resemblance(double[] rests) {
    int n = rests.length;
    double mean = Arrays.stream(rests).average().orElse(0);
    double all = 0;
    double shifted = 0;
    for (int i = 0; i < n; i++) {
      all += (rests[i] - mean) * (rests[i] - mean);
      shifted += i == 0 ? 0 : (rests[i] - mean) * (rests[i - 1] - mean);
    }
    double lag = all == 0 ? 0 : shifted / all;
    double factor = 1;
    double power = 1;
    for (int k = 1; k < n; k++) {
      power *= lag;
      factor += 2 * (1 - (double) k / n) * power;
    }
    return Math.max(1, factor);
  }

  private static double noise(double[] rests) {
    double middle = middle(rests);
    double[] distances = Arrays.stream(rests).map(rest -> Math.abs(rest - middle)).toArray();
    Arrays.sort(distances);
    return NORMAL_MAD * median(distances);
  }

  private static double middle(double[] rests) {
    double[] sorted = rests.clone();
    Arrays.sort(sorted);
    return median(sorted);
  }

  private static double median(double[] sorted) {
    int n = sorted.length;
    return n == 0 ? 0 : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }
}

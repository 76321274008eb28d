package io.plimsoll.verification.bench.board;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * Where values stand between the left and the right: from nothing on, or in equal factors where the
 * greatest is far from the least.
 *
 * @param from the value at the left
 * @param to the value at the right
 */
record Axis(double from, double to, boolean inFactors) {

  private static final double FAR = 12;
  private static final int MOST = 5;

  /** One on which all of these have room; there must be one at least. */
  static Axis of(Collection<Double> values) {
    double least = values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    double most = values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    if (least > 0 && most > FAR * least) {
      return inFactors(values);
    }
    double low = Math.min(0, least * 1.08);
    return new Axis(low, most > 0 ? most * 1.08 : low == 0 ? 1 : 0, false);
  }

  /** One in equal factors, for values above zero. */
  static Axis inFactors(Collection<Double> values) {
    double least = values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    double most = values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    return new Axis(least / 1.3, most * 1.3, true);
  }

  /** From 0 at the left to 1 at the right. */
  double place(double value) {
    double share =
        inFactors ? Math.log(value / from) / Math.log(to / from) : (value - from) / (to - from);
    return Math.min(1, Math.max(0, share));
  }

  /** Round values along it, the least first. */
  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    if (inFactors) {
      double decades = Math.log10(to / from);
      double[] steps = decades > MOST ? new double[] {1} : new double[] {1, 3};
      int every = (int) Math.max(1, Math.ceil(decades / MOST));
      for (int power = (int) Math.floor(Math.log10(from)); power <= Math.log10(to); power++) {
        for (double step : steps) {
          double at = step * Math.pow(10, power);
          if (Math.floorMod(power, every) == 0 && at >= from && at <= to) {
            ticks.add(at);
          }
        }
      }
      return ticks.size() > MOST + 1 ? ticks.stream().filter(Axis::isPower).toList() : ticks;
    }
    double step = Math.pow(10, Math.floor(Math.log10((to - from) / 2)));
    double[] factors = {1, 2, 5, 10};
    for (double factor : factors) {
      if ((to - from) / (step * factor) <= MOST) {
        step *= factor;
        break;
      }
    }
    for (double at = Math.ceil(from / step); at * step <= to; at++) {
      ticks.add(at * step);
    }
    return ticks;
  }

  /** Adds the labels of the ticks, each at its place. */
  void addTo(Html page) {
    for (double tick : ticks()) {
      double at = 100 * place(tick);
      page.add(
          "<span class=\"%s\" style=\"left:%.2f%%\">%s</span>",
          at > 94 ? "last" : at < 4 ? "first" : "inner", at, label(tick));
    }
  }

  /** A tick in words. */
  static String label(double tick) {
    return tick == Math.rint(tick) && Math.abs(tick) < 1e9
        ? String.format(Locale.ROOT, "%,.0f", tick)
        : Amount.of(tick);
  }

  private static boolean isPower(double tick) {
    double power = Math.log10(tick);
    return Math.abs(power - Math.rint(power)) < 1e-9;
  }
}

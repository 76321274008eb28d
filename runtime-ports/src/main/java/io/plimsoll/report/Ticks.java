package io.plimsoll.report;

import io.plimsoll.growth.Gauge;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Round figures along an axis.
 *
 * @param all they, the least first
 */
record Ticks(List<Tick> all) {

  private static final int MOST = 6;
  private static final double[] STEPS = {1, 2, 5, 10, 20, 50, 100, 200, 500};

  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final List<Long> TIMES =
      List.of(
          SECOND / 10,
          SECOND / 5,
          SECOND / 2,
          SECOND,
          2 * SECOND,
          5 * SECOND,
          10 * SECOND,
          30 * SECOND,
          MINUTE,
          2 * MINUTE,
          5 * MINUTE,
          10 * MINUTE,
          30 * MINUTE,
          HOUR,
          2 * HOUR,
          6 * HOUR,
          12 * HOUR,
          DAY,
          2 * DAY,
          7 * DAY,
          30 * DAY);

  /**
   * One of them.
   *
   * @param value where
   * @param label what it says
   */
  record Tick(double value, String label) {}

  Ticks {
    all = List.copyOf(all);
  }

  /** Of amounts, from one to the other. */
  static Ticks amounts(Gauge.Unit unit, double from, double to) {
    return unit == Gauge.Unit.BYTES ? bytes(from, to) : counts(from, to);
  }

  private static Ticks bytes(double from, double to) {
    String[] names = {"B", "KiB", "MiB", "GiB", "TiB"};
    int power = 0;
    while (power < names.length - 1 && to >= 1L << (10 * (power + 1))) {
      power++;
    }
    double unit = 1L << (10 * power);
    double step = step((to - from) / unit);
    if (step < 1 && power > 0) { // fractions of a unit are harder to read than the next smaller one
      power--;
      unit = 1L << (10 * power);
      step = step((to - from) / unit);
    }
    return every(step, unit, from, to, " " + names[power]);
  }

  private static Ticks counts(double from, double to) {
    return every(Math.max(1, step(to - from)), 1, from, to, "");
  }

  /** The least round step of which few enough fit. */
  private static double step(double range) {
    double scale = 1;
    while (range / (STEPS[STEPS.length - 1] * scale) >= MOST) {
      scale *= 1000;
    }
    while (range / (STEPS[0] * scale) < MOST / 3.0 && scale > 1e-9) {
      scale /= 1000;
    }
    for (double step : STEPS) {
      if (range / (step * scale) < MOST) {
        return step * scale;
      }
    }
    return STEPS[STEPS.length - 1] * scale;
  }

  private static Ticks every(double step, double unit, double from, double to, String name) {
    List<Tick> all = new ArrayList<>();
    for (double at = Math.ceil(from / unit / step); at * step * unit <= to; at++) {
      double value = at * step;
      String number =
          String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%.2f", value);
      all.add(new Tick(value * unit, value == 0 ? "0" : number + name));
    }
    return new Ticks(all);
  }

  /** Of the time since the begin, in milliseconds. */
  static Ticks times(long length) {
    long step = TIMES.get(TIMES.size() - 1);
    for (long one : TIMES) {
      if (length / one < MOST) {
        step = one;
        break;
      }
    }
    List<Tick> all = new ArrayList<>();
    long unit = step >= DAY ? DAY : step >= HOUR ? HOUR : step >= MINUTE ? MINUTE : SECOND;
    String name = unit == DAY ? " d" : unit == HOUR ? " h" : unit == MINUTE ? " min" : " s";
    for (long at = 0; at <= length; at += step) {
      double value = (double) at / unit;
      String number =
          String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%.1f", value);
      all.add(new Tick(at, at == 0 ? "0" : number + name));
    }
    return new Ticks(all);
  }
}
